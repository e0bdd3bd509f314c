"""The race on other problems: the learner's own, and surfaces without examples."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.data import penguins
from sgdlab.labs.race.drawn import plane_for
from sgdlab.labs.race.lab import RaceLab
from sgdlab.labs.race.one_run import descend
from sgdlab.labs.race.own_data import problem_from
from sgdlab.labs.race.runners import read
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.refusal import SettingsError

X = np.arange(12.0).reshape(6, 2)


def test_a_problem_of_ones_own_is_raced() -> None:
    for intercept in [False, True]:
        features = X[:, :1] if intercept else X
        problem = sl.linear_regression(features / 10, X[:, 0] - X[:, 1] * 2, intercept=intercept)
        lab = RaceLab(problem)
        assert lab.settings().batch_size == 3, "with all six, SGD would be the full batch"
        assert lab.result.full.losses[-1] < lab.result.full.losses[0]
        names = [lab.view.spec["panels"][0][axis]["label"] for axis in "xy"]
        assert names == list(problem.names)


@pytest.mark.parametrize("surface", [sl.rosenbrock, sl.himmelblau, sl.saddle, sl.rastrigin, sl.ravine])
def test_a_surface_without_examples_is_raced_as_the_mean_of_tilted_copies(surface: Any) -> None:
    plain, lab = surface(), RaceLab(surface())
    points = np.array([plain.start, [0.3, -0.2]])
    np.testing.assert_allclose(lab.problem(points), plain(points), rtol=1e-12)
    np.testing.assert_array_equal(lab.problem.start, plain.start)
    np.testing.assert_array_equal(lab.problem.minimum, plain.minimum)
    copies = [lab.problem(points[1], (lab.problem.data[0][k : k + 1],)) for k in range(lab.problem.n)]
    assert np.std(copies) > 0
    assert np.mean(copies) == pytest.approx(float(plain(points[1])))
    alone = sl.train(plain, lab.settings().start, optimizer=sl.gradient_descent(lab.settings().learning_rate), steps=10)
    np.testing.assert_allclose(lab.result.full.params, alone.params, rtol=1e-9, atol=1e-12)
    assert not np.allclose(lab.result.sgd.final, alone.final)
    assert "the mean of 120 tilted copies" in lab.view.spec["name"]
    assert lab.goals
    for gradient in (sl.backprop, sl.by_hand):
        np.testing.assert_allclose(
            gradient(lab.problem, plain.start)[1], sl.backprop(plain, plain.start)[1], rtol=1e-9, atol=1e-12
        )


def bent(w: Any, batch: Any) -> Any:
    return np.mean(100 * (w[1] - w[0] ** 2) ** 2 + (1 - w[0] - 0.3 * batch[0]) ** 2)


OWN = [
    sl.mlp(*sl.moons(), hidden=8),
    sl.rosenbrock(),
    sl.himmelblau(),
    sl.Problem(bent, (np.random.default_rng(0).normal(size=50),), [-1.2, 1.0]),
    sl.softmax_regression(*sl.moons()),
]


def test_the_map_is_as_large_as_the_first_paths() -> None:
    """Findings: a network's paths were a dot on a map of 15 by 16, those of a bent valley a twentieth of theirs."""
    for problem in OWN:
        lab = RaceLab(problem)
        panel = lab.scene(lab.result).panels[0]
        points = np.concatenate([np.asarray(path.data) for path in panel.paths])
        low, high = np.transpose([panel.x.range, panel.y.range])
        assert np.all((points >= low - 0.02 * (high - low)) & (points <= high + 0.02 * (high - low)))
        if plane_for(lab.problem).loss.minimum is not None:
            assert plane_for(lab.problem).loss.minimum in lab.landscape
        assert np.max(np.ptp(points, axis=0) / (high - low)) > 0.15


def test_a_problem_that_only_knows_its_loss_is_raced() -> None:
    problem = sl.Problem(lambda w, batch: np.mean((batch[0] - w[0] - w[1]) ** 2) + 0.1 * w @ w, (X[:, 0],), [3.0, -1.0])
    lab = RaceLab(problem)
    assert lab.view.spec["panels"][0]["minimum"] is None
    assert lab.view.spec["panels"][1]["y"]["label"] == "loss"
    assert lab.result.sgd.losses[-1] < lab.result.sgd.losses[0]
    lab.controls["learning_rate"].value = 1e9
    assert lab.controls["learning_rate"].value == 2.51
    assert "diverged at step 4; learning rate 2.51 is too large for this loss" in repr(lab)


def test_targets_are_told_apart_as_pandas_keeps_them() -> None:
    """A column of objects holds numbers or words."""
    numbers = np.array([1.0, 2, 4, 8, 16, 1], object)
    assert RaceLab(X[:, 0], numbers).problem.title == "linear regression on 6 examples"
    assert RaceLab(X[:, 0], np.array(list("abbaab"), object)).problem.title == "logistic regression on 6 examples"


class NotAvailable:
    """Like pandas' NA, which leaves open whether it equals itself."""

    def __eq__(self, other: object) -> Any:
        return self

    __ne__, __hash__ = __eq__, object.__hash__

    def __bool__(self) -> bool:
        raise TypeError("the truth of NA is not known")


def test_rows_with_a_missing_value_are_left_out_and_the_lab_says_how_many() -> None:
    for lost in [None, float("nan"), NotAvailable(), ""]:
        kept = RaceLab(X[[0, 1, 3, 4, 5], 0], list("abaab"))
        labels = np.array(["a", "b", lost, "a", "a", "b"], object)
        problem, note = problem_from(X[:, 0], labels)
        assert note.endswith(
            "5 examples of 1 feature, for the classes a and b. The feature is standardized. 1 row with a "
            "missing value is left out."
        )
        assert all(map(np.array_equal, problem.data, kept.problem.data))
        features = X[:, 0].astype(object)
        features[[1, 4]] = lost
        assert problem_from(features, labels)[1].endswith("3 rows with a missing value are left out.")
        assert "for the classes 0 and 1." in problem_from(X[:, 0], np.array([0.0, 1.0, np.nan, 1.0, 0.0, 1.0]))[1]
        with pytest.raises(ValueError, match="every row of X and y has a missing value, so none is left"):
            problem_from([lost, lost], [1.0, 2.0])


def test_words_of_a_file_without_a_value_are_no_class() -> None:
    """A list of words, and the penguins whose sex is not known, as `csv` and a text column have them."""
    for lost in ("", float("nan"), None):  # NumPy makes the word nan of one in a list of words
        labels = ["a", lost, "b", "a", lost, "b"]
        assert problem_from(X[:, 0], labels)[1].endswith("2 rows with a missing value are left out.")
    known = sum(sex in ("female", "male") for sex in penguins()["sex"])
    note = problem_from(penguins()["body_mass_g"], penguins()["sex"])[1]
    assert f"on {known} examples of 1 feature, for the classes female and male." in note


def test_numbers_that_are_no_floats_yet_are_told_what_to_write() -> None:
    for numbers in [[str(k) for k in range(12)], [Decimal(k) for k in range(12)]]:
        told = r"got 12: 0, 1, \d+; if they are numbers, give np.asarray\(y, float\)$"
        with pytest.raises(ValueError, match=told):
            RaceLab(np.arange(12.0), numbers)
        assert RaceLab(np.arange(12.0), np.asarray(numbers, float)).problem.title == "linear regression on 12 examples"


def test_features_that_are_the_same_in_every_row_are_left_out_and_the_lab_says_how_many() -> None:
    padded = np.column_stack([np.ones(6), X[:, 0], np.full(6, 0.1)])
    problem, note = problem_from(padded, X[:, 1])
    assert note.endswith(
        "6 examples of 1 feature, for numbers. The feature is standardized. 2 constant features are left out."
    )
    assert all(map(np.array_equal, problem.data, problem_from(X[:, 0], X[:, 1])[0].data))
    with pytest.raises(ValueError, match="no feature of X varies in its 6 rows: give rows that differ"):
        RaceLab(padded[:, ::2], X[:, 1])
    with pytest.raises(ValueError, match="no feature of X varies in its 1 row:"):
        RaceLab([[1.0, 2.0]], [1.0])


def test_an_infinite_entry_is_not_a_missing_one() -> None:
    assert "X has NaN or infinite entries (1 of 3), the first at [1, 0]" in repr(RaceLab([1.0, np.inf, 2.0], [1, 2, 4]))


def test_targets_in_two_columns_are_told_with_their_shape() -> None:
    assert RaceLab(X[:, 0], X[:, 1:]).controls
    for features in (X[:, 0], [*X[:5, 0], np.nan]):  # whose rows with a missing value have never been in the way
        with pytest.raises(ValueError, match=r"^y has one entry per row of X, so shape \(6,\); got \(6, 2\)$"):
            RaceLab(features, X)


def test_whole_numbers_may_name_classes_if_there_are_several() -> None:
    """The advice also works for a list, and a single class isn't advised, because it would be refused."""
    y = [3, 1, 2, 3, 1, 2]
    assert "for numbers; if they name classes, give np.asarray(y, str). The" in problem_from(X[:, 0], y)[1]
    assert "for the classes 1, 2, 3." in problem_from(X[:, 0], np.asarray(y, str))[1]
    assert "for numbers. The" in problem_from(X[:, 0], [1] * 6)[1]


def test_dates_and_dictionaries_are_no_classes() -> None:
    days = np.datetime64("2020-01-01") + np.arange(6)
    with pytest.raises(TypeError, match="y holds real numbers, not dates: "):
        problem_from(X[:, 0], days)
    with pytest.raises(TypeError, match="y holds real numbers, not a dictionary"):
        problem_from(X[:, 0], {"a": 1})


@pytest.mark.filterwarnings("error")
def test_more_features_than_examples_have_no_noise_floor_and_no_warning() -> None:
    rng = np.random.default_rng(0)
    assert RaceLab(rng.normal(size=(20, 200)), rng.normal(size=20)).result.predicted is None


@pytest.mark.parametrize("start", [(2013.37, 4.12), (1.23456, -0.000123456)])
@pytest.mark.parametrize("make", [sl.RaceLab, sl.RavineLab, sl.AnatomyLab])
def test_a_problem_is_trained_from_its_own_start(make: Any, start: tuple[float, float]) -> None:
    low = np.round(start, 1)
    problem = sl.Problem(lambda w, _: (w[0] - low[0] - 1) ** 2 + 25 * (w[1] - low[1] + 1) ** 2, start=start)
    lab = make(problem)
    assert lab.settings().start == start
    state = lab.state
    lab.controls["start"].value = (start[0] + 0.5, start[1] - 0.5)
    assert lab.settings().start != start
    lab.restore(state)
    assert lab.settings().start == start


def examples(columns: int, classes: bool, alike: float = 0.0, n: int = 200) -> tuple[Any, Any]:
    """Features that are partly alike, in their usual units, and numbers or two classes that depend on all of them."""
    rng = np.random.default_rng(columns)
    rows = alike * rng.normal(size=(n, 1)) + rng.normal(size=(n, columns))
    y = rows @ rng.normal(size=columns) + 2 * rng.normal(size=n)
    return 40 + 1e3 * rows, (y > 0).astype(int) if classes else y


DATA = {
    "a line": examples(1, False),
    "8 columns": examples(8, False),
    "64 columns": examples(64, False),
    "columns that are alike": examples(5, False, 3.0),
    "classes": examples(2, True),
    "classes of columns that are alike": examples(5, True, 3.0),
}


def test_on_ones_own_data_many_steps_on_a_few_examples_get_lower_at_first() -> None:
    """At one over the curvature, full batch found a line in one step, and SGD ended far above its start."""
    for given in DATA.values():
        lab = RaceLab(*given)
        full, sgd = lab.result.full, lab.result.sgd
        assert sgd.losses[-1] < full.losses[-1] < full.losses[1] < full.losses[0]
        assert sgd.losses.max() == sgd.losses[0]
        assert len(lab.view.frame["said"]) == 1, "it says what it made of the data, and of no rate beyond its slider"


def test_a_budget_that_is_a_goal_on_ones_own_data_can_be_kept() -> None:
    """By full batch, too: 3.6 epochs were too few for every runner where columns are alike."""
    for name in ("columns that are alike", "classes"):
        lab = RaceLab(*DATA[name])
        goals = [goal for goal in lab.goals if "spent" in goal.within]
        rates = [8 * lab.settings().learning_rate * change for change in (0.9, 1.0, 1.1)]
        for momentum in (0.0, 0.5, 0.8, 0.9):
            for rate in rates:
                lab.apply({"learning_rate": rate, "momentum": momentum, "epochs": 300})
                goals = [goal for goal in goals if not goal.reached(lab.measured(lab.result))]
        assert not goals


@pytest.mark.parametrize("kink", [np.abs, lambda errors: np.maximum(0, errors)])
def test_a_loss_of_straight_pieces_has_no_curvature_and_opens_at_a_rate_that_descends(kink: Any) -> None:
    """It opened at a million."""
    rows = np.random.default_rng(0).normal(size=(50, 3))
    lab = RaceLab(sl.Problem(lambda w, batch: np.mean(kink(1 - batch[0] @ w)), (np.abs(rows),), [0.0, 0.0, 0.0]))
    assert lab.settings().learning_rate < 0.1
    assert lab.result.sgd.losses[-1] < lab.result.full.losses[-1] < lab.result.full.losses[0]


def test_a_race_on_features_that_are_rarely_set_opens_at_a_rate_at_which_sgd_gets_lower() -> None:
    """The full batch knows nothing of their curvature, so SGD diverged, as on the pixels at the edge of digits."""
    rng = np.random.default_rng(0)
    X = np.c_[rng.normal(size=(800, 3)), np.arange(800) == 0]
    lab = RaceLab(X, X @ np.ones(4) + rng.normal(size=800))
    assert lab.result.sgd.losses[-1] < lab.result.sgd.losses[0]
    lab.controls["learning_rate"].value *= 2
    assert lab.result.sgd.losses[-1] > lab.result.sgd.losses[0]


def test_an_epoch_on_many_examples_has_at_most_2000_steps_and_a_run_without_end_is_refused() -> None:
    X = np.random.default_rng(0).normal(size=20_000)
    assert RaceLab(X, 2 * X).settings().batch_size == 16
    many = sl.linear_regression(np.arange(300_000.0)[:, None] / 300_000, np.ones(300_000))
    (sgd,) = read("SGD batch_size=1")
    with pytest.raises(SettingsError, match=r"^SGD would take 3,000,000 steps, .* up to 2,000,000: choose a larger"):
        descend(many, RaceSettings(), sgd)


def test_targets_whose_squares_overflow_are_refused_with_what_to_write():
    x = np.linspace(0, 1, 10)
    with pytest.raises(ValueError, match=r"^y goes up to 1e\+300, so its square overflows: give y / 1e\+300$"):
        problem_from(np.c_[x, x**2], -1e300 * x)
    assert problem_from(x, 1e150 * x)[0].n == 10
