"""Build it yourself: what is said of a class that fails, or that is wrong in a way that learners know."""

import linecache
from itertools import count
from types import SimpleNamespace

import numpy as np
import pytest

from sgdlab import small
from sgdlab.course import spine
from sgdlab.course.spine import mine, part

CELLS = count(1)
NONE = "(a function that ends without a `return` gives None, and so does one that changes a list, as append)"


def written(one, **pieces):
    """The solution of a part with pieces of it replaced, as if it were written in a cell of a notebook."""
    text, file = one.solution().text, f"<cell of replies {next(CELLS)}>"
    for old, new in pieces.items():
        assert PIECES[old] in text
        text = text.replace(PIECES[old], new)
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    names = {"np": np, "unbroadcast": small.unbroadcast}
    exec(compile(text, file, "exec"), names)
    return names[one.right.__name__]


PIECES = {
    "plus": "return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])",
    "edges": "[(self, 1 - y * y)]",
    "seed": "self.grad = 1.0",
    "newest first": ", reverse=True",
    "times": "[(self, other.data), (other, self.data)]",
    "convert": "other = other if isinstance(other, Tensor) else Tensor(other)\n        a, b = self.data, other.data\n"
    "        return Tensor(a @ b",
    "product": "(self, lambda g: np.outer(g, b) if b.ndim == 1 else g @ b.T), (other, lambda g: a.T @ g)",
    "y": "y = np.tanh(self.data)",
    "edge": "(self, lambda g: g * (1 - y * y))",
    "mean": "return Tensor(self.data.mean(), (self, lambda g: np.full(self.data.shape, g / self.data.size)))",
    "size": "g / self.data.size",
}

RAISED = [
    (spine.value, {"plus": "return self.data + other.data"}, "AttributeError: 'float'", "It happened for `a + b`."),
    (spine.value, {"plus": "return Value(self + other)"}, "RecursionError: ", "It happened in `__add__` for `a + b`."),
    (spine.value, {"edges": "(self, 1 - y * y)"}, "TypeError: ", "in `__init__`, called by `tanh` for `a.tanh()`."),
    (spine.value, {"seed": "self.backward()"}, "RecursionError: ", "It happened in `backward` for `a + b`."),
    (spine.tensor, {"mean": "pass"}, "'NoneType' object has no attribute", f"{NONE}. It happened for `A.mean()`."),
    (
        spine.tensor,
        {"convert": "a, b = self.data, other.data\n        return Tensor(a @ b"},
        "'numpy.ndarray' object has no attribute 'age'",
        "in `__init__`, called by `__matmul__` for `A` @ an array.",
    ),
    (spine.tensor, {"edge": "(self, 1 - y * y)"}, "TypeError: 'numpy.ndarray' object is not", "for `A.tanh()`."),
]


@pytest.mark.parametrize(("one", "pieces", "error", "where"), RAISED)
def test_an_error_in_a_method_is_told_with_the_method_and_the_expression(one, pieces, error, where):
    outcome = one.check(written(one, **pieces))
    assert outcome.status == "raised"
    assert error in outcome.reason
    assert outcome.reason.endswith(where)


KNOWN = [
    (spine.value, {"plus": "return Value(self.data + other.data)"}, "no gradient comes back through your `__add__`"),
    (spine.value, {"times": "[]"}, "no gradient comes back through your `__mul__`"),
    (spine.value, {"seed": "pass"}, "has to set its own `grad` to 1"),
    (spine.value, {"plus": "return Value(self.data + other.data)", "times": "()", "edges": "()"}, "needs edges"),
    (spine.value, {"newest first": ""}, "or it begins with the oldest node"),
    (spine.tensor, {"edge": "[(self, lambda g: g * (1 - y * y))]"}, "without a list around them"),
    (spine.tensor, {"mean": "return Tensor(self.data.mean())"}, "no gradient comes back through your `mean`"),
    (spine.tensor, {"product": ""}, "no gradient comes back through your `__matmul__`"),
]


@pytest.mark.parametrize(("one", "pieces", "said"), KNOWN)
def test_a_slip_in_a_class_is_told_what_it_is(one, pieces, said):
    outcome = one.check(written(one, **pieces))
    assert outcome.status == "not yet"
    assert said in outcome.reason


def test_numbers_that_differ_are_named_as_code_and_of_many_the_first_are_enough():
    few = spine.value.check(written(spine.value, edges="[(self, y)]")).reason
    assert few.startswith("`a.tanh()` and its slopes by a, b and c: [")
    assert few.count("should be") == 2
    many = spine.tensor.check(written(spine.tensor, size="g", edge="(self, lambda g: g - y)")).reason
    assert many.startswith("`A.tanh()` and its slopes by A, B and v: [[[")
    assert many.count("should be") == 1
    assert len(many) < 400


@pytest.mark.parametrize("line", ["y = np.tanh(self.data[...])", "y = np.tanh(self.data)\n        rest = [..., 1]"])
def test_three_dots_within_a_line_are_code(line):
    assert spine.tensor.check(written(spine.tensor, y=line)).passed


@pytest.mark.parametrize("line", ["...", "y = ...", "y: float = ...", "return ..."])
def test_three_dots_in_place_of_a_line_or_a_value_are_still_open(line):
    outcome = spine.tensor.check(written(spine.tensor, y=line))
    assert outcome.status == "not attempted"
    assert outcome.reason.startswith("Still open: `tanh`.")


def test_a_rule_that_takes_other_arguments_is_an_error_of_the_answer():
    outcome = spine.sampler.check(lambda size: lambda n: iter([range(n)]))
    assert outcome.status == "raised"
    assert "takes 1 positional argument but 2 were given" in outcome.reason


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """A folder in which somebody works in a notebook."""
    monkeypatch.setattr(part, "get_ipython", lambda: SimpleNamespace(kernel=object()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


GIVEN = mine._text("nowhere").encode()
EDITED = {
    "a part is gone": (
        GIVEN.replace(b"def minibatch", b"def other"),
        "defines `minibatch` nowhere. Put it back, or re",
    ),
    "a part is there twice": (
        GIVEN + b"\ndef minibatch(size): ...\n",
        "`minibatch` 2 times. Leave one of them, or rename",
    ),
    "it is no Python": (GIVEN + b"def x(:\n", "is no Python. Fix it, or rename the file"),
    "it is not UTF-8": (b"# \xe9\n" + GIVEN, "Save it as UTF-8 in your editor."),
    "it does not run": (GIVEN.replace(b"import numpy as np", b"import numpy as np\n1 / 0", 1), "it: ZeroDivisionError"),
}


@pytest.mark.parametrize(("text", "said"), EDITED.values(), ids=EDITED)
def test_why_an_answer_stays_out_of_an_edited_file(learner, text, said):
    (learner / mine.FILE).write_bytes(text)
    outcome = spine.sampler.check(small.minibatch)
    assert outcome.passed
    assert "stays out of `my_small.py`" in outcome.reason
    assert said in outcome.reason
    assert "Define what it needs" not in outcome.reason
    assert (learner / mine.FILE).read_bytes() == text


def test_a_mark_before_the_first_line_of_the_file_is_no_fault(learner):
    (learner / mine.FILE).write_bytes(b"\xef\xbb\xbf" + GIVEN)
    assert "It is in `my_small.py` now." in spine.sampler.check(small.minibatch).reason
    assert spine.my_small().mine == ("minibatch",)


def test_a_file_that_cannot_be_written_is_said(learner):
    (learner / mine.FILE).mkdir()
    reason = spine.sampler.check(small.minibatch).reason
    assert "which could not be written: Is a directory. Is this a folder in which you may write" in reason
    assert "Define what it needs" not in reason
