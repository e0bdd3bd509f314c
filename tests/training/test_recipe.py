"""Recipes in words."""

import pytest

import sgdlab as sl
from sgdlab.training.recipe import common_name


def mine(*args):
    """A part of one's own."""


@pytest.mark.parametrize(
    ("batches", "gradient", "optimizer", "name"),
    [
        (sl.full_batch, sl.backprop, sl.gradient_descent(1), "full-batch gradient descent with backpropagation"),
        (sl.minibatch(8), sl.backprop, sl.gradient_descent(1), "stochastic gradient descent with backpropagation"),
        (sl.full_batch, sl.finite_difference, mine, "full-batch optimization by your mine, without backpropagation"),
        (sl.minibatch(8), sl.by_hand, sl.adam(1, amsgrad=True), "stochastic AMSGrad without backpropagation"),
        (
            sl.full_batch,
            sl.spsa,
            sl.clip_norm(sl.newton()),
            "full-batch Newton's method with backpropagation for the Hessian alone",
        ),
        (
            sl.full_batch,
            sl.backprop,
            sl.weight_decay(mine),
            "full-batch optimization by your mine with weight decay 0.01, with backpropagation",
        ),
        (
            sl.minibatch(8),
            None,
            sl.genetic_algorithm(),
            "stochastic optimization by a genetic algorithm, with no gradient at all",
        ),
        (mine, mine, mine, "stochastic optimization by your mine, with your mine"),
    ],
)
def test_what_people_call_it(batches, gradient, optimizer, name):
    assert common_name(batches, gradient, optimizer) == name
