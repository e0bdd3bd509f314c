"""In which way a wrong answer is like the right one, judged from several inputs at once, so that chance is no excuse.

- a whole answer: numbers, several parts, a dictionary      [resemblance]
- numbers: sign, factor, order, shape, offset, rounding     [relation]
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from sgdlab.course.judging.factors import Quantities, factor, quantities, ratios
from sgdlab.course.judging.shapes import other_form
from sgdlab.course.telling.answers import same, show, spelled

Answers = Sequence[Any]  # of one function, one for each input
Arguments = Mapping[str, Sequence[Any]]  # what the function was called with: a value of each argument for each input
SOME_SIGNS = "right up to the sign of some of its numbers"
NOT_RIGHT = "not right"
SPELLING = "right except for its spelling: write it as the question does, letter by letter"
LARGE = 10_000  # numbers in an answer; for more, no relation is looked for
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


def resemblance(got: Answers, right: Answers, arguments: Arguments) -> str | None:
    """Return sentences that say how answers are related to the right ones; None if no relation holds at every input.

    >>> n = [3, 5, 8]
    >>> resemblance([k * 2.0 * k for k in n], [2.0 * k for k in n], {"n": n})
    'Your answer is right up to a factor: it is the right one times `n`.'
    >>> resemblance([(k, -k) for k in n], [(k, k) for k in n], {"n": n})
    'Your first number is right. Your second number is right up to the sign.'
    """
    if arguments and [_constant(got), _constant(right)] == [True, False]:
        return f"Your function returns {show(got[0])}, whatever it is given. The right answer depends on the arguments."
    for name, values in arguments.items():
        if same(got, values) and (np.ndim(got[0]) or not np.ndim(right[0])):  # one number may be a part
            return f"Your function returns `{name}` as it was given."
    if all(isinstance(one, tuple) and len(one) == 1 for one in got) and same([one for (one,) in got], right):
        return "Your answer is right except for a comma at its end, which makes a tuple of one: leave it out."
    for k, place in enumerate(PLACES[: len(got[0])] if isinstance(got[0], tuple) else ()):
        if all(len(mine) > k and same(mine[k], theirs) for mine, theirs in zip(got, right, strict=True)):
            return f"Your function returns {len(got[0])} things, of which the {place} is right: return that one alone."
    known = quantities(arguments)
    whole, keys = relation(got, right, known), _keys(right)
    if whole and not (keys and whole == SOME_SIGNS):  # then the reply can say which
        return f"Your answer is {whole}."
    if keys and all(_keys(one) == keys for one in (*got, *right)):
        few = len(keys) <= 4 and not isinstance(right[0], Mapping)  # of more there would be too many orders
        if few and any(_reordered(got, right, way) for way in permutations(keys)):
            return "Your answer is right up to the order: everything asked for is there, at another place."
        return _by_parts({key: ([one[key] for one in got], [one[key] for one in right]) for key in keys}, known)
    return None


def _constant(answers: Answers) -> bool:
    """Whether all answers are the same, however small they are."""
    numbers = as_numbers(answers)
    largest = max(float(np.max(np.abs(one))) for one in numbers) if numbers else 0.0
    every = [one / largest for one in numbers] if numbers and largest else answers
    return all(same(one, every[0]) for one in every[1:])


def _keys(answers: Any) -> list[Any]:
    """The names or places of the parts of an answer, or of all answers if these have the same ones; else none."""
    if isinstance(answers, Mapping):
        observed = any(one is None or isinstance(one, bool | str | list | tuple) for one in answers.values())
        return [] if observed else list(answers)
    if isinstance(answers, list) and answers and not isinstance(answers[0], int | float | np.number):
        found = [_keys(one) for one in answers]
        return found[0] if all(keys == found[0] for keys in found) else []
    sized = isinstance(answers, tuple | list) or (isinstance(answers, np.ndarray) and answers.ndim == 1)
    return list(range(len(answers))) if sized and 2 <= len(answers) <= len(PLACES) else []


def _reordered(got: Answers, right: Answers, way: Sequence[int]) -> bool:
    return all(
        same(mine[k], theirs[place]) for mine, theirs in zip(got, right, strict=True) for k, place in enumerate(way)
    )


def _by_parts(parts: dict[Any, tuple[Answers, Answers]], known: Quantities) -> str | None:
    """What is right, and how each part that is wrong is related to the right one."""
    wrong = {key: relation(got, right, known) for key, (got, right) in parts.items() if not same(got, right)}
    told = {key: how for key, how in wrong.items() if how}
    if not told and (len(wrong) == len(parts) or isinstance(next(iter(parts)), str)):
        return None
    noun = "number" if all(as_numbers(right) and np.ndim(right[0]) == 0 for _, right in parts.values()) else "result"
    said = [_said([key for key in parts if key not in wrong], "right", noun)]
    said += [_said([key for key in told if told[key] == how], how, noun) for how in dict.fromkeys(told.values())]
    said += [_said([key for key in wrong if key not in told], NOT_RIGHT, noun)]
    return " ".join(one for one in said if one)


def _said(keys: list[Any], how: str, noun: str) -> str:
    """A sentence about some parts of the answer; none about no part."""
    names = [f"{PLACES[key]} {noun}" if isinstance(key, int) else f"“{key}”" for key in keys]
    are = "is" if len(names) == 1 else "are" if how in ("right", NOT_RIGHT) else "are each"
    return f"Your {_listed(names)} {are} {how}." if names else ""


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def relation(got: Answers, right: Answers, known: Quantities) -> str | None:
    """Return what numbers are to the right ones, to be read after "is"; None if they are nothing that is known here."""
    mine, theirs = as_numbers(got), as_numbers(right)
    if mine is None or theirs is None:
        return SPELLING if list(map(spelled, got)) == list(map(spelled, right)) != [None] * len(got) else None
    pairs = list(zip(mine, theirs, strict=True))
    if all(a.shape == b.shape for a, b in pairs):
        looks: tuple[Callable[..., str | None], ...] = (_proportional, _order, _moved, _offset, _function)
        return next((told for look in looks if (told := look(pairs, known))), None)
    return other_form(pairs)


def as_numbers(answers: Answers) -> list[Any] | None:
    """Answers as arrays of floats; None if one of them is something else."""
    try:
        arrays = [np.asarray(one) for one in answers]
        if any(one.size > LARGE for one in arrays):
            return None
    except Exception:  # lists of unequal length, or objects that are no numbers and fail when they are asked
        return None
    fine = all(one.dtype.kind in "iuf" and one.size and np.isfinite(one).all() for one in arrays)
    return [one.astype(float) for one in arrays] if fine else None


def _proportional(pairs: list[Any], known: Quantities) -> str | None:
    found = ratios(pairs)
    if found is None:
        return None
    if same(found, [-1.0] * len(found)):
        return "right up to the sign"
    if all(b.all() and same(a, 1 / b) for a, b in pairs):  # before factors, which may say it in a longer way
        return "1 divided by the right one"
    how = factor(found, known, several=all(b.size > 1 for _, b in pairs))
    return f"right up to a factor: it is the right one {how}" if how else None


def _moved(pairs: list[Any], known: Quantities) -> str | None:
    """The right answer is a change of an argument: the change alone, or a change with another sign or length.

    If it can be seen as a change of several arguments, it is meant as one of that which it changes least.
    """
    fitting = {
        name: sum(float(np.sum(np.abs(b - v))) for v, (_, b) in zip(values, pairs, strict=True))
        for name, values in known.arrays.items()
        if all(np.shape(v) == b.shape for v, (_, b) in zip(values, pairs, strict=True))
    }
    for name in sorted(fitting, key=lambda name: fitting[name]):
        values = known.arrays[name]
        changes = [(a - v, b - v) for v, (a, b) in zip(values, pairs, strict=True)]
        found = ratios(changes)
        if found is not None and same(found, [-1.0] * len(found)):
            return f"the right change of `{name}`, but in the opposite direction"
        how = found and factor(found, known, several=False)
        if how:
            return f"right up to a factor in the change of `{name}`: it changes by the right amount {how}"
        found = ratios([(a, change) for (a, _), (_, change) in zip(pairs, changes, strict=True)])
        how = found and ("" if same(found, [1.0] * len(found)) else factor(found, known, several=False))
        if how is not None:
            return f"the change of `{name}`{' ' if how else ''}{how}, not the new `{name}`"
    return None


def _order(pairs: list[Any], known: Quantities) -> str | None:
    """The right numbers, each with its sign or not, at other places."""
    if all(same(np.abs(a), np.abs(b)) for a, b in pairs):
        return SOME_SIGNS
    if all(b.ndim == 2 and b.shape[0] == b.shape[1] and same(a, b.T) for a, b in pairs):
        return "right but transposed: its rows should be its columns"
    if all(b.ndim and same(a, b[::-1]) for a, b in pairs):
        return "right up to the order: the numbers come in reverse"
    if all(same(np.sort(a, axis=None), np.sort(b, axis=None)) for a, b in pairs):
        return "right up to the order: the numbers are the right ones, at other places"
    return None


def _offset(pairs: list[Any], known: Quantities) -> str | None:
    gaps = [a - b for a, b in pairs]
    level = [float(gap.flat[0]) for gap in gaps]
    if all(same(gap, np.full_like(gap, one)) for gap, one in zip(gaps, level, strict=True)):
        if same(level, level[:1] * len(level)):
            return f"always {show(abs(level[0]))} too {'large' if level[0] > 0 else 'small'}"
        found = ((name, values) for name, values in known.varying() if same(np.abs(level), np.abs(values)))
        for name, values in found:
            if same(level, values) or same(level, -np.asarray(values)):
                return f"too {'large' if level[0] > 0 else 'small'} by {name}"
    for name, values in known.arrays.items():
        for sign, way in ((1, "more"), (-1, "less")):
            if all(np.shape(v) == gap.shape and same(gap, sign * v) for v, gap in zip(values, gaps, strict=True)):
                return f"the right one and `{name}` {way}"
    return None


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "the square of the right one": np.square,
    "the square root of the right one": np.sqrt,
    "1 divided by the right one": lambda right: 1 / right,
    "1 minus the right one": lambda right: 1 - right,
    "the logarithm of the right one": np.log,
    "e to the power of the right one": np.exp,
    "right but cut to whole numbers, as // and int() do": np.floor,
    "right but cut to whole numbers, as int() and arrays of integers do": np.trunc,
    "right but rounded to whole numbers": np.round,
    "the running sum of the right ones: each with all those before it added": lambda right: np.cumsum(right, axis=0),
    "the running product of the right ones": lambda right: np.cumprod(right, axis=0),
}


def _function(pairs: list[Any], known: Quantities) -> str | None:
    if not any(np.any(a) for a, _ in pairs):  # zeros, which may be many things cut to whole numbers
        return None
    with np.errstate(all="ignore"):
        for name, function in FUNCTIONS.items():
            if all(same(a, function(b)) for a, b in pairs):
                return name
        for digits in (1, 2, 3, 4, 6):
            if all(same(a, np.round(b, digits)) for a, b in pairs):
                return "right but rounded: leave all its digits"
    return None
