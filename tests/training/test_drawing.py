"""The examples of every step: rows that belong to the indices, epoch after epoch; rules that do not fit."""

from itertools import islice

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.training.drawing import examples

X = np.arange(10.0)[:, None] * [1, 10]
Y = np.arange(10.0) * 100
PROBLEM = sl.linear_regression(X, Y, intercept=False)


@pytest.mark.parametrize("rule", [sl.minibatch(3), sl.minibatch(4, replace=True)])
def test_members_with_one_seed_draw_what_one_alone_draws_and_their_order_is_drawn_once(rule, monkeypatch):
    seeds, order, drawn = [7, 2, 7, 5, 2, 7], sl.minibatch.order, []
    monkeypatch.setattr(sl.minibatch, "order", lambda *given: drawn.append(given) or order(*given))
    together = list(islice(examples(PROBLEM, rule, seeds, 6, share=False), 9))
    epochs = -(-9 // len(list(rule(10, np.random.default_rng(0)))))
    assert len(drawn) - 1 == 3 * epochs  # the last one counted the batches of an epoch
    for k, seed in enumerate(seeds):
        alone = islice(examples(PROBLEM, rule, seed, None, share=False), 9)
        for (indices, (rows, target)), (own, _) in zip(together, alone, strict=True):
            np.testing.assert_array_equal(indices[k], own)
            np.testing.assert_array_equal(rows[k], X[own])
            np.testing.assert_array_equal(target[k], Y[own])


@pytest.mark.parametrize("seeds", [None, 2])
def test_a_rule_that_shuffles_one_array_in_place_is_recorded_as_it_was_drawn(seeds):
    drawn = []

    def shuffled(n, rng):
        order = np.arange(n)
        while True:
            rng.shuffle(order)
            drawn.append(order.tolist())
            yield order[:4]

    run = sl.train(PROBLEM, batches=shuffled, optimizer=sl.gradient_descent(1e-4), steps=5, seeds=seeds)
    alone = run.batch_indices if seeds is None else [member[0] for member in run.batch_indices]
    assert [batch.tolist() for batch in alone] == [order[:4] for order in drawn[:: seeds or 1]]


@pytest.mark.parametrize("kind", [np.uint8, np.uint64])
def test_indices_have_the_size_that_the_machine_indexes_with(kind):
    """NumPy picks with no other kind where indices have 32 bits, as in a browser."""
    rules = (lambda n, rng: [np.array([1, 0], kind)], sl.minibatch(2), sl.minibatch(2, replace=True))
    for rule in rules:
        for members in (None, 2):
            assert next(examples(PROBLEM, rule, 0, members, share=False))[0].dtype == np.intp


@pytest.mark.parametrize(
    ("rule", "error", "words"),
    [
        (lambda n, rng: [], ValueError, "your lambda gave no batch at all for 10 examples; an epoch has at least one"),
        (lambda n, rng: [np.zeros(n, bool)], ValueError, "gave a batch with no example; leave such a batch out"),
        (lambda n, rng: [[0], []], ValueError, "gave a batch with no example; leave such a batch out"),
        (lambda n, rng: 3, TypeError, "gives the index arrays of an epoch, but your lambda gave 3"),
        (sl.minibatch(11), ValueError, r"minibatch\(11\) asks for 11 of 10 examples: use 1 to 10 or full_batch"),
    ],
)
def test_rules_that_do_not_fit_are_refused(rule, error, words):
    with pytest.raises(error, match=words):
        sl.train(PROBLEM, batches=rule, optimizer=sl.gradient_descent(1e-4), steps=3)


@pytest.mark.parametrize("seeds", [None, 3])
def test_a_mask_is_the_batch_of_its_indices(seeds):
    def half(n, rng, mask=True):
        chosen = rng.permutation(n) < 5
        return [chosen if mask else np.flatnonzero(chosen)]

    rules = half, lambda n, rng: half(n, rng, mask=False)
    parts = {"optimizer": sl.gradient_descent(1e-4), "steps": 3, "seeds": seeds}
    one, other = (sl.train(PROBLEM, batches=rule, **parts) for rule in rules)
    np.testing.assert_array_equal(one.params, other.params)
    np.testing.assert_array_equal(one.batch_indices, other.batch_indices)
    path = sl.program(PROBLEM, batches=half, optimizer=parts["optimizer"])(steps=3)
    np.testing.assert_allclose(path, one.params if seeds is None else one.params[:, 0], rtol=1e-12)


def test_an_ensemble_needs_batches_of_one_size():
    calls, lengths = [], (1, 2)

    def uneven(n, rng):
        calls.append(1)
        return [[0] * lengths[len(calls) % 2]]

    with pytest.raises(ValueError, match="need batches of the same sizes; train them one by one instead"):
        sl.train(PROBLEM, batches=uneven, seeds=2, optimizer=sl.gradient_descent(1e-4), steps=2)


def test_batches_without_data_are_refused():
    with pytest.raises(ValueError, match=r"has no data.*leave batches out, or give the data with sgdlab.Problem\(loss"):
        sl.train(lambda w: w[0] ** 2, start=[1.0], batches=sl.minibatch(8))


def test_members_that_share_their_batches_have_their_own_hessians():
    line, settings = sl.linear_regression(X[:, :1] / 10, Y / 900), {"batches": sl.minibatch(4), "steps": 5}
    alone = [sl.train(line, optimizer=sl.newton(damping), **settings) for damping in (0.1, 1.0)]
    rule = sl.newton(np.array([[0.1], [1.0]]))
    together = sl.train(line, optimizer=rule, **settings, seeds=2, seed=[0, 0])
    for k in range(2):
        np.testing.assert_allclose(together.params[:, k], alone[k].params, atol=1e-12)
