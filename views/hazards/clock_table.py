"""The results of the clocks as tables of text."""

import pandas as pd

from views import numbers, wording


def since_first_share(rows: pd.DataFrame) -> pd.DataFrame:
    """Without the quarters before the first that has a share: the law had not begun. All where none has one."""
    known = rows.loc[rows["share"].notna(), "period"]
    return rows if known.empty else rows[rows["period"] >= known.min()]


def by_result(rows: pd.DataFrame, clocks: dict[str, str]) -> pd.DataFrame:
    """One row a clock, one column a result: the count, and its share with its interval. rows: of one quarter."""
    labels = dict(zip(rows["result"], rows["label"], strict=True))
    table = pd.DataFrame({"Clock": [clocks[code] for code in rows["clock"].unique()]}, index=rows["clock"].unique())
    for result, label in labels.items():
        of = rows[rows["result"] == result].set_index("clock")
        table[label] = [_cell(of.loc[clock]) for clock in table.index]
    return table.reset_index(drop=True)


def _cell(row: pd.Series) -> str:
    if pd.isna(row["share"]) or row["low"] == 0:
        return row["shown"]
    return f"{row['shown']} ({interval(row)})"


def interval(row: pd.Series) -> str:
    """'93% (88% to 96%)'-like limits: '88% to 96%'; '' where there is no share."""
    return "" if pd.isna(row["share_low"]) else f"{row['share_low']:.0%} to {row['share_high']:.0%}"


def met_by_quarter(met: pd.DataFrame, clocks: dict[str, str]) -> pd.DataFrame:
    """What the chart of shares shows: clock, quarter, met, share, 95% interval."""
    return pd.DataFrame(
        {
            "Clock": [clocks[code] for code in met["clock"]],
            "Quarter": [wording.quarter(period) for period in met["period"]],
            "Met": met["shown"].tolist(),
            "Share": ["" if pd.isna(share) else f"{share:.0%}" for share in met["share"]],
            "95% interval": [interval(row) for _, row in met.iterrows()],
        }
    )


def met_file(met: pd.DataFrame, clocks: dict[str, str]) -> pd.DataFrame:
    """The same rows with counts and shares as numbers."""
    first = {"Clock": [clocks[code] for code in met["clock"]]}
    first["Quarter"] = [wording.quarter(period) for period in met["period"]]
    return numbers.beside(first, numbers.counts(met, "Met"), _shares(met))


def result_file(rows: pd.DataFrame, clocks: dict[str, str]) -> pd.DataFrame:
    """One row a clock and result, with counts and shares as numbers. rows: of one quarter."""
    first = {"Clock": [clocks[code] for code in rows["clock"]], "Result": rows["label"].tolist()}
    return numbers.beside(first, numbers.counts(rows, "Hazards"), _shares(rows))


def _shares(rows: pd.DataFrame) -> dict[str, list]:
    columns = {"Share": "share", "Share, low (95%)": "share_low", "Share, high (95%)": "share_high"}
    return {name: rows[column].astype(float).round(4).tolist() for name, column in columns.items()}


def due(rows: pd.DataFrame, labels: dict[str, dict[str, str]]) -> pd.DataFrame:
    """Own hazards with a clock that runs out, by reference. rows: hazards_due; labels: field -> code -> label."""
    return pd.DataFrame(
        {
            "Hazard reference": rows["hazard_ref"].tolist(),
            "Month": [wording.month(month) for month in rows["month"]],
            "Type": [labels["hazard_type"].get(code, code) for code in rows["hazard_type"]],
            "Level": [labels["hazard_level"].get(code, code) for code in rows["hazard_level"]],
            "Falls due": [labels["hazard_clock"].get(code, code) for code in rows["clock"]],
        }
    )
