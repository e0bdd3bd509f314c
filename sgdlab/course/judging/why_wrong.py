"""What to say about answers that are not right: the mistake that they show, or how they differ [why_wrong]."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

import numpy as np

from sgdlab.course.judging.elsewhere import right_for
from sgdlab.course.judging.factors import CHANGING, quantities
from sgdlab.course.judging.kinds import other_kind, other_shape
from sgdlab.course.judging.resemblance import NOT_RIGHT, as_numbers, relation, resemblance
from sgdlab.course.judging.shapes import MORE
from sgdlab.course.telling.answers import apart, code, same

Answers = Sequence[Any]  # of one function, one for each input
LONG = 400  # characters, beyond which one part that differs is enough
# What fits by chance too often to be a second slip: an argument that is constant, factors of any kind, a part.
CONSTANT, ANY_FACTOR = (
    (" were 0", " were 1", " were zeros", " were ones", " half as large", " twice as large"),
    (" and times ", " and divided by ", "1 divided by ", CHANGING, MORE, " of the right numbers"),
)
NUMBER = re.compile(r"(times|divided by) −?(?![24]$)[0-9.e+-]+$")  # a factor such as 16


@dataclass(frozen=True)
class Model:
    """A function, right or wrong in a known way, with its answers at the inputs, and what to say if they are given."""

    function: Callable[..., Any]
    answers: Answers
    reason: str = ""


def why_wrong(
    got: Answers,
    right: Model,
    wrong: Sequence[Model],
    names: Sequence[str],
    points: Answers,
    repair: Callable[[], tuple[str, bool] | None],
    until: Callable[[], str],
) -> str:
    """Return what is wrong with answers that show no known mistake by itself.

    They are of another kind, or related to the right ones, or right except for one place of the program, or for other
    arguments, or up to some step, or show two mistakes.  If not, the reply has the shortest input at which they differ.
    names: of the arguments; none if answers are only observed;  repair() -> a sentence about the place, and whether all
    else is right, if there is one;  until() -> a sentence about the step up to which they are right.
    """
    arguments = {name: [point[k] for point in points] for k, name in enumerate(names)}
    others = map(other_kind, got, right.answers) if names else iter(())
    whole = next((other for other in others if other), None) or resemblance(got, right.answers, arguments)
    if whole and NOT_RIGHT not in whole and CHANGING not in whole:
        return whole
    place, alone = repair() or ("", False)
    if not names:
        return f"{whole or _difference(got, right.answers, arguments)} {place}".rstrip()
    if alone:
        return place if not whole or CHANGING in whole else f"{whole} {place}"
    if whole and CHANGING in whole:
        return _several(got, right.answers, wrong) or whole
    where = right_for(got, right.function, points, names)
    told = f"Your answer would be {where}." if where else until()
    if told:
        return told
    k = _shortest(got, right.answers, arguments)
    whole = whole or other_shape(got[k], right.answers[k])
    two = _several(got, right.answers, wrong) or _two_added(got, right.answers, wrong)
    two = two or _two_at_once(got, wrong, arguments, points) or place
    return two or f"{whole or ''} {_difference(got, right.answers, arguments)}".lstrip()


def _several(got: Answers, right: Answers, wrong: Sequence[Model]) -> str | None:
    """Several known mistakes, each in another part of the answer."""
    parts = _parts(right[0])
    if not parts or any(_parts(one) != parts for one in (*got, *right)):
        return None
    reasons = []
    for key in parts:
        mine, theirs = [one[key] for one in got], [one[key] for one in right]
        if not same(mine, theirs):
            fits = (one.reason for one in wrong if _shows(one.answers, got, right, parts, key))
            here = (f"{_called(key)}: {one.reason}" for one in wrong if _shows(one.answers, got, right, [key], key))
            reasons.append(next(chain(fits, here), None))
    told = list(dict.fromkeys(reasons))
    return " ".join(reason for reason in told if reason) if told and None not in told else None


def _shows(wrong: Answers, got: Answers, right: Answers, parts: list[Any], key: Any) -> bool:
    """Whether a mistake shows in a part, and in every other one of these parts that it makes wrong."""
    if any(k not in _parts(one) for one in wrong for k in parts):
        return False
    off = [k for k in parts if not same([one[k] for one in wrong], [one[k] for one in right])]
    return key in off and all(same([one[k] for one in wrong], [one[k] for one in got]) for k in off)


def _called(key: Any) -> str:
    return f"Result {key + 1}" if isinstance(key, int) else f"“{key}”"


def _parts(answer: Any) -> list[Any]:
    if isinstance(answer, Mapping):
        return list(answer)
    return list(range(len(answer))) if isinstance(answer, tuple) else []


def _two_added(got: Answers, right: Answers, wrong: Sequence[Model]) -> str | None:
    """Two known mistakes, as in a sum in which two terms are wrong: what each of them changes adds up."""
    columns = zip(got, right, *(one.answers for one in wrong), strict=True)
    every: list[list[Any]] = [[as_numbers([one]) for one in answers] for answers in columns]
    shapes = [[number and number[0].shape for number in numbers] for numbers in every]
    for k, j in combinations(range(2, 2 + len(wrong)), 2):
        fits = all(
            shape[0] == shape[1] == shape[k] == shape[j] is not None
            and same(numbers[0][0] + numbers[1][0], numbers[k][0] + numbers[j][0])
            for numbers, shape in zip(every, shapes, strict=True)
        )
        if fits and wrong[k - 2].reason != wrong[j - 2].reason:
            return f"There seem to be two slips. The one: {wrong[k - 2].reason} The other: {wrong[j - 2].reason}"
    return None


def _two_at_once(got: Answers, wrong: Sequence[Model], arguments: Mapping[str, Answers], points: Answers) -> str | None:
    known, names = quantities(arguments), list(arguments)
    for one in wrong:
        how = relation(got, one.answers, known)
        if not how and names:
            how = right_for(got, one.function, points, names)
        chance = how and (how.endswith(CONSTANT) or NUMBER.search(how) or any(one in how for one in ANY_FACTOR))
        if how and not chance:
            return (
                f"There seem to be two slips. The one: {one.reason} The other: without it, your answer would be {how}."
            )
    return None


def _difference(got: Answers, right: Answers, arguments: Mapping[str, Answers]) -> str:
    """The shortest input at which the answers differ, so that it can be run again."""
    k = _shortest(got, right, arguments)
    mine, theirs, call = got[k], right[k], _call(arguments, k)
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        keys = [key for key in theirs if key in mine and not same(mine[key], theirs[key])]
        line = "“{}”: {}, should be {}" if arguments else "{}: {}, should be {}"  # what is observed has a name in words
        parts = [line.format(key, *apart(mine[key], theirs[key])) for key in keys]
        told = "; ".join(parts if sum(map(len, parts)) <= LONG else parts[:1])
        near = _near(*([one[key] for one in answers for key in keys] for answers in (got, right)))
        return f"{told[:1].upper()}{told[1:]}{f' (for {call})' if call else ''}.{near}"
    fine = sum(map(same, got, right))
    partly = f"Right for {fine} of the {len(got)} inputs that were tried. " if fine else ""
    found, wanted = apart(mine, theirs)
    told = f"{partly}Your answer{f' for {call}' if call else ''} is {found}; it should be {wanted}."
    return f"{told}{_near(got, right)}"


def _shortest(got: Answers, right: Answers, arguments: Mapping[str, Answers]) -> int:
    places = [k for k, (mine, theirs) in enumerate(zip(got, right, strict=True)) if not same(mine, theirs)]
    return min(places, key=lambda k: len(_call(arguments, k)))


def _call(arguments: Mapping[str, Answers], k: int) -> str:
    return ", ".join(f"{name} = {code(values[k])}" for name, values in arguments.items())


def _near(got: Answers, right: Answers) -> str:
    """A question, if most answers are one result within a tenth of the right one, never quite right, and no counts."""
    several = isinstance(right[0], tuple)
    mine, theirs = (None, None) if several else (as_numbers(got), as_numbers(right))
    if mine is None or theirs is None or any(a.shape != b.shape for a, b in zip(mine, theirs, strict=True)):
        return ""
    off = [np.abs(a - b).max() / (np.abs(b).max() or 1.0) for a, b in zip(mine, theirs, strict=True)]
    places = zip(*(np.isclose(a, b, 1e-9, 0).flat for a, b in zip(mine, theirs, strict=True)), strict=False)
    near = np.median(off) < 0.1 and not any(map(all, places)) and not all(same(b, np.round(b)) for b in theirs)
    return " Most are near: is something only approximated, by a descent, a search or differences?" if near else ""
