"""The bill against counts kept by the loss itself, and against arithmetic."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.part import part_name

N, P, STEPS, BATCH = 20, 3, 9, 8
RNG = np.random.default_rng(0)
ROWS, TARGET = RNG.normal(size=(N, P)), RNG.normal(size=N)
SEEN = 8 + 8 + 4  # the examples of an epoch: the last batch is short


class Counter:
    """A loss that counts its examples: taped ones, plain ones, and calls of its closed form."""

    def __init__(self):
        self.taped = self.plain = self.by_hand = 0

    def loss(self, w, batch):
        rows, target = batch
        if isinstance(w, sl.Tensor):
            self.taped += len(target)
        else:
            self.plain += len(target)
        return np.mean((rows @ w - target) ** 2)

    def gradient(self, w, batch):
        rows, target = batch
        if not isinstance(w, sl.Tensor):  # with a Tensor it is only measured, not used
            self.by_hand += len(target)
        return (2 / len(target)) * ((rows @ w - target) @ rows)

    def problem(self):
        return sl.Problem(self.loss, (ROWS, TARGET), start=np.zeros(P), gradient=self.gradient)


def run_counted(gradient, **parts):
    counter = Counter()
    run = sl.train(counter.problem(), gradient=gradient, steps=STEPS, **{"batches": sl.minibatch(BATCH), **parts})
    return run, run.bill, counter


def test_backprop_is_billed_its_example_gradients():
    run, bill, counter = run_counted(sl.backprop)
    assert counter.taped == bill.example_gradients == 3 * SEEN == run.examples_seen[-1] == bill.examples
    assert (bill.loss_evaluations, bill.updates) == (0, STEPS)
    assert counter.plain == bill.recording


@pytest.mark.parametrize(("scheme", "losses"), [("2-point", P + 1), ("3-point", 2 * P + 1)])
def test_finite_differences_are_billed_their_losses(scheme, losses):
    run, bill, counter = run_counted(sl.finite_difference(scheme=scheme))
    assert bill.loss_evaluations == losses * 3 * SEEN == run.examples_seen[-1] == bill.examples
    assert bill.example_gradients == bill.tape_length == 0
    assert counter.plain == bill.loss_evaluations + bill.recording
    assert counter.taped == BATCH + SEEN % BATCH  # once for each size of batch, to count the operations


def test_the_closed_form_is_billed_like_backprop_and_its_losses_are_named():
    run, bill, counter = run_counted(sl.by_hand)
    assert counter.by_hand == bill.example_gradients == 3 * SEEN == run.examples_seen[-1] == bill.examples
    assert bill.loss_evaluations == 3 * SEEN


def test_recording_is_counted_apart():
    every, _, _ = run_counted(sl.backprop)
    few, _, counter = run_counted(sl.backprop, record_every=4)
    assert few.bill.recording < every.bill.recording
    assert few.bill.example_gradients == every.bill.example_gradients
    assert counter.plain == few.bill.recording


def own_pairs(loss, params, batch, rng):
    """It is called for each member, and tries several sets of parameters in one call of the loss."""
    return sl.spsa(loss, params, batch, rng, samples=3)


@pytest.mark.parametrize(
    ("gradient", "vectorized"),
    [(sl.backprop, True), (sl.by_hand, True), (sl.finite_difference, False), (own_pairs, True), (own_pairs, False)],
    ids=part_name,
)
def test_an_ensemble_is_billed_one_member(gradient, vectorized):
    problem = sl.linear_regression(ROWS, TARGET)
    if not vectorized:
        problem = sl.Problem(
            lambda w, batch: np.mean((batch[0] @ w - batch[1]) ** 2),
            problem.data,
            start=problem.start,
            gradient=problem.gradient,
        )
    parts = {"gradient": gradient, "batches": sl.minibatch(BATCH), "steps": STEPS}
    alone, together = sl.train(problem, **parts).bill, sl.train(problem, seeds=4, **parts).bill
    # Where all members go through one product of matrices, two reshapings come with it.
    counts = ["loss_evaluations", "example_gradients", "updates", "tape_length", "recording"]
    for count in counts if gradient is sl.by_hand else [*counts, "operations"]:
        assert getattr(alone, count) == getattr(together, count), count


def test_operations_and_tape_of_a_loss_that_can_be_counted_by_eye():
    """sum(w * w): two operations forward; backward a product and a sum for each operand, w twice and w * w once."""
    bill = sl.train(lambda w: np.sum(w * w), start=[1.0, 2.0], steps=5).bill
    assert bill.tape_length == 2
    assert bill.operations == 5 * (2 + 2 * 3)
    plain = sl.train(lambda w: np.sum(w * w), start=[1.0, 2.0], gradient=sl.finite_difference, steps=5).bill
    assert plain.operations == 5 * 2 * (2 * 2 + 1)


@pytest.mark.parametrize(
    ("gradient", "operations"),
    [
        (sl.by_hand, 2 + 1),  # w * w and the sum; w + w
        (sl.forward_mode, 2 + 2 * 3 * 2),  # along two directions at once
        (sl.complex_step, 2 * (2 + 2 * 3)),  # once for each parameter
        (sl.forward_gradient, 2 + 2 * 3),  # along one direction
    ],
    ids=repr,
)
def test_operations_of_other_gradients_can_be_counted_by_eye(gradient, operations):
    bowl = sl.Problem(lambda w, batch: np.sum(w * w), start=[1.0, 2.0], gradient=lambda w, batch: w + w)
    assert sl.train(bowl, gradient=gradient, steps=5).bill.operations == 5 * operations


def test_what_cannot_be_taped_trains_and_the_bill_says_that_its_operations_are_not_counted():
    def sorted_loss(w):
        return float(np.sum(np.sort(np.asarray(w)) * [1, 2]))

    run = sl.train(sorted_loss, start=[3.0, 1.0], gradient=sl.finite_difference, steps=3)
    assert run.bill.loss_evaluations == 3 * 5
    np.testing.assert_allclose(run.gradients[0], [2, 1], atol=1e-6)
    assert run.bill.operations is None
    assert "operations not counted" in str(run.bill)


def test_newton_without_derivatives_says_why():
    def loss(params):
        return np.sum((params if isinstance(params, np.ndarray) else params.data) ** 2)

    with pytest.raises(TypeError, match="has no Hessian here, since its derivatives are lost on the way"):
        sl.train(loss, start=[1.0, 2.0], gradient=sl.finite_difference, optimizer=sl.newton(), steps=2)
