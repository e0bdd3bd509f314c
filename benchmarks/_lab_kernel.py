"""How long the kernel takes for a result of the race, and for a star of the h-zoom [kernel_work, star_work]."""

import base64
import statistics
import time
from typing import Any

from sgdlab.labs import HZoomLab, RaceLab
from sgdlab.problems.examples import penguin_line


def kernel_work(count: int = 60) -> tuple[float, float]:
    """Median milliseconds of the kernel for one result, and the bytes of its arrays and words."""
    lab, taken = RaceLab(penguin_line()), []
    for k in range(count):
        begun = time.perf_counter()
        lab.controls["momentum"].value = 0.01 * (k % 30 + 1)
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken), _size(lab.view.frame)


def star_work(count: int = 9) -> tuple[float, int]:
    """Median milliseconds of the kernel for all rays, and their bytes."""
    lab, taken, size = HZoomLab(), [], 0
    for _ in range(count):
        begun = time.perf_counter()
        size = sum(len(base64.b64encode(packed)) for _, _, packed in lab.rays({}))
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken), size


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(len(key) + 4 + _size(item) for key, item in value.items())
    if isinstance(value, list):
        return sum(2 + _size(item) for item in value)
    return len(value) if isinstance(value, bytes) else len(str(value).encode())
