"""How long the kernel takes for a result and for a star of the race lab [kernel_work, star_work]."""

import statistics
import time
from typing import Any

from sgdlab.labs import RaceLab
from sgdlab.labs.stage.star import rays
from sgdlab.problems.examples import penguin_line


def kernel_work(count: int = 60) -> tuple[float, float]:
    """Median milliseconds of the kernel for one result, and the bytes of its arrays and words."""
    lab, taken = RaceLab(penguin_line()), []
    for k in range(count):
        begun = time.perf_counter()
        lab.controls["momentum"].value = 0.01 * (k % 30 + 1)
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken), _size(lab.view.frame)


def star_work(count: int = 9) -> tuple[float, float, int]:
    """Median milliseconds of the kernel for all rays, for those that a new learning rate changes, and the bytes."""
    lab = RaceLab(penguin_line())
    known = {"learning_rate": lab.view.frame["family"]["learning_rate"]}
    taken: dict[str, list[float]] = {"all": [], "some": []}
    for _ in range(count):
        for which, has in (("all", {}), ("some", known)):
            begun = time.perf_counter()
            sent = [packed for _, _, packed in rays(lab, has)]
            taken[which].append(1000 * (time.perf_counter() - begun))
            if which == "all":
                size = sum(map(len, sent))
    return statistics.median(taken["all"]), statistics.median(taken["some"]), size


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(len(key) + 4 + _size(item) for key, item in value.items())
    if isinstance(value, list):
        return sum(2 + _size(item) for item in value)
    return len(value) if isinstance(value, bytes) else len(str(value).encode())
