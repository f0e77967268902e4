"""Unicode is proved, Windows-1252 is asked about, anything else is refused unless it is named."""

import pytest

from ingest.problems import Refused
from ingest.reading import read

ENGLISH = [
    "Café fire, Siân’s flat – £250 owed",
    "Zoë said “no”; 20 °C; 30 m²; ½ hour",
    "Noël Ångström, François… naïve",
    "Señora Peña · crème brûlée — façade",
]
OTHERS = [
    ("gbk", "住户报告了安全问题"),
    ("gbk", "cost ￡ 20"),
    ("big5", "住戶報告了安全問題"),
    ("shift_jis", "安全に関する報告がありました"),
    ("euc_kr", "안전 문제가 보고되었습니다"),
    ("cp1251", "Жилец сообщил о проблеме"),
    ("cp1253", "Ο ένοικος ανέφερε πρόβλημα"),
    ("cp1250", "źle się czuła, półka, łóżko"),
    ("cp1256", "أبلغ الساكن عن مشكلة"),
    ("mac_roman", "don’t; café; £20"),
    ("cp850", "café; naïve; £20"),
    ("iso8859_15", "€20; €30"),
]


def file_of(text: str, encoding: str) -> bytes:
    return f'ref,note\n1,"{text}"\n2,plain\n'.encode(encoding)


@pytest.mark.parametrize("text", ENGLISH)
def test_windows_1252_is_read_and_asked_about(text):
    table = read(file_of(text, "cp1252"), "x.csv", expected=("ref",))
    assert table.rows["c1"].to_pylist() == [text, "plain"]
    assert table.encoding == "cp1252"
    assert [(ask.rule, ask.soft, ask.line, ask.column) for ask in table.asks] == [
        ("encoding_not_unicode", True, 2, "B")
    ]


@pytest.mark.parametrize(("encoding", "text"), OTHERS)
def test_other_encodings_are_not_taken_for_windows_1252(encoding, text):
    with pytest.raises(Refused) as refused:
        read(file_of(text, encoding), "x.csv", expected=("ref",))
    assert [(p.rule, p.line) for p in refused.value.problems] == [("encoding_unknown", 2)]


@pytest.mark.parametrize(("encoding", "text"), OTHERS)
def test_an_encoding_that_is_named_is_honoured_without_a_question(encoding, text):
    table = read(file_of(text, encoding), "x.csv", encoding=encoding, expected=("ref",))
    assert table.rows["c1"].to_pylist() == [text, "plain"]
    assert table.asks == ()


def test_what_is_shown_is_enough_to_judge_by_and_never_a_whole_word_or_number():
    content = file_of("Zoë, Siân Éa, flat at £1250", "cp1252")
    (ask,) = read(content, "x.csv", expected=("ref",)).asks
    assert "“…oë” (line 2, column B)" in ask.message
    assert "“…iân”" in ask.message
    assert "“É…”" in ask.message
    assert "“£••…”" in ask.message
    assert not any(word in ask.message for word in ("Zoë", "Siân", "Éa", "£1"))


def test_many_accented_cells_are_counted_and_a_few_shown():
    content = ("ref,note\n" + "".join(f"{i},caf\xe9 {i}\n" for i in range(1, 1001))).encode("cp1252")
    (ask,) = read(content, "x.csv", expected=("ref",)).asks
    assert "1,000 cells" in ask.message
    assert len(ask.message) < 400


@pytest.mark.parametrize(
    ("content", "encoding", "rule"),
    [
        (b"ref,note\n1,\xe9\n", "utf-8", "encoding_wrong"),
        (b"\xef\xbb\xbfref,note\n1,\xe9\n", None, "encoding_wrong"),
        (b"ref,note\n1,\xc3\xa9\n", "cp1252", "encoding_wrong"),
        (b"\xef\xbb\xbfref,note\n1,2\n", "cp1252", "encoding_wrong"),
        (b"\xff\xfer\0e\0f\0\n\0\x31", None, "encoding_wrong"),
        (b"ref,note\n1,2\n", "base64", "encoding_unknown"),
        (b"ref,note\n1,2\n", "no-such", "encoding_unknown"),
        (b"ref,note\n1,\x81\n", None, "encoding_unknown"),
        (b"ref,note\n1,don\xe2\x80\x99t\n2,\xa320\n", None, "encoding_unknown"),
        (b"ref,note\n1,caf\xc3\xa9 \xc2\xa320\n2,caf\xe9\n", None, "encoding_unknown"),
    ],
)
def test_bytes_that_contradict_the_encoding_refuse_the_file(content, encoding, rule):
    with pytest.raises(Refused) as refused:
        read(content, "x.csv", encoding=encoding, expected=("ref",))
    assert [problem.rule for problem in refused.value.problems] == [rule]


def test_plain_ascii_agrees_with_any_encoding_named():
    for encoding in ("cp1252", "utf-8", "latin-1", "gbk", "UTF-8-SIG"):
        assert read(b"ref,note\n1,2\n", "x.csv", encoding=encoding).asks == ()
