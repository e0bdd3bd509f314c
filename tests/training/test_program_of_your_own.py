"""Losses and optimizers of your own, whose programs are hard to write, take the path of `train` all the same."""

import numpy as np
import pytest

import sgdlab as sl

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(22, 3)), RNG.normal(size=22)


def penalized(w, batch):
    """The penalty stands inside the mean, so its factor is a sum that is rounded differently for every size."""
    X, y = batch
    return 0.3 * np.mean(np.tanh(X @ w - y) + w[1] ** 2)


def long(w, batch):
    """A line of its gradient is so long that the digits of a size might decide where it is broken."""
    X, y = batch
    return np.sum(np.tanh((X * np.trace(np.outer(w, w))).sum(axis=1)) * 1.69) / len(y)


def named(w, batch):
    """Its variables have the names of what the source calls."""
    array, range = batch
    len = np.exp(array @ w) - range
    return np.mean(len**2)


def single(w, batch):
    return np.exp(w[::-1]) @ w**2


@pytest.mark.parametrize("loss", [penalized, long, named, single])
def test_a_loss(loss):
    data = () if loss is single else (X, Y)
    check(sl.Problem(loss, data, start=[0.5] if loss is single else [0.1, 0.2, 0.3]))


class Remembers:
    """What it remembers is not in its state."""

    def init(self, params):
        self.velocity, self.rng = 0.0, np.random.default_rng(0)

    def update(self, gradient, state, params):
        self.velocity = 0.9 * self.velocity + gradient
        return -0.01 * self.velocity, None


class Draws(Remembers):
    def update(self, gradient, state, params):
        return -0.01 * gradient * self.rng.random(), None


@pytest.mark.parametrize("make", [Remembers, Draws])
def test_an_optimizer_that_computes_something_else_each_time_is_called(make):
    quadratic = sl.quadratic([1, 9])
    program = sl.program(quadratic, optimizer=make())
    np.testing.assert_allclose(program(steps=9), sl.train(quadratic, optimizer=make(), steps=9).params, rtol=1e-12)
    with pytest.raises(ValueError, match="draws at random, counts, or remembers something outside of its state"):
        program.recipe()


def closure():
    velocity = 0.0

    def rule(gradient, params):
        nonlocal velocity
        velocity = 0.9 * velocity + gradient
        return -0.01 * velocity

    return rule


def test_what_a_function_remembers_is_as_it_was_after_its_program_is_written():
    quadratic, rule = sl.quadratic([1, 9]), closure()
    assert "(gradient, params)" in sl.program(quadratic, optimizer=rule).source
    known = sl.train(quadratic, optimizer=sl.gradient_descent(0.01, momentum=0.9), steps=9)
    np.testing.assert_allclose(sl.train(quadratic, optimizer=rule, steps=9).params, known.params, rtol=1e-12)


def test_a_random_number_in_a_loss_or_a_gradient_method_is_not_frozen():
    rng = np.random.default_rng(0)

    def noisy(loss, params, batch=None):
        value, gradient = sl.backprop(loss, params, batch)
        return value, gradient + rng.normal(size=2)

    own = sl.Problem(lambda w, batch: np.sum((w * rng.normal(size=2)) ** 2), start=[1.0, 2.0])
    for problem, method in ((sl.quadratic([1, 9]), noisy), (own, sl.backprop), (own, sl.finite_difference)):
        with pytest.raises(ValueError, match="because it draws at random"):
            assert not sl.program(problem, gradient=method).source


def check(problem, **parts):
    for batches in [sl.full_batch, sl.minibatch(8)] if problem.data else [sl.full_batch]:
        program, run = (
            sl.program(problem, batches=batches, **parts),
            sl.train(problem, batches=batches, **parts, steps=9),
        )
        np.testing.assert_allclose(program(steps=9), run.params, rtol=1e-12)
        assert program.written.called == {}, "all of it is traced"
