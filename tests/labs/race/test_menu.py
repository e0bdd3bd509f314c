"""The list of surfaces of the race: it changes the problem in place, and each has a question that surprises."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.compute import RaceResult, compute
from sgdlab.labs.race.drawn import plane_for
from sgdlab.labs.race.menu import MENU, problem_of
from sgdlab.labs.race.settings import RaceSettings
from tests.labs.frames import page_frames
from tests.labs.same_frames import kernel_frame


@cache
def opened(name: str) -> sl.RaceLab:
    """A lab, for tests that leave it at its settings or choose others first."""
    return sl.RaceLab(name)


def asked(name: str, question: str) -> RaceResult:
    """The result of a question about a surface."""
    lab = opened(name)
    lab.choose(question)
    lab.settle()
    result: RaceResult = lab.result
    return result


def ends(result: RaceResult) -> tuple[float, float]:
    """How far above the lowest loss full batch and SGD end."""
    problem = problem_of(result.settings.surface)
    floor = 0.0 if problem.minimum is None else float(problem(problem.minimum))
    return float(result.full.losses[-1]) - floor, float(result.sgd.losses[-1]) - floor


def test_a_surface_opens_with_its_own_controls_and_a_map_that_holds_its_runs() -> None:
    for name in MENU:
        lab = opened(name)
        lab.reset()
        assert lab.settings().surface == name
        assert repr(lab.problem) == repr(problem_of(name))
        assert lab.view.live, "the page can't compute it"
        for run in (lab.result.full, lab.result.sgd):
            assert run.diverged_at is None
            seen = np.array([point in lab.landscape for point in plane_for(lab.problem).of(run.params)])
            assert seen.mean() > 0.95
        if plane_for(lab.problem).loss.minimum is not None:
            assert plane_for(lab.problem).loss.minimum in lab.landscape
        assert lab.presets
        shown = list(lab.presets.values())
        assert all(one not in shown[:k] for k, one in enumerate(shown)), "two questions with one picture"
        single = "What if SGD looks at a single example before each step?"
        assert lab.home.batch_size > 1 or single not in lab.presets, "SGD does so already"


@pytest.mark.parametrize("name", ["penguins", "ravine", "moons"])
def test_the_race_with_which_a_surface_opens_runs_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[RaceSettings] = []

    def counted(problem: sl.Problem, settings: RaceSettings, *rest: Any) -> RaceResult:
        ran.append(settings)
        return compute(problem, settings, *rest)

    monkeypatch.setattr("sgdlab.labs.race.lab.compute", counted)
    lab = sl.RaceLab(name)
    assert ran == [lab.settings()] == [lab.result.settings]
    lab.controls["seed"].value = 7
    assert [one.seed for one in ran] == [0, 7]
    lab.reset()
    assert lab.result.settings.seed == 0


def test_runners_that_share_a_program_have_it_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrote: list[object] = []

    def counted(problem: sl.Problem, **parts: Any) -> Any:
        wrote.append(parts["optimizer"])
        return sl.program(problem, **parts)

    monkeypatch.setattr("sgdlab.labs.stage.live.program", counted)
    race = "full batch; SGD; momentum; SGD batch_size=1; Adam"
    lab = sl.RaceLab(sl.with_examples(sl.quadratic([1.0, 3.0])))
    lab.apply({"runners": race})
    assert sorted(lab.view.live["recipes"]) == ["adam", "descent"]
    assert len(wrote) == 2


def test_full_batch_is_done_after_one_step_of_a_round_bowl_and_sgd_never_is() -> None:
    result = asked("bowl", "Who is done after one step?")
    assert result.full.losses[1] < 1e-25
    assert ends(result)[1] > 1e-3


def test_single_examples_get_along_a_flat_valley_ten_times_as_far() -> None:
    result = asked("badly scaled line", "Who gets along the flat valley?")
    full, sgd = ends(result)
    assert sgd < full / 8
    problem = problem_of("badly scaled line")
    steep_and_flat = np.linalg.svd(problem.data[0])[2]  # the axes of a squared error
    steep, flat = (steep_and_flat @ (result.full.final - problem.minimum)) / (steep_and_flat @ -problem.minimum)
    assert abs(steep) < 1e-4, "on the floor of the valley"
    assert f"{1 - flat:.0%}" == "2%"


def test_single_examples_can_end_higher_than_they_began_on_a_convex_loss() -> None:
    result = asked("logistic regression", "How can SGD end higher than it began?")
    assert result.sgd.losses[-1] > result.sgd.losses[0]
    assert ends(result)[0] < 1e-9


def test_momentum_turns_the_result_around() -> None:
    for name in ["ravine", "moons", "circles", "xor", "digits"]:
        lab = opened(name)
        lab.reset()
        full, sgd = ends(lab.result)
        assert sgd < full
        full, sgd = ends(asked(name, "Who does momentum help?"))
        assert full < sgd


def test_only_sgd_gets_around_the_bend() -> None:
    result = asked("rosenbrock", "Who gets around the bend?")
    assert result.full.final[0] < -0.9
    assert result.sgd.final[0] > 0.8


def test_momentum_leads_the_full_batch_to_another_minimum() -> None:
    plain = opened("himmelblau").compute(opened("himmelblau").home).full.final
    other = asked("himmelblau", "Which of the four minima does momentum choose?").full.final
    np.testing.assert_allclose(plain, [3, 2], atol=0.01)
    np.testing.assert_allclose(other, [3.584428, -1.848127], atol=0.4)


def test_one_learning_rate_suits_the_full_batch_and_throws_single_examples_out() -> None:
    result = asked("beale", "Who is thrown up the wall?")
    assert result.full.diverged_at is None
    assert result.sgd.diverged_at > 1_000
    losses = result.sgd.losses[:-2]  # it was low before
    assert losses.min() < 0.01 < result.full.losses.min()
    why = "learning rate 0.045 is too large for its noisy steps"
    assert result.lines[1].endswith(f"{why}, though full batch does not diverge at it")
    alone = replace(result.settings, runners="full batch learning_rate=0.01; SGD")
    assert compute(problem_of("beale"), alone).lines[1].endswith(why)
    both = compute(problem_of("beale"), replace(result.settings, learning_rate=1.0)).lines
    assert all(line.endswith("learning rate 1 is too large for this loss") for line in both)


def test_a_full_batch_that_climbs_in_its_few_steps_is_no_reason_to_blame_the_noise() -> None:
    """It had not diverged after three steps, in which its loss grew ten thousand times."""
    X, y = sl.xor(40)
    few = RaceSettings(learning_rate=3.98, batch_size=1, momentum=0.5, epochs=3)
    lab = sl.RaceLab(sl.mlp(X, y.astype(float), hidden=(3,)), settings=few)
    result = lab.result
    assert result.full.diverged_at is None
    assert result.full.losses[-1] > 1e3 * result.full.losses[0]
    assert result.lines[1].endswith("learning rate 3.98 is too large for this loss")
    (page,) = page_frames(lab, [lab.settings()])
    assert page["words0"] == kernel_frame(lab, lab.settings())["words0"]


def test_on_the_line_to_the_saddle_only_noise_gets_off_it() -> None:
    result = asked("saddle", "Who gets off the saddle?")
    np.testing.assert_allclose(result.full.final, [0, 0], atol=1e-6)
    assert abs(result.sgd.final[1]) > 0.9


def test_noise_alone_does_not_get_sgd_out_of_a_dent() -> None:
    many = asked("rastrigin", "Does noise get SGD out of its dent?").many
    assert many is not None
    stayed = np.abs(many.params[-1] - [1.99, -1.99]).max(axis=-1) < 0.5
    assert stayed.mean() > 0.95


def test_no_example_has_a_gradient_at_the_saddle_of_two_weights() -> None:
    result = asked("two weights", "Does noise get SGD off the saddle of a network?")
    for run in (result.full, result.sgd):
        assert np.all(run.params == 0)


def test_single_examples_find_all_arms_on_the_budget_of_thirty_full_steps() -> None:
    result, problem = asked("spirals", "Who finds all the arms, on one budget?"), problem_of("spirals")
    assert problem.accuracy(result.sgd.final) == 1  # type: ignore[attr-defined]
    assert problem.accuracy(result.full.final) < 0.8  # type: ignore[attr-defined]


def test_an_unknown_name_is_an_error_that_lists_the_names() -> None:
    with pytest.raises(ValueError, match=r"no surface 'rosenbruck'; there are penguins, .*, rosenbrock, .*, digits"):
        sl.RaceLab("rosenbruck")


def test_the_kind_of_y_decides_which_problem_is_made_and_the_lab_says_it() -> None:
    for y, title, said in [
        ([0, 1, 0, 1, 1, 0], "logistic regression", "for the classes 0 and 1"),
        ([True, False, True, True, False, False], "logistic regression", "for the classes False and True"),
        (["cat", "dog", "cat", "dog", "dog", "cat"], "logistic regression", "for the classes cat and dog"),
        (["a", "b", "c", "a", "b", "c"], "softmax regression", "for the classes a, b, c"),
        ([-1, 1, -1, 1, 1.0, -1], "logistic regression", "for the classes -1 and 1"),
        ([0.5, 1.0, 2.0, 1.5, 4.0, 3.0], "linear regression", "for numbers. "),
        ([0, 1, 2, 0, 1, 2], "linear regression", "for numbers; if they name classes, give np.asarray(y, str). "),
    ]:
        X = np.random.default_rng(0).normal(5, 2, size=(6, 2))
        lab = sl.RaceLab(X, y)
        assert title in lab.problem.title
        assert said in lab.view.frame["said"][0]
        assert "standardized" in lab.view.frame["said"][0]
        np.testing.assert_allclose(lab.problem.data[0][:, :2].mean(axis=0), 0, atol=1e-12)


def test_settings_have_a_name() -> None:
    with pytest.raises(TypeError, match="RaceLab\\(problem, settings=…\\)"):
        sl.RaceLab("bowl", sl.RaceLab("bowl").settings())


def test_a_single_class_is_refused() -> None:
    for y, name in [(["a", "a"], "a"), ([True, True], "True")]:
        with pytest.raises(ValueError, match=f"^y names classes, and the race takes 2 to 10; got 1: {name}$"):
            sl.RaceLab([[1.0], [2.0]], y)
