"""A linear programme over what one viewer has learned: how far can each unknown count be narrowed?"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import highspy
import numpy as np

INFINITY = highspy.kHighsInf
ROOM = 3  # values; a cell that is shown to have as many left is not solved any further


class Programme:
    """Unknown counts, each zero or more, and what is known of sums of them."""

    def __init__(self) -> None:
        self._columns: dict[tuple, int] = {}
        self._rows: dict[tuple, tuple[float, float]] = {}

    def _column(self, key: tuple) -> int:
        return self._columns.setdefault(key, len(self._columns))

    def learn(self, keys: Iterable[tuple], low: float, high: float) -> None:
        """low <= the sum of these counts <= high."""
        self._add({self._column(key): 1.0 for key in keys}, low, high)

    def equal(self, total: Iterable[tuple], parts: Iterable[tuple]) -> None:
        """The counts in `total` add up to what those in `parts` add up to."""
        weights: dict[int, float] = defaultdict(float)
        for sign, keys in ((1, total), (-1, parts)):
            for key in keys:
                weights[self._column(key)] += sign
        self._add(weights, 0, 0)

    def _add(self, weights: dict[int, float], low: float, high: float) -> None:
        row = tuple(sorted(weights.items()))
        before = self._rows.get(row, (-INFINITY, INFINITY))
        self._rows[row] = (max(low, before[0]), min(high, before[1]))

    def values_left(self, cells: Sequence[Sequence[tuple]], seed: int = 0) -> np.ndarray:
        """The least and the most each cell (a sum of counts) can be, in whole incidents: an array of (low, high).

        Cells that a few random corners show to have `ROOM` values or more are given as wide as was seen.
        """
        solver = _solver(len(self._columns), self._rows)
        sums = np.zeros((len(cells), len(self._columns)), dtype=np.float32)
        for at, keys in enumerate(cells):
            sums[at, [self._columns[key] for key in keys]] = 1
        seen = np.tile([math.inf, -math.inf], (len(cells), 1))
        rng = np.random.default_rng(seed)
        for _ in range(6):
            aim = rng.choice([-1.0, 0.0, 1.0], len(cells)) @ sums
            for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
                _widen(seen, sums @ _corner(solver, aim, sense))
        for at in range(len(cells)):
            if _whole(seen[at])[1] - _whole(seen[at])[0] + 1 < ROOM:
                for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
                    _widen(seen, sums @ _corner(solver, sums[at], sense))
        return np.array([_whole(ends) for ends in seen])


def _widen(seen: np.ndarray, values: np.ndarray) -> None:
    seen[:, 0] = np.minimum(seen[:, 0], values)
    seen[:, 1] = np.maximum(seen[:, 1], values)


def _whole(ends: np.ndarray) -> tuple[int, int]:
    return math.ceil(ends[0] - 1e-5), math.floor(ends[1] + 1e-5)


def _solver(columns: int, rows: dict[tuple, tuple[float, float]]) -> highspy.Highs:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", "off")
    for _ in range(columns):
        solver.addVar(0, 1000)  # more than any count here, so that every corner is a real one
    for row, (low, high) in rows.items():
        at = np.array([column for column, _ in row], dtype=np.int32)
        solver.addRow(low, high, len(at), at, np.array([weight for _, weight in row]))
    return solver


def _corner(solver: highspy.Highs, aim: np.ndarray, sense: highspy.ObjSense) -> np.ndarray:
    solver.changeColsCost(len(aim), np.arange(len(aim), dtype=np.int32), aim.astype(float))
    solver.changeObjectiveSense(sense)
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise AssertionError(f"what was answered contradicts itself, or cannot be solved: {status}")
    return np.array(solver.getSolution().col_value)
