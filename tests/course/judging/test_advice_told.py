"""What is said of an error of the learner's own, and of other slips of notation, not of the subject of an exercise."""

import linecache
from itertools import count

import numpy as np
import pytest

from sgdlab.course import Exercise, notebook_07, notebook_08, notebook_11, notebook_12, notebook_13, spine
from sgdlab.course.telling.answers import Written

NUMBER = count()


def written(code):
    """The function that a cell makes."""
    file = f"<told {next(NUMBER)}>"
    linecache.cache[file] = len(code), None, code.splitlines(keepends=True), file
    made = {"np": np}
    exec(compile(code, file, "exec"), made)
    return made["answer"]


def told(code, right=lambda slopes, x, n: slopes(x) / n):
    def draw(rng):
        return Written("lambda w: 2 * w"), rng.normal(size=2), int(rng.integers(2, 9))

    exercise = Exercise("told", right, draw, praise="Yes.", mistakes=[], hints=["No."])
    return exercise.check(written(f"def answer(slopes, x, n):\n    {code}\n"))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("return 1.5 ^ n", "(^ is no power in Python"),
        ("return 1.0 + slopes", "'float' and 'function' (a function gives a number only when it is called"),
        ("return (x, n) - 1", "(a tuple has no arithmetic: take its parts"),
        ("return -[n, 1.0]", "(a list has no arithmetic: make an array of it"),
        ("return -{'w': x}", "(a dictionary has no arithmetic: take its entries, d[key])"),
        ("return next(iter([]))", "StopIteration (next(…) has nothing left to give: next(…, default)"),
        ("raise SystemExit('too far')", "SystemExit: too far (exit() ends all of Python"),
        ("return x[np.ones(9) > 0]", "(to choose rows, give one yes or no for each row of *this* array)"),
        ("step, memory = np.ones(3); return step", "(as many names belong left of the = as there are things"),
        ("return x[1.5]", "(in square brackets belongs the number of an entry, a whole one: print what"),
        ("return x + ...", "(`...` only marks where your own code belongs)"),
        ("return x[len(x)]", "(n entries have the numbers 0 to n - 1, and the last one is also number -1)"),
        ("grad = {}; grad[n] += 1; return grad", "KeyError: "),
        ("x[0] = slopes(x); return x", "(one entry takes one number: which one of these?"),
        ("return np.linalg.inv(np.ones((2, 2))) @ x", "Singular matrix (np.linalg.solve and inv take a square matrix"),
        ("return x + (slopes(x), (x, n))", "If they are what a function returned, take them apart: a, b = f(x))"),
        ("error = x; return errors", "NameError: name 'errors' is not defined (did you mean error?)"),
        ("return sqrt(n)", "(NumPy has one: np.sqrt)"),
        ("return x.shpe", "(did you mean shape?)"),
        ("return x.mean(dim=0)", "(that is PyTorch. In NumPy write axis= and keepdims=)"),
        ("return x.unsqueeze(1)", "(that is PyTorch. In NumPy write x[:, None] for unsqueeze"),
        ("grad = 0.0; grad.zero_(); return grad", "v = v + … for add_ and the like)"),
        ("return np.softmax(x)", "(NumPy has no such function: write it with np.exp or np.maximum)"),
        ("x.requires_grad_(); return x", "(that is PyTorch. NumPy's arrays keep no gradient)"),
        ("v = v + x; return v", "(a name that a function sets is its own: give it a value before it is read)"),
        ("v = np.zeros(()); v += x; return v", "(+= and *= change an array in place, and its shape stays"),
    ],
)
def test_an_error_is_told_with_what_it_means(code, said):
    outcome = told(code)
    assert outcome.status == "raised"
    assert said in outcome.reason, outcome


def test_a_function_is_shown_by_its_name_and_not_by_its_address():
    given = notebook_11.genetic.check(lambda losses_of, start, generations, rng: 1 / 0)
    assert "losses_of = the function losses_of, start" in given.reason
    assert " at 0x" not in told("return np.vectorize").reason


@pytest.mark.parametrize(
    ("right", "code", "said"),
    [
        (lambda slopes, x, n: n / 4, "return 0,25 * n", "A decimal number has a point: 0.5, not 0,5."),
        (lambda slopes, x, n: n**3, "return n ^ 3", "In Python `^` is no power: it compares bits"),
        (lambda slopes, x, n: {"a": n, "b": 1}, 'return {"a": n, "b": ...}', "returns the placeholder `...`"),
    ],
)
def test_a_slip_of_notation_is_named(right, code, said):
    outcome = told(code, right)
    assert outcome.status == "not yet"
    assert said in outcome.reason, outcome


def test_the_decimal_point_comes_before_what_never_changes():
    assert "has a point" in notebook_08.schedule.check(lambda step: (1, 0 / (step + 1))).reason
    assert "has a point" not in notebook_12.noise_share.check(lambda k: (0.6, 0.1)).reason
    assert "has a point" not in notebook_08.updates.check(lambda n, size, epochs: divmod(n * epochs, size)).reason


def test_a_share_that_is_none_is_no_number():
    """Each of the last rows hides all its places, so that there is 0 / 0."""
    answer = written(
        "def answer(scores):\n    T = len(scores)\n    hidden = np.tril(np.ones((T, T)), 1) == 1\n"
        "    parts = np.exp(np.where(hidden, -np.inf, scores))\n    return parts / parts.sum(axis=1, keepdims=True)"
    )
    reason = notebook_13.ahead_slip.check(answer).reason
    assert "Rows with nan in them, as after 0 / 0: [" in reason
    assert "-1" not in reason.partition("Your program")[0]


def test_a_condition_is_not_put_in_place_of_a_number():
    """False is 0, so a flag as an index may be right by chance: gradients.shape[replace]."""
    answer = written(
        "def answer(gradients, size, replace):\n    n = gradients.shape[1]\n"
        "    variance = gradients.var(axis=0).sum() / size\n    if not replace:\n"
        "        variance = variance * (n - size) / (n - 1)\n    return np.sqrt(variance)"
    )
    for _ in range(2):  # the second reply says what to write
        reason = notebook_07.spread.check(answer).reason
    assert "look at `gradients.shape[1]`" in reason
    assert "shape[replace]" not in reason


def test_a_shuffle_of_the_same_array_is_named():
    answer = written(
        "def answer(size):\n    def rule(n, rng):\n        order = np.arange(n)\n        while True:\n"
        "            rng.shuffle(order)\n            for k in range(0, n, size):\n"
        "                yield order[k : k + size]\n    return rule"
    )
    assert "You shuffle the same array again" in spine.sampler.check(answer).reason


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("data[0]", "data", "len(data) is the number of arrays"),
        ("step, memory =", "memory, step =", "in the wrong order"),
    ],
)
def test_a_slip_in_the_loop_is_named(old, new, said):
    code = (
        "def answer(loss, data, start, recipe, steps, rng):\n    batches, gradient, optimizer = recipe\n"
        "    w, memory, path = start, 0.0, [start]\n    for chosen in batches(len(data[0]), rng):\n"
        "        if len(path) > steps:\n            return np.array(path)\n"
        "        g = gradient(loss, w, [one[chosen] for one in data])[1]\n"
        "        step, memory = optimizer(g, memory)\n        w = w + step\n        path.append(w)"
    )
    assert spine.loop.check(written(code)).passed
    assert said in spine.loop.check(written(code.replace(old, new))).reason
