import pandas as pd
import pytest

COLUMNS = ["member", "family", "period", "low", "high", "shown", "homes", "rate_low", "rate_high"]


@pytest.fixture
def names():
    return {"alder": "Alder", "birch": "Birch", "cedar": "Cedar", "gorse": "Gorse"}


@pytest.fixture
def one_quarter():
    """Alder's own, a peer's interval, a peer's 'under 5'; Gorse has not returned."""
    return pd.DataFrame(
        [
            ["alder", "damp_and_mould", "2026-07", 12, 12, "12", 20000, 0.31, 1.05],
            ["birch", "damp_and_mould", "2026-07", 28, 32, "30", 10000, 1.86, 4.52],
            ["cedar", "damp_and_mould", "2026-07", 0, 4, "under 5", 5000, 0.0, 2.05],
        ],
        columns=COLUMNS,
    )


@pytest.fixture
def group_row():
    return {"low": 43, "high": 47, "shown": "45", "homes": 35000, "rate_low": 0.89, "rate_high": 1.79}


@pytest.fixture
def group_months():
    """Eight months; March 2026 has no group figure, April rests on six of seven."""
    shown = {
        "2025-10": 10,
        "2025-11": 15,
        "2025-12": 25,
        "2026-01": 40,
        "2026-02": 20,
        "2026-04": 15,
        "2026-05": 10,
    }
    return pd.DataFrame(
        [[month, n - 2, n + 2, str(n), 6 if month == "2026-04" else 7, 7] for month, n in shown.items()],
        columns=["period", "low", "high", "shown", "contributors", "members"],
    )


@pytest.fixture
def quiet_months(group_months):
    return group_months.assign(low=0, high=4, shown="under 5")


@pytest.fixture
def own_months():
    """November 2025 is not returned."""
    counts = {
        "2025-10": 2,
        "2025-12": 0,
        "2026-01": 6,
        "2026-02": 3,
        "2026-03": 1,
        "2026-04": 2,
        "2026-05": 4,
    }
    return pd.DataFrame(list(counts.items()), columns=["period", "n"])


@pytest.fixture
def limits(group_months):
    return pd.DataFrame(
        {
            "month": group_months["period"],
            "low": group_months["low"],
            "high": group_months["high"],
            "mean": 16,
            "lower": -4,
            "upper": 36,
            "signal": [None, None, None, "outside", None, None, None],
            "direction": [None, None, None, "high", None, None, None],
            "basis": "months",
        }
    )


@pytest.fixture
def breakdown_rows():
    return pd.DataFrame(
        [
            ["not_known", "Not known", 48, 52, "50"],
            ["own_home", "Own home", 18, 22, "20"],
            ["online", "Online", 0, 4, "under 5"],
            ["community", "Community", 28, 32, "30"],
        ],
        columns=["code", "label", "low", "high", "shown"],
    )
