"""Build it yourself: right answers pass, and wrong ones are told what they are."""

import linecache
import math
from itertools import chain, repeat

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import small
from sgdlab.course import spine
from sgdlab.course.spine import part
from sgdlab.course.spine.tensor import Tensor, slopes
from sgdlab.course.spine.value import Value

PARTS = [spine.value, spine.tensor, spine.moons, spine.sampler, spine.loop, spine.optimizer]
IN_SMALL = {one.replaces: one for one in PARTS if one.replaces}
every_part = pytest.mark.parametrize("one", PARTS, ids=lambda one: one.name)


def pasted(one):
    names = {"np": np, "unbroadcast": small.unbroadcast}
    exec(one.solution().text, names)
    return names[one.right.__name__]


@every_part
def test_the_pasted_solution_passes_and_has_no_annotation(one):
    assert "->" not in one.solution().text
    assert all(one.check(pasted(one)).passed for _ in range(2))


@every_part
def test_a_known_wrong_answer_is_told_what_it_is(one):
    assert len(one.mistakes) >= 6
    assert len(one.hints) >= 3
    for mistake in one.mistakes:
        assert one.check(mistake.model).reason == mistake.reason


class Recursive:
    """A Value that sends what arrives to its parents at once, along every path."""

    def __init__(self, data, edges=()):
        self.data, self.grad, self.edges = float(data), 0, edges

    def __add__(self, other):
        return Recursive(self.data + other.data, ((self, 1), (other, 1)))

    def __mul__(self, other):
        return Recursive(math.fsum([self.data * other.data]), ((other, self.data), (self, other.data)))

    def tanh(self):
        return Recursive(math.tanh(self.data), ((self, math.cosh(self.data) ** -2),))

    def backward(self, grad=1.0):
        self.grad += grad
        for parent, slope in self.edges:
            parent.backward(slope * grad)


def endless(size):
    def rule(n, rng):
        for shuffle in repeat(rng.permutation):
            yield from np.split(shuffle(n), range(size, n, size))

    return rule


class Memory:
    def __init__(self, learning_rate, momentum=0):
        self.settings = learning_rate, momentum

    def __call__(self, g, v):
        rate, momentum = self.settings
        return np.negative(rate * g) - rate * momentum * v, g + v * momentum


def gradient_descent(learning_rate, momentum=0.0):
    return Memory(learning_rate, momentum)


def comprehended(gradient, start, learning_rate, steps):
    w = np.array(start, dtype=float)
    return [w.copy(), *((w := w - gradient(w) * learning_rate) for _ in range(steps))]


def in_place(gradient, w, learning_rate, steps):
    path = np.empty((steps + 1, len(w)))
    for row in path[:-1]:
        row[:] = w
        w -= learning_rate * gradient(w)
    path[-1] = w
    return path


def recursive_loop(loss, data, start, recipe, steps, rng):
    dealer, memory = recipe[0](len(data[0]), rng), [0]
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for k, chosen in zip(range(steps), dealer, strict=False):
        step, memory[0] = recipe[2](recipe[1](loss, path[k], tuple(a[chosen] for a in data))[1], memory[0])
        path[k + 1] = path[k] + step
    return path


OTHERS = [
    (spine.value, sl.Value),
    (spine.value, Recursive),
    (spine.tensor, small.Tensor),
    (spine.moons, comprehended),
    (spine.moons, in_place),
    (spine.sampler, endless),
    (spine.sampler, small.minibatch),
    (spine.optimizer, Memory),
    (spine.optimizer, small.gradient_descent),
    (spine.loop, recursive_loop),
    (spine.loop, small.train),
]


@every_part
def test_a_right_answer_found_in_another_way_passes(one):
    answers = [answer for part, answer in OTHERS if part is one]
    assert [answer for answer in answers if not one.check(answer).passed] == []


def changed(right, **members):
    return type(right.__name__, (right,), members)


WRONG = [
    *[(spine.value, answer) for answer in (float, Tensor, lambda data: 3.0)],
    (spine.value, part.variant_of(Value, backward=lambda new, self: setattr(self, "grad", 1.0))),
    (spine.value, changed(Recursive, backward=lambda self: Recursive.backward(self, 2.0))),
    (spine.value, changed(Value, __add__=lambda a, b: Value(a.data + b.data, [(a, 1.0), (b, -1.0)]))),
    *[(spine.tensor, answer) for answer in (np.array, Value, lambda data: None)],
    (spine.tensor, changed(small.Tensor, mean=lambda a: a.data.mean())),
    (spine.tensor, changed(Tensor, tanh=lambda a: Tensor(np.tanh(a.data)))),
    (spine.tensor, changed(small.Tensor, __matmul__=lambda a, b: small.Tensor(a.data @ small.data_of(b)))),
    *[(spine.moons, answer) for answer in (lambda *given: None, lambda g, w, rate, steps: [w] * (steps + 1), sl.train)],
    (spine.moons, lambda g, w, rate, steps: comprehended(g, w, rate, steps + 1)),
    (spine.moons, lambda g, w, rate, steps: comprehended(lambda w: np.sign(g(w)), w, rate, steps)),
    (spine.sampler, lambda size: lambda n, rng: repeat(rng.permutation(n)[:size])),
    (spine.sampler, lambda size: lambda n, rng: chain.from_iterable(repeat(np.array_split(np.arange(n), size)))),
    (spine.sampler, lambda size: lambda n, rng: (batch[::-1] for batch in endless(size)(n, rng))),
    (spine.sampler, lambda size: lambda n, rng: endless(size)(n, np.random.default_rng())),
    (spine.sampler, lambda size: [1, 2, 3]),
    *[
        (spine.optimizer, answer)
        for answer in (sl.gradient_descent, lambda *given: None, lambda *given: lambda g, v: g)
    ],
    (spine.optimizer, lambda rate, momentum=0.9: Memory(rate, 0.9)),
    (spine.optimizer, lambda rate, momentum=0: Memory(momentum, rate)),
    (spine.optimizer, lambda rate, momentum=0: lambda g, v: Memory(rate, momentum)(g.mean(), v)),
    (spine.loop, lambda *given: None),
    (spine.loop, lambda loss, data, *given: small.train(loss, [array[: len(data)] for array in data], *given)),
    (spine.loop, lambda loss, data, start, recipe, steps, rng: np.tile(start, (steps + 1, 1))),
    (spine.loop, lambda *given: small.train(*given).T),
    (spine.loop, lambda loss, data, start, recipe, steps, rng: small.train(loss, data, start, recipe, steps + 1, rng)),
    (spine.loop, lambda *given: small.train(*given[:-1], np.random.default_rng(0))),
    (spine.loop, lambda *given: sl.train(*given)),
]


@every_part
def test_a_wrong_program_does_not_pass(one):
    programs = [answer for part, answer in WRONG if part is one]
    assert [k for k, answer in enumerate(programs) if one.check(answer).passed] == []


CELL = """
import numpy as np

class Value:
    def __init__(self, data, edges=()):  # a note that stays
        self.data = data

    def backward(self):
        return ...
"""


def test_a_class_in_a_cell_is_found_and_is_not_attempted_while_a_method_is_open():
    linecache.cache["<cell 7>"] = (len(CELL), None, CELL.splitlines(keepends=True), "<cell 7>")
    names = {}
    exec(compile(CELL, "<cell 7>", "exec"), names)
    assert part.source_of(names["Value"]).startswith("class Value:\n    def __init__(self, data, edges=()):  # a note")
    outcome = spine.value.check(names["Value"])
    assert (outcome.status, "Still open: `backward`" in outcome.reason) == ("not attempted", True)


def test_a_given_part_steps_in_and_says_so(capsys):
    def minibatch(size):
        return ...

    assert spine.sampler.or_given(minibatch) is spine.sampler.right
    assert spine.sampler.or_given(endless) is endless
    given, yours = capsys.readouterr().out.splitlines()
    assert given == "minibatch: yours isn't right yet, so a given one is used"
    assert yours == "minibatch: yours is used"


@pytest.mark.parametrize("kind", [Tensor, small.Tensor])
def test_slopes_are_those_of_differences(kind):
    rng = np.random.default_rng(4)
    A, v = rng.normal(size=(2, 3)), rng.normal(size=3)

    def f(A, v):
        return ((A @ v).tanh() * (A @ v)).mean()

    value, slope, _ = slopes(kind, f, A, v)
    assert value == pytest.approx(np.mean(np.tanh(A @ v) * (A @ v)))
    assert slope == pytest.approx(sl.grad(lambda A: np.mean(np.tanh(A @ v) * (A @ v)))(A), abs=1e-12)
