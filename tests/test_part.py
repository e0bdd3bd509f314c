"""What all parts share: a class that was not called is refused by one rule; a repr is the call that makes a part."""

import copy
import pickle
import re
from dataclasses import dataclass

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.part import part_name

LINE = sl.linear_regression(np.arange(9.0)[:, None], np.arange(9.0) + 1)


@dataclass
class Lion:
    """An optimizer that sgdlab has never heard of."""

    learning_rate: float
    beta: float = 0.9

    def init(self, params):
        return np.zeros_like(params)

    def update(self, gradient, mean, params):
        step = -self.learning_rate * np.sign(self.beta * mean + (1 - self.beta) * gradient)
        return step, self.beta * mean + (1 - self.beta) * gradient


class Walk:
    """A search of a learner's, with a setting of a name of its own."""

    def __init__(self, reach):
        self.reach = reach

    def init(self, params, rng):
        return params

    def propose(self, state):
        return np.stack([state, state + self.reach])

    def tell(self, values, state):
        return self.propose(state)[np.argmin(values)], state


class Everything:
    """A batch rule of a learner's."""

    def __call__(self, n, rng):
        yield np.arange(n)


UNCALLED = [
    ("optimizer", sl.adam, "adam(0.01)"),
    ("optimizer", sl.weight_decay, "weight_decay(gradient_descent(0.1))"),
    ("optimizer", sl.evolution_strategy, "evolution_strategy()"),
    ("optimizer", Lion, "Lion(0.01)"),
    ("optimizer", Walk, "Walk(reach)"),
    ("batches", sl.minibatch, "minibatch(8)"),
    ("batches", Everything, "Everything()"),
    ("gradient", type(sl.spsa), "SPSA()"),
    ("stop", sl.gradient_norm, "gradient_norm()"),
    ("stop", sl.budget, "budget(steps=100)"),
    ("stop", type("Never", (), {"__call__": lambda self, run: None}), "Never()"),
]


@pytest.mark.parametrize(("place", "given", "call"), UNCALLED, ids=lambda value: getattr(value, "__name__", value))
def test_a_class_that_was_not_called_is_refused_with_the_call_to_write_which_trains(place, given, call):
    with pytest.raises(TypeError) as refusal:
        sl.train(LINE, **{place: given}, steps=2)
    assert str(refusal.value) == f"{place}: you gave the class {given.__name__} itself; write {call}"
    names = {name: getattr(sl, name) for name in sl.__all__} | {given.__name__: given, "reach": 0.1}
    run = sl.train(LINE, **{place: eval(call, names)}, steps=2)
    assert len(run.steps) == 3


def test_a_class_is_refused_where_parts_are_joined():
    with pytest.raises(TypeError, match=r"^stop: you gave the class budget itself; write budget\(steps=100\)$"):
        sl.gradient_norm() | sl.budget
    with pytest.raises(TypeError, match=r"^optimizer: you gave the class Lion itself; write Lion\(0\.01\)$"):
        sl.clip_norm(Lion)


PARTS = {
    "adamw(0.1, weight_decay=0.5, amsgrad=True)": sl.adamw(0.1, 0.9, 0.999, 1e-8, 0.5, True),
    "clip_norm(weight_decay(newton(damping=0.1)), limit=2.0)": sl.clip_norm(sl.weight_decay(sl.newton(1, 0.1)), 2),
    "schedules.step_decay(0.1, every=5)": sl.schedules.step_decay(0.1, 5),
    "full_batch": sl.full_batch,
    "minibatch(1)": sl.one_at_a_time,
    "minibatch(8, drop_last=True)": sl.minibatch(8, drop_last=True),
    "finite_difference(scheme='2-point', step=0.0001)": sl.finite_difference(scheme="2-point", step=1e-4),
    "evolution_strategy(population=4, learning_rate=0.2)": sl.evolution_strategy(population=4, learning_rate=0.2),
}


@pytest.mark.parametrize("text", PARTS)
def test_repr_is_the_call_that_makes_a_part_and_survives_pickling(text):
    part = PARTS[text]
    assert repr(part) == text.removeprefix("schedules.")
    names = {name: getattr(sl, name) for name in sl.__all__}
    for twin in (eval(text, names), pickle.loads(pickle.dumps(part))):
        assert (type(twin), repr(twin)) == (type(part), repr(part))


@pytest.mark.parametrize(
    "make",
    [lambda: sl.minibatch(8), lambda: sl.spsa(samples=4), lambda: sl.loss_change(1e-3), lambda: sl.budget(steps=3)],
)
def test_parts_with_the_same_settings_are_equal(make):
    first, second = make(), make()
    sl.train(LINE, **({"stop": first} if hasattr(first, "reason") else {}), steps=1)  # what it remembers doesn't count
    assert first == second
    assert hash(first) == hash(second)


def test_a_part_that_is_used_as_it_is_stays_the_only_one_and_says_so_when_it_is_called():
    for part in (sl.full_batch, sl.backprop, sl.by_hand, sl.forward_mode, sl.complex_step):
        assert pickle.loads(pickle.dumps(part)) is copy.deepcopy(part) is copy.copy(part) is part
        with pytest.raises(TypeError, match=re.escape(f"{part!r} is used without calling it: leave out the () at the")):
            part()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sl.budget(hours=8), "budget has no argument 'hours'; it has steps, epochs, "),
        (lambda: sl.schedules.cosine(0.1, total=9), "cosine has no argument 'total'; it has rate, steps, lowest"),
        (lambda: sl.backprop(mode=1), "backprop has no argument 'mode'; it has loss, params, batch"),
        (lambda: sl.full_batch(size=3), "full_batch has no argument 'size'; it has n, rng"),
        (lambda: sl.one_at_a_time(replace=True), r"minibatch\(1\) is made already: write minibatch\(1, replace=True\)"),
        (lambda: sl.minibatch(8)(drop_last=True), r"write minibatch\(8, drop_last=True\)"),
        (lambda: sl.minibatch(8)(9), r"minibatch\(8\) needs rng"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused_with_those_that_do(make, words):
    with pytest.raises(TypeError, match=words):
        make()


def test_a_rule_of_your_own_names_its_own_settings():
    class Mine(sl.adam):
        def __init__(self, rate):
            super().__init__(learning_rate=rate)

    class Any(sl.adam):
        def __init__(self, **settings):
            super().__init__(settings["rate"])

    assert Mine(rate=0.2).learning_rate == Any(rate=0.2).learning_rate == 0.2
    with pytest.raises(TypeError, match="Mine has no argument 'lr'; it has rate"):
        Mine(lr=0.2)


def test_words_of_parts_of_ones_own():
    def mine(gradient, params): ...

    class Rule:
        def __call__(self, n, rng): ...

    class Named(Rule):
        words = "two halves"

    assert part_name(mine) == "your mine"
    assert part_name(lambda n, rng: None) == "your lambda"
    assert part_name(Rule()) == "your Rule"
    assert part_name(Named()) == "two halves"
    assert sl.train(lambda w: w[0] ** 2, start=[1.0], steps=1).title == "your lambda"
