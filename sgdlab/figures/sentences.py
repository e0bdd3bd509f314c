"""Write the sentences under the pictures, from the numbers that are drawn."""

import re
from collections.abc import Iterable, Sequence
from typing import SupportsFloat

import numpy as np

from sgdlab.figures.runs import NamedRun, lost
from sgdlab.landscape.surface import Surface
from sgdlab.quantities import Array, count
from sgdlab.run import Run

BAND = (10, 90)  # percentiles
NEGLIGIBLE = 1e-12  # below this there is only rounding, which a sentence must not show


def in_full(value: float, digits: int = 3) -> str:
    """Write a number with some significant digits, from 1,000 to a million in full.

    >>> in_full(0.89237), in_full(0.89237, 4), in_full(1966.1), in_full(-12345.6, 4), in_full(3e7)
    ('0.892', '0.8924', '1,966', '-12,346', '3e+07')
    """
    return f"{value:,.0f}" if 999.5 <= abs(value) < 1e6 else f"{value:.{digits}g}"


def number(value: SupportsFloat, unit: float = 1.0) -> str:
    """Write a number with three significant digits, large ones in full.

    unit: what a number of ordinary size is; far below it there is only rounding, which is 0.

    >>> [number(v) for v in (0.89237, 26.02, 999.7, 1230, -3e-17, 3.1e7)]
    ['0.892', '26', '1,000', '1,230', '0', '3.1e+07']
    >>> number(2e-18, unit=1e-17)
    '2e-18'
    """
    v = float(value)
    if abs(v) < NEGLIGIBLE * unit or v == 0:
        return "0"
    return in_full(v)


def loss(value: SupportsFloat, unit: float = 1.0) -> str:
    """Write a loss; where only rounding is left it says how small, because a loss that keeps falling is not 0.

    >>> [loss(v) for v in (0.89237, 4.6e-64, 0.0)]
    ['0.892', 'less than 1e-12', '0']
    """
    limit = NEGLIGIBLE * unit
    return f"less than {limit:.3g}" if 0 < abs(float(value)) < limit else number(value, unit)


def beside(value: float, other: float, digits: int = 3) -> str:
    """Write a number with some digits, and with as many more as show on which side of another number it is.

    Two numbers that differ only from the 13th digit on are equal, up to rounding.

    >>> beside(2.2604, 5.0), beside(2.2604, 2.26), beside(2.26, 2.26)
    ('2.26', '2.2604', '2.26')
    >>> beside(0.9999999999999996, 1.0)
    '1'
    """
    text = f"{value:.{digits}g}"
    told = digits == 12 or np.sign(float(text) - other) == np.sign(value - other)
    return text if told else beside(value, other, digits + 1)


def unit_of(losses: Array) -> float:
    """Return the unit in which to read the losses of a run (T,) or of many (T, S): 1, or less if they begin below it.

    >>> unit_of(np.array([25.0, 0.1])), unit_of(np.array([4e-18, 1e-18]))
    (1.0, 4e-18)
    """
    return min(1.0, float(np.max(np.abs(losses[0]))))


def rough(value: SupportsFloat) -> str:
    """Write a number that may be very small, such as an error; near rounding, write only its power of ten.

    >>> [rough(v) for v in (0.0213, 4.44e-16, 0.0)]
    ['0.0213', 'about 1e-15', '0']
    """
    v = float(value)
    return f"about {np.sign(v) * 10.0 ** round(np.log10(abs(v))):.0e}" if 0 < abs(v) < NEGLIGIBLE else number(v)


ROUNDING = {"rounding": f"less than {NEGLIGIBLE:g}"}  # the words of `size`


def size(value: SupportsFloat, limit: float = 0.0) -> str:
    """Write a distance or another size; where only rounding is left, its digits mean nothing, and it says how small.

    limit: one that it is shown beside, on whose right side it has to be.

    >>> size(0.2204), size(3e-17), size(0.01003, 0.01)
    ('0.22', 'less than 1e-12', '0.01003')
    """
    v = float(value)
    return ROUNDING["rounding"] if v < NEGLIGIBLE else beside(v, limit, digits=2)


def place(point: Iterable[SupportsFloat], names: Sequence[str], unit: float = 1.0) -> str:
    """Write a point: w = 0.546, b = 4.14."""
    return ", ".join(f"{name} = {number(v, unit)}" for name, v in zip(names, point, strict=True))


def sentence(words: str) -> str:
    """Make a sentence: begin with a capital letter and end with a period; a symbol such as f or f′ stays as it is.

    >>> sentence("loss against step"), sentence("f, f′ against x"), sentence("a saddle")
    ('Loss against step.', 'f, f′ against x.', 'A saddle.')
    """
    symbol = re.match(r"(?!a )\w\b", words)
    return (words if symbol else capital(words)).rstrip(".") + "."


def capital(words: str) -> str:
    """Return the same words, of which the first begins with a capital letter."""
    return words[:1].upper() + words[1:]


def series_name(one: NamedRun) -> str:
    """Return the name, with the number of seeds and whether it diverged."""
    members = one.run.members
    seeds = f" ({count(members, 'seed')})" if members else ""
    away = f" (diverged at step {np.max(one.run.diverged_at)})" if one.diverged else ""
    return f"{one.name}{seeds}{away}"


def journey(one: NamedRun, names: Sequence[str]) -> str:
    """Say where a run went: "full batch to w = 0.6, b = 3.7 in 10 steps (loss 0.892)"."""
    run = one.run
    steps = count(int(run.steps[-1]), "step")
    if run.members is None:
        if one.diverged:
            return f"{one.name} away, diverged at step {run.diverged_at} (loss {number(run.losses[-1])})"
        return f"{one.name} to {place(run.final, names)} in {steps} (loss {loss(run.losses[-1])})"
    gone = lost(run)
    some = f", {gone} of them diverged" if gone else ""
    middle = place(np.median(run.final, axis=0), names)
    return (
        f"{one.name} ({count(run.members, 'seed')}{some}) to {middle} in {steps} "
        f"(loss {loss(np.median(run.losses[-1]))}), in the median"
    )


def journeys(series: Sequence[NamedRun], names: Sequence[str]) -> str:
    """Say where all runs went, and from where."""
    starts = np.concatenate([one.run.params[0].reshape(-1, len(names)) for one in series])
    same = bool(np.all(starts == starts[0]))
    origin = f"from {place(starts[0], names)}" if same else "from different starts"
    return f"{origin}: {'; '.join(journey(one, names) for one in series)}"


SPREAD = {  # the sentences of `spread`
    "all lost": "All {seeds}{of_whom} diverged.",
    "some lost": " {lost} of them diverged.",
    "band": f"The band{{of_whom}} holds the middle {BAND[1] - BAND[0]} % of {{seeds}}, which end at losses "
    "from {low} to {high}, the median at {middle}.{some}",
}


def spread(seeds: Run, name: str = "") -> str:
    """Say how the ensemble behind a single run ends: its middle, its median, and how many diverged."""
    members, gone = int(seeds.members or 0), lost(seeds)
    fields = {"seeds": count(members, "seed"), "of_whom": f" of {name}" if name else ""}
    if gone == members:
        return SPREAD["all lost"].format(**fields)
    unit, ends = unit_of(seeds.losses), np.percentile(seeds.losses[-1], (BAND[0], 50, BAND[1]))
    low, middle, high = (number(one, unit) for one in ends)
    some = SPREAD["some lost"].format(lost=f"{gone:,}") if gone else ""
    return SPREAD["band"].format(**fields, low=low, middle=middle, high=high, some=some)


def lowest_point(surface: Surface) -> str:
    """Say where the minimum is, if it is known."""
    if surface.minimum is None:
        return f"the lowest loss in the frame is {loss(surface.lowest)}"
    return f"the minimum is at {place(surface.minimum, surface.names)} (loss {loss(surface.lowest)})"
