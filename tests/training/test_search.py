"""Searches in train: record, bill, stop rules, ensembles, and one of your own."""

import numpy as np
import pytest

import sgdlab as sl
from tests.own_search import Compass

RNG = np.random.default_rng(0)
ROWS, TARGET = RNG.normal(size=(20, 3)), RNG.normal(size=20)
LINE = sl.linear_regression(ROWS, TARGET, intercept=False)
BOWL = sl.quadratic([1.0, 4.0])
SEARCHES = [
    sl.random_search(samples=4),
    sl.evolution_strategy(),
    sl.evolution_strategy(population=6, learning_rate=0.05),
    sl.genetic_algorithm(population=8),
]
every_search = pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.words)


class Counting:
    """A loss that counts the examples it sees, whether it is given one set of parameters or several."""

    def __init__(self, vectorized):
        self.seen, self.vectorized = 0, vectorized

    def loss(self, w, batch):
        rows, target = batch
        self.seen += len(target) * int(np.prod(w.shape[:-1]))
        return np.mean((w @ rows.T - target) ** 2, axis=-1)

    def problem(self):
        return sl.Problem(self.loss, (ROWS, TARGET), start=np.zeros(3), vectorized=self.vectorized)


@every_search
def test_the_path_is_the_one_of_a_loop_by_hand(search):
    batches = sl.minibatch(8)
    run = sl.train(LINE, optimizer=search, batches=batches, steps=12, seed=3)
    w = np.zeros(3)
    state = search.init(w, np.random.default_rng(np.random.SeedSequence(3).spawn(3)[2]))
    for k, rows in enumerate(run.batch_indices):
        chosen = slice(None) if rows is None else rows
        np.testing.assert_allclose(run.params[k], w, rtol=1e-9, atol=1e-12)
        values = np.mean((search.propose(state) @ ROWS[chosen].T - TARGET[chosen]) ** 2, axis=1)
        assert run.batch_losses[k] == pytest.approx(values.min(), rel=1e-9)
        w, state = search.tell(values, state)
    np.testing.assert_allclose(run.final, w, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(run.losses, [LINE(w) for w in run.params], rtol=1e-12)
    assert run.gradients is None
    np.testing.assert_array_equal(run.learning_rates, np.full(12, 0.05 if "6 mirrored" in search.words else np.nan))


@every_search
@pytest.mark.parametrize(("vectorized", "batches"), [(True, sl.full_batch), (False, sl.minibatch(8))])
def test_every_candidate_is_billed(search, vectorized, batches):
    counter = Counting(vectorized)
    run = sl.train(counter.problem(), optimizer=search, batches=batches, steps=9)
    taped = 20 if batches is sl.full_batch else 8 + 4  # once for each size of batch, to count the operations
    assert counter.seen == run.bill.loss_evaluations + run.bill.recording + taped
    assert run.bill.loss_evaluations == run.examples_seen[-1] == run.bill.examples
    assert (run.bill.example_gradients, run.bill.tape_length, run.bill.updates) == (0, 0, 9)


@pytest.mark.parametrize(("search", "vectorized"), [*((search, True) for search in SEARCHES), (SEARCHES[1], False)])
def test_an_ensemble_equals_its_single_runs_and_is_billed_one(search, vectorized):
    problem = LINE if vectorized else sl.Problem(Counting(False).loss, (ROWS, TARGET), start=np.zeros(3))
    parts = {"optimizer": search, "batches": sl.minibatch(8), "steps": 10}
    together = sl.train(problem, seeds=3, seed=5, **parts)
    for k in range(3):
        alone = sl.train(problem, seed=5 + k, **parts)
        np.testing.assert_allclose(together.params[:, k], alone.params, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(together.batch_losses[:, k], alone.batch_losses, rtol=1e-9)
        assert together.bill == alone.bill
    assert len(set(together.losses[-1])) == 3


def test_three_methods_of_your_own_are_a_search():
    run = sl.train(BOWL, optimizer=Compass(), steps=60, start=[0.3, -0.7])
    assert run.losses[-1] < 1e-12
    assert run.recipe.endswith("your Compass: full-batch optimization by your Compass, with no gradient at all")
    assert run.bill.loss_evaluations == 60 * 5
    assert sl.train(lambda w: abs(w[0] - 1), start=[0.0], optimizer=Compass(), steps=40).losses[-1] < 1e-9


def test_a_budget_of_losses_is_not_overdrawn_and_a_rule_about_gradients_is_refused():
    run = sl.train(LINE, optimizer=sl.genetic_algorithm(population=8), stop=sl.budget(loss_evaluations=500))
    assert (run.stopped_by, run.bill.loss_evaluations, run.steps[-1]) == ("500 loss evaluations", 640, 4)
    with pytest.raises(ValueError, match="gradient_norm needs gradients, and a search computes none"):
        sl.train(BOWL, optimizer=Compass(), stop=sl.gradient_norm(1e-3))


def test_a_search_that_runs_away_has_diverged_and_keeps_finite_rows():
    far = sl.evolution_strategy(population=4, learning_rate=1e3)
    run = sl.train(BOWL, optimizer=far, steps=100)
    assert run.stopped_by.startswith("diverged at step")
    assert np.isfinite(run.params).all()
    assert np.isfinite(run.losses).all()
    nowhere = sl.Problem(lambda w, batch: np.where(w[..., 0] == 0, 1.0, np.nan), start=[0.0], vectorized=True)
    run = sl.train(nowhere, optimizer=sl.evolution_strategy(population=4), steps=100)
    assert (run.stopped_by, run.params.tolist()) == ("diverged at step 0", [[0.0]])


def test_a_gradient_method_beside_a_search_is_refused():
    for gradient in (sl.backprop, sl.spsa):
        words = rf"compares losses and has no use for a gradient: leave gradient={gradient!r} out"
        with pytest.raises(ValueError, match=words):
            sl.train(BOWL, gradient=gradient, optimizer=sl.random_search())


def test_what_is_no_search_is_named():
    with pytest.raises(TypeError, match="a search is an object with init"):
        sl.train(BOWL, optimizer=type("Half", (), {"propose": lambda self, state: None})())


@pytest.mark.parametrize("seeds", [None, 2])
def test_answers_of_the_wrong_shape_are_named(seeds):
    class Wide(Compass):
        def propose(self, state):
            return np.ones((4, 3))

    class Deep(Compass):
        def tell(self, values, state):
            return np.ones((1, 2)), state

    with pytest.raises(ValueError, match=r"your Wide returned is an array of shape \(K, 2\); got shape \(4, 3\)"):
        sl.train(BOWL, optimizer=Wide(), seeds=seeds)
    with pytest.raises(ValueError, match=r"your Deep returned has shape \(1, 2\); it needs .*, \(2,\)"):
        sl.train(BOWL, optimizer=Deep(), seeds=seeds)


class Wandering:
    """A search that remembers in attributes."""

    def init(self, params, rng):
        self.rng, self.tried = rng, params[None]

    def propose(self, state):
        self.tried = np.concatenate([self.tried[:1], self.tried[:1] + self.rng.normal(size=(4, self.tried.shape[1]))])
        return self.tried

    def tell(self, values, state):
        self.tried = self.tried[values.argmin()][None]
        return self.tried[0], None


def test_members_search_on_their_own_also_with_a_search_that_remembers_in_attributes():
    run = sl.train(LINE, optimizer=Wandering(), batches=sl.minibatch(8), steps=6, seeds=3)
    for k in range(3):
        alone = sl.train(LINE, optimizer=Wandering(), batches=sl.minibatch(8), steps=6, seed=k)
        np.testing.assert_allclose(run.member(k).params, alone.params, rtol=1e-12)
