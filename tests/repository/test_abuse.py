"""Every public name is called with 34 kinds of bad input instead of each argument in turn.

What comes of it is clear, an error that sgdlab raises itself, or taken, or obscure, an error in NumPy's or Python's own
words.  At most 3 % may be obscure, and nothing may be accepted and then lost in part.
"""

import ast
import re
import warnings
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.scene import Figure
from tests.abuse_cases import cases

PACKAGE = Path(sl.__file__).parent
MOST_OBSCURE = 0.03
STRIDE = 13  # of the sample: it shares no factor with the number of kinds, so each meets many arguments


class Frame:
    """What a table of another library looks like: columns, and an array of objects."""

    columns = ("a", "b")

    def __array__(self, dtype=None, copy=None):
        return np.array([["1", 2.0], [None, 4.0]], dtype=object).astype(dtype or object)


class Stranger:
    """An object that says nothing about itself."""


BAD = {
    "None": lambda: None,
    "a word": lambda: "fast",
    "a number in quotes": lambda: "0.1",
    "words": lambda: ["a", "b"],
    "bytes": lambda: b"0.1",
    "NaN": lambda: float("nan"),
    "infinity": lambda: float("inf"),
    "a negative number": lambda: -1,
    "a fraction": lambda: 2.5,
    "a huge whole number": lambda: 10**30,
    "a huge number": lambda: 1e300,
    "True": lambda: True,
    "an empty list": list,
    "an empty array": lambda: np.zeros((0, 2)),
    "ragged rows": lambda: [[1.0], [1.0, 2.0]],
    "objects": lambda: np.array([1.0, None], dtype=object),
    "a complex number": lambda: 1j,
    "complex numbers": lambda: np.array([1.0, 2.0j]),
    "a date": lambda: np.datetime64("2020-01-01"),
    "dates": lambda: np.array(["2020-01-01", "2021-01-01"], dtype="datetime64[D]"),
    "time spans": lambda: np.array([1, 2], dtype="timedelta64[D]"),
    "masked numbers": lambda: np.ma.masked_array([1.0, 99.0], [False, True]),
    "numbers with NaN": lambda: np.array([1.0, np.nan]),
    "a dict": lambda: {"a": 1},
    "a set": lambda: {1.0, 2.0},
    "a generator": lambda: (x for x in (1.0, 2.0)),
    "a function": lambda: lambda *a, **k: "what",
    "a class": lambda: Stranger,
    "an object": Stranger,
    "records": lambda: np.zeros(2, dtype=[("a", float), ("b", int)]),
    "three axes": lambda: np.ones((2, 2, 2)),
    "another length": lambda: np.ones(7),
    "booleans": lambda: np.array([True, False]),
    "a table": Frame,
}
PARTLY_LOST = {  # as a number or an array of them
    *("a number in quotes", "bytes", "a complex number", "complex numbers", "a date", "dates", "time spans"),
    *("masked numbers", "records"),
}
WORDS = {"what", "xlabel", "ylabel", "reason"}  # arguments that are text, as are x and y of two figures
NAMED = {("decision_boundary", "x"), ("decision_boundary", "y"), ("line_on_data", "x"), ("line_on_data", "y")}
ENDLESS = {(name, "steps", "a huge whole number") for name in ("train_many", "program")}  # valid calls: 10**30 steps
WITHOUT_ARGUMENTS = {"digits", "full_batch", "names", "one_at_a_time", "penguins"}


@cache
def lines_of_raises(file):
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    raises = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    return {line for node in raises for line in range(node.lineno, node.end_lineno + 1)}


def is_clear(error):
    """Whether an error was raised by a raise statement of sgdlab."""
    last = error.__traceback__
    while last.tb_next is not None:
        last = last.tb_next
    file = last.tb_frame.f_code.co_filename
    return Path(file).is_relative_to(PACKAGE) and last.tb_lineno in lines_of_raises(file)


def outcome(function, arguments, draw):
    """Return what came of a call in a word, and the error or the result."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = function(**arguments)
            if draw and isinstance(result, Figure):
                result._bytes("svg")
    except Exception as error:
        return ("clear" if is_clear(error) else "obscure"), error
    return "taken", result


def swept(stride, draw):
    """Return {(name, argument, kind): (outcome, error or result)} of every call, or of one in `stride`."""
    calls = [
        (name, argument, kind)
        for name, (_, valid) in cases().items()
        for argument in valid
        for kind in BAD
        if (name, argument, kind) not in ENDLESS
    ]
    found = {}
    for name, argument, kind in calls[::stride]:
        function, valid = cases()[name]
        found[name, argument, kind] = outcome(function, {**valid, argument: BAD[kind]()}, draw)
    return found


def partly_lost(call, result):
    name, argument, kind = call
    text = kind == "a number in quotes" and (argument in WORDS or (name, argument) in NAMED)
    return kind in PARTLY_LOST and not text and not np.iscomplexobj(result)


@pytest.mark.parametrize(
    ("stride", "draw"),
    [pytest.param(STRIDE, False, id="sample"), pytest.param(1, True, id="all", marks=pytest.mark.slow)],
)
def test_bad_input_is_refused_in_words(stride, draw):
    found = swept(stride, draw)
    assert len(found) > 11_000 / stride
    counts = Counter(what for what, _ in found.values())
    obscure = {call: repr(error) for call, (what, error) in found.items() if what == "obscure"}
    assert len(obscure) <= MOST_OBSCURE * len(found), obscure
    assert counts["clear"] > 0.9 * len(found)
    assert [call for call, (what, result) in found.items() if what == "taken" and partly_lost(call, result)] == []


def test_every_call_that_is_spoiled_is_valid():
    made = {name: outcome(function, valid, draw=True) for name, (function, valid) in cases().items()}
    assert {name: result for name, (what, result) in made.items() if what != "taken"} == {}


def test_every_public_name_is_called():
    called = {re.split(r"[ ('…]", name)[0] for name in cases()} | {"schedules"}
    labs = {name for name in sl.__all__ if name.endswith("Lab")} | {"SentenceBuilder", "restore"}
    uncalled = set(sl.__all__) - called - labs
    assert uncalled == WITHOUT_ARGUMENTS, "write a valid call of each into tests/abuse_cases.py"
