"""Who draws what in train: every part from its own generator, and random gradient methods with their bill."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.training.drawing import generators

N, P, STEPS, BATCH = 20, 3, 9, 8
RNG = np.random.default_rng(0)
ROWS, TARGET = RNG.normal(size=(N, P)), RNG.normal(size=N)
LINE = sl.linear_regression(ROWS, TARGET, intercept=False)
SLOW = sl.gradient_descent(0.02)
RANDOM = [
    sl.spsa,
    sl.spsa(samples=3),
    sl.forward_gradient,
    sl.forward_gradient(samples=2),
    sl.evolution_gradient(samples=4),
]
every_method = pytest.mark.parametrize("method", RANDOM, ids=repr)


def one_entry(loss, params, batch, rng):
    value, gradient = sl.backprop(loss, params, batch)
    return value, gradient * (rng.integers(len(params)) == np.arange(len(params)))


class Counting:
    """A loss that counts the examples it sees plain, and those it sees with tangents."""

    def __init__(self, vectorized):
        self.plain = self.tangents = 0
        self.vectorized = vectorized

    def loss(self, w, batch):
        rows, target = batch
        examples = len(target) * int(np.prod(w.shape[:-1]))
        if isinstance(w, sl.Dual):
            self.tangents += examples
        elif not isinstance(w, sl.Tensor):  # that is only measured, not used
            self.plain += examples
        return np.mean((w @ rows.T - target) ** 2, axis=-1)

    def problem(self):
        return sl.Problem(self.loss, (ROWS, TARGET), start=np.zeros(P), vectorized=self.vectorized)


@every_method
@pytest.mark.parametrize("vectorized", [True, False])
def test_the_bill_is_what_the_loss_counted_itself(method, vectorized):
    counter = Counting(vectorized)
    run = sl.train(counter.problem(), gradient=method, batches=sl.minibatch(BATCH), optimizer=SLOW, steps=STEPS)
    assert run.bill.example_gradients == counter.tangents
    assert run.bill.loss_evaluations + run.bill.recording == counter.plain
    assert run.examples_seen[-1] == run.bill.examples


@pytest.mark.parametrize("method", [*RANDOM, one_entry], ids=lambda m: getattr(m, "__name__", repr(m)))
@pytest.mark.parametrize(("vectorized", "batches"), [(True, sl.minibatch(BATCH)), (False, sl.full_batch)])
def test_an_ensemble_equals_its_single_runs_and_is_billed_one(method, vectorized, batches):
    single = sl.Problem(Counting(False).loss, (ROWS, TARGET), start=np.zeros(P))
    parts = {"gradient": method, "batches": batches, "optimizer": SLOW, "steps": 7}
    problem = LINE if vectorized else single
    together = sl.train(problem, seeds=3, seed=4, **parts)
    for k in range(3):
        alone = sl.train(problem, seed=4 + k, **parts)
        np.testing.assert_allclose(together.params[:, k], alone.params, rtol=0, atol=1e-9)
        for count in ("loss_evaluations", "example_gradients", "updates", "recording"):
            assert getattr(together.bill, count) == getattr(alone.bill, count), count
    assert len({tuple(w) for w in together.final.round(6).tolist()}) == 3


def test_a_random_method_of_ones_own_is_given_its_generator():
    run = sl.train(LINE, gradient=one_entry, optimizer=SLOW, steps=6, seed=2)
    own = np.random.default_rng(np.random.SeedSequence(2).spawn(3)[1])
    for gradient in run.gradients:
        assert np.flatnonzero(gradient).tolist() == [own.integers(P)]


def test_swapping_a_part_leaves_the_draws_of_the_others():
    def rows(**parts):
        run = sl.train(LINE, **{"batches": sl.minibatch(3), "optimizer": SLOW, "steps": 25, "seed": 2, **parts})
        return [batch.tolist() for batch in run.batch_indices]

    usual = rows()
    for method in [*RANDOM, one_entry, sl.finite_difference, sl.by_hand]:
        assert rows(gradient=method) == usual
    searches = sl.evolution_strategy(), sl.genetic_algorithm()
    for optimizer in (*searches, sl.gradient_descent(0.01, 0.9), lambda g, w: -0.01 * g):
        assert rows(optimizer=optimizer) == usual

    def signs(**parts):  # of the entries of SPSA's estimate, which has one magnitude
        run = sl.train(LINE, gradient=sl.spsa, seed=2, steps=25, **{"optimizer": SLOW, **parts})
        return (run.gradients / run.gradients[:, :1]).round(6).tolist()

    assert signs() == signs(batches=sl.minibatch(3)) == signs(optimizer=sl.adam(0.01))


def test_generators_are_children_of_the_seed_and_none_is_shared():
    draws = {part: [rng.random() for rng in generators(7, 3, part)] for part in ("batches", "gradients", "search")}
    assert len({draw for row in draws.values() for draw in row}) == 9
    assert draws["batches"][2] == np.random.default_rng(np.random.SeedSequence(9).spawn(1)[0]).random()


def test_evaluations_of_a_random_direction_grow_as_the_number_of_parameters():
    """Nesterov, Spokoiny, "Random gradient-free minimization of convex functions", 2017, theorem 8: with steps of
    1 / (4 (n + 4) L), the evaluations to a given accuracy grow as n."""
    sizes, spent = np.array([16, 32, 64, 128]), []
    for n in sizes:
        bowl = sl.quadratic(np.linspace(0.5, 1.0, n))
        parts = {"gradient": sl.evolution_gradient(samples=1, sigma=1e-3), "seeds": 4}
        target = sl.target_loss(1e-3 * float(bowl(bowl.start)))
        step = sl.gradient_descent(1 / (4 * (n + 4)))
        spent.append(sl.train(bowl, optimizer=step, stop=target, record_every=10_000, **parts).bill.loss_evaluations)
    slope = np.polyfit(np.log(sizes), np.log(spent), 1)[0]
    assert 0.8 < slope < 1.1
