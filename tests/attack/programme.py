"""A linear programme over what one viewer has learned: how far can each unknown count be narrowed?

Cells that it leaves few values are tried again in whole numbers.
"""

import math
from collections.abc import Iterable, Sequence

import highspy
import numpy as np

INFINITY = highspy.kHighsInf
ROOM = 3  # values; a cell that is shown to have as many left is not solved any further
SECONDS = 20.0  # for one programme in whole numbers; what it has not decided by then is left as the relaxation has it


class Contradiction(AssertionError):
    """What was answered cannot all be true, or was read wrongly."""


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

    def at_most(self, parts: Iterable[tuple], whole: Iterable[tuple]) -> None:
        """The counts in `parts` add up to no more than those in `whole`."""
        weights = {self._column(key): 1.0 for key in parts}
        weights |= {self._column(key): -1.0 for key in whole}
        self._add(weights, -INFINITY, 0)

    def _add(self, weights: dict[int, float], low: float, high: float) -> None:
        if not weights:
            if low > 0 or high < 0:
                raise Contradiction(f"nothing at all is {low} to {high}")
            return
        row = tuple(sorted(weights.items()))
        before = self._rows.get(row, (-INFINITY, INFINITY))
        self._rows[row] = (max(low, before[0]), min(high, before[1]))

    def values_left(self, cells: Sequence[Sequence[tuple]], seed: int = 0) -> np.ndarray:
        """The least and the most each cell (a sum of counts) can be, in whole incidents: an array of (low, high).

        Cells that a few random corners show to have `ROOM` values or more are given as wide as was seen.
        """
        for cell in cells:
            for key in cell:
                self._column(key)
        solver = self._solver()
        at = [np.array([self._columns[key] for key in keys]) for keys in cells]
        seen = np.tile([math.inf, -math.inf], (len(cells), 1))
        rng = np.random.default_rng(seed)
        for _ in range(4):
            aim = np.zeros(len(self._columns))
            for columns, sense in zip(at, rng.choice([-1.0, 0.0, 1.0], len(cells)), strict=True):
                aim[columns] += sense
            for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
                values = _corner(solver, aim, sense)
                _widen(seen, np.array([values[columns].sum() for columns in at]))
        for place, columns in enumerate(at):
            if _room(seen[place]) < ROOM:
                self._narrow(solver, columns, seen[place])
        return np.array([_whole(ends) for ends in seen])

    def _narrow(self, solver: highspy.Highs, columns: np.ndarray, ends: np.ndarray) -> None:
        """The two ends of one cell; in whole numbers where the relaxation leaves fewer than `ROOM` values."""
        aim = np.zeros(len(self._columns))
        aim[columns] = 1.0
        senses = (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)
        low, high = (float(_corner(solver, aim, sense)[columns].sum()) for sense in senses)
        ends[:] = low, high
        if 1 < _room(ends) < ROOM:
            whole = self._solver(whole=True)
            low, high = (_bound(whole, aim, sense) for sense in senses)
            ends[:] = max(ends[0], low), min(ends[1], high)

    def _solver(self, *, whole: bool = False) -> highspy.Highs:
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("time_limit", SECONDS if whole else INFINITY)
        if not whole:
            solver.setOptionValue("presolve", "off")  # so that the next aim starts where the last one ended
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._columns), len(self._rows)
        model.col_cost_ = np.zeros(model.num_col_)
        model.col_lower_, model.col_upper_ = np.zeros(model.num_col_), np.full(model.num_col_, 1000.0)
        model.row_lower_ = np.array([low for low, _ in self._rows.values()], dtype=float)
        model.row_upper_ = np.array([high for _, high in self._rows.values()], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *map(len, self._rows)])
        model.a_matrix_.index_ = np.array([column for row in self._rows for column, _ in row])
        model.a_matrix_.value_ = np.array([weight for row in self._rows for _, weight in row])
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
        solver.passModel(model)
        return solver


def _widen(seen: np.ndarray, values: np.ndarray) -> None:
    seen[:, 0] = np.minimum(seen[:, 0], values)
    seen[:, 1] = np.maximum(seen[:, 1], values)


def _whole(ends: np.ndarray) -> tuple[int, int]:
    return math.ceil(ends[0] - 1e-5), math.floor(ends[1] + 1e-5)


def _room(ends: np.ndarray) -> int:
    low, high = _whole(ends)
    return high - low + 1


def _solved(solver: highspy.Highs, aim: np.ndarray, sense: highspy.ObjSense) -> highspy.HighsModelStatus:
    solver.changeColsCost(len(aim), np.arange(len(aim), dtype=np.int32), aim)
    solver.changeObjectiveSense(sense)
    solver.run()
    return solver.getModelStatus()


def _corner(solver: highspy.Highs, aim: np.ndarray, sense: highspy.ObjSense) -> np.ndarray:
    status = _solved(solver, aim, sense)
    if status != highspy.HighsModelStatus.kOptimal:
        raise Contradiction(f"what was answered contradicts itself, or cannot be solved: {status}")
    return np.array(solver.getSolution().col_value)


def _bound(solver: highspy.Highs, aim: np.ndarray, sense: highspy.ObjSense) -> float:
    """The proven end of the aim in whole numbers."""
    if _solved(solver, aim, sense) == highspy.HighsModelStatus.kInfeasible:
        raise Contradiction("what was answered contradicts itself in whole numbers")
    return solver.getInfo().mip_dual_bound
