"""A linear programme over what one viewer has learned: how far can each unknown count be narrowed?"""

import math
from collections import defaultdict
from collections.abc import Iterable

import highspy
import numpy as np

INFINITY = highspy.kHighsInf


class Programme:
    """Unknown counts, each zero or more, and what is known of sums of them."""

    def __init__(self) -> None:
        self._columns: dict[tuple, int] = {}
        self._rows: list[tuple[float, float, tuple[int, ...]]] = []

    def unknown(self, key: tuple) -> int:
        return self._columns.setdefault(key, len(self._columns))

    def learn(self, keys: Iterable[tuple], low: float, high: float) -> None:
        """low <= the sum of these counts <= high."""
        columns = tuple(sorted(self.unknown(key) for key in keys))
        self._rows.append((low, high, columns))

    def equal(self, total: Iterable[tuple], parts: Iterable[tuple]) -> None:
        """The counts in `total` add up to what those in `parts` add up to."""
        weights: dict[int, float] = defaultdict(float)
        for key in total:
            weights[self.unknown(key)] += 1
        for key in parts:
            weights[self.unknown(key)] -= 1
        self._rows.append((0, 0, tuple(weights.items())))

    def solved(self) -> "Solved":
        return Solved(self._columns, list(dict.fromkeys(self._rows)))


class Solved:
    def __init__(self, columns: dict[tuple, int], rows: list) -> None:
        self._columns = columns
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("presolve", "off")
        for _ in columns:
            self._highs.addVar(0, INFINITY)
        for low, high, members in rows:
            weighted = bool(members) and isinstance(members[0], tuple)
            at = np.array([m[0] for m in members] if weighted else members, dtype=np.int32)
            weights = np.array([m[1] for m in members] if weighted else [1.0] * len(members))
            self._highs.addRow(low, high, len(at), at, weights)

    def values_left(self, keys: Iterable[tuple]) -> tuple[int, int]:
        """The least and the most that the sum of these counts can be, in whole incidents."""
        columns = [self._columns[key] for key in keys if key in self._columns]
        for column in columns:
            self._highs.changeColCost(column, 1.0)
        ends = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self._highs.changeObjectiveSense(sense)
            self._highs.run()
            status = self._highs.getModelStatus()
            if status == highspy.HighsModelStatus.kOptimal:
                ends.append(self._highs.getObjectiveValue())
            elif status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
                ends.append(math.inf)
            else:
                raise AssertionError(f"what was answered contradicts itself: {status}")
        for column in columns:
            self._highs.changeColCost(column, 0.0)
        low, high = ends
        return math.ceil(low - 1e-6), (math.floor(high + 1e-6) if math.isfinite(high) else 10**9)
