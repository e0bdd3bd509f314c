"""Contenders that are timed in turns [measured], and the rows of the resulting table [Row]."""

import gc
import statistics
from collections.abc import Callable
from time import perf_counter
from typing import Any, NamedTuple

Step = Callable[[], Any]


class Row(NamedTuple):
    """A line of the table: a ratio or a time, its target (None if there is none), and whether more is better."""

    what: str
    measured: float
    target: float | None
    unit: str = "x"
    at_least: bool = False

    @property
    def mark(self) -> str:
        """Whether the target was met."""
        if self.target is None:
            return "    "
        good = self.measured >= self.target if self.at_least else self.measured <= self.target
        return "ok  " if good else "MISS"

    def __str__(self) -> str:
        target = "" if self.target is None else f"{'>=' if self.at_least else '<='} {self.target:g}"
        return f"{self.mark}  {self.what:66} {self.measured:8.2f} {self.unit:3} {target}"


class Times(dict[str, list[float]]):
    """The times of a call of each contender, turn by turn."""

    def median(self, name: str) -> float:
        """The median time in seconds."""
        return statistics.median(self[name])

    def ratio(self, name: str, other: str) -> float:
        """The median of the ratios of each turn, because a slow moment of the machine affects both contenders."""
        return statistics.median(a / b for a, b in zip(self[name], self[other], strict=True))


def check_agreement(steps: dict[str, Step]) -> None:
    """Raise an error if the contenders differ in their losses after five training steps."""
    losses = {name: [float(step()) for _ in range(5)][-1] for name, step in steps.items()}
    if max(losses.values()) - min(losses.values()) > 1e-9:
        raise AssertionError(f"the contenders compute different losses: {losses}")


def measured(steps: dict[str, Step], seconds: float) -> Times:
    """Time the contenders in turns, each for `seconds` in total."""
    calls, times = {}, Times({name: [] for name in steps})
    for name, step in steps.items():
        step(), step(), step(), step()  # compile, check, warm up
        started = perf_counter()
        step()
        once = max(perf_counter() - started, 1e-7)
        calls[name] = max(1, round(min(0.004, seconds / 9) / once))
    gc.collect()
    ends = perf_counter() + seconds * len(steps) * 1.5
    for turn in range(max(5, round(seconds / 0.004))):
        for name, step in steps.items():
            started = perf_counter()
            for _ in range(calls[name]):
                step()
            times[name].append((perf_counter() - started) / calls[name])
        if turn >= 4 and perf_counter() > ends:
            break
    return times
