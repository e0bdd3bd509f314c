"""Your turn: whatever the learner made races with ours, anew when its cell is run again; its errors are sentences."""

import re
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

import sgdlab as sl
from sgdlab.labs import yours as module
from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.one_run import try_yours
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.yours import parts_of
from sgdlab.problems.examples import penguin_line
from tests.own_search import Compass

STEP = "def mine(gradient, params):\n    return -{rate} * gradient"


def mine(gradient: Any, params: Any) -> Any:
    return -0.05 * gradient


def flip(loss: Any, params: Any, batch: Any = None) -> Any:
    value, gradient = sl.backprop(loss, params, batch)
    return value, gradient


def test_what_is_whose_job() -> None:
    for thing, jobs in [
        (mine, ["optimizer"]),
        (sl.adam(0.1), ["optimizer"]),
        (flip, ["gradient"]),
        (sl.finite_difference, ["gradient"]),
        (sl.spsa, ["gradient"]),
        (lambda *given: given, ["gradient"]),
        (lambda gradient, params, rate=0.1: -rate * gradient, ["optimizer"]),
        (sl.sgd(0.1, 4), ["batches", "optimizer"]),
        (Compass(), ["optimizer"]),
        (sl.random_search(), ["optimizer"]),
    ]:
        assert sorted(parts_of(thing)) == jobs


def test_what_is_no_part_is_refused() -> None:
    for thing in [7, "adam", {}, {"speed": 1}, sl.RaceLab, lambda gradient: -gradient]:
        with pytest.raises(TypeError, match="yours is an optimizer such as"):
            parts_of(thing)


def test_an_error_of_yours_stays_what_it_is_when_settings_are_applied() -> None:
    lab = sl.RaceLab(yours={"optimizer": 5})
    with pytest.raises(RuntimeError, match="an optimizer is made by"):
        lab.apply({"seeds": 64})


def test_yours_is_what_train_runs_on_the_same_batches() -> None:
    result = compute(penguin_line(), RaceSettings(seed=2), parts_of(mine))
    by_train = sl.train(penguin_line(), optimizer=mine, batches=sl.minibatch(8), steps=160, seed=2)
    assert result.yours is not None
    np.testing.assert_array_equal(result.yours.params, by_train.params)
    twin = compute(penguin_line(), RaceSettings(0.05, seed=2), parts_of(mine))
    np.testing.assert_array_equal(twin.yours.params, twin.sgd.params)  # type: ignore[union-attr]


def test_a_search_of_yours_races_without_a_gradient() -> None:
    for thing in [Compass(), {"optimizer": Compass()}]:
        lab, stop = sl.RaceLab(yours=thing), sl.budget(epochs=10)
        parts = {"optimizer": Compass(), "batches": sl.minibatch(8), "steps": 160, "seed": 0, "stop": stop}
        run, names = sl.train(penguin_line(), **parts), {"yours": thing}
        np.testing.assert_array_equal(lab.result.yours.params, run.params)
        exec(lab.code, names)
        np.testing.assert_array_equal(names["own"].params, run.params)
        assert "a search draws its candidates at random" in str(lab.programs())


def test_the_matrix_says_that_a_part_of_yours_must_not_change_what_it_is_given() -> None:
    lab = sl.MatrixLab(yours=lambda gradient, params: params.sort())
    assert "your function must not change what it is given" in lab.result.cells[0][-1].reason


def test_the_code_of_the_matrix_trains_a_search_of_yours() -> None:
    lab, names = sl.MatrixLab(yours=Compass()), {"yours": Compass()}
    lab.apply({"cell": (8, 9)})
    exec(lab.code, names)
    np.testing.assert_array_equal(names["picked"].params, lab.result.picked.run.params)


def test_what_is_yours_in_the_place_of_y_is_told_its_name() -> None:
    for problem in [penguin_line(), "moons", None]:
        with pytest.raises(TypeError, match=r"what is yours has a name: RaceLab\(problem, yours=…\)"):
            sl.RaceLab(problem, {"optimizer": mine})


def test_no_part_gets_more_than_the_budget() -> None:
    for thing in [sl.finite_difference, {"batches": sl.full_batch}, {"batches": sl.one_at_a_time}]:
        result = compute(penguin_line(), RaceSettings(0.01), parts_of(thing))
        assert result.yours is not None
        assert 0.9 * 1230 < result.yours.bill.examples <= 1230 + 8 * 5


def runners(lab: sl.RaceLab) -> list[str]:
    """The names of those that spend the budget."""
    return [one["name"] for one in lab.view.spec["series"] if "spent" in one]


def test_the_lab_shows_the_third_and_takes_it_away() -> None:
    lab = sl.RaceLab(yours=mine)
    assert runners(lab) == ["full batch", "SGD", "yours"]
    lines, bill = lab.scene(lab.result).words
    assert "your mine" in lines.lines[2]
    assert bill.columns == ["", "full batch", "SGD", "yours"]
    assert "end of yours: " in lab.figure().description
    assert [axes.get_title(loc="left") for axes in lab.figure().axes[:2]] == [
        "The loss surface",
        "Loss above its minimum",
    ]
    lab.yours = None
    assert runners(lab) == ["full batch", "SGD"]
    assert "yours_path" not in lab.view.frame


@pytest.mark.parametrize(("seconds", "most"), [(0.002, 2 * 160), (0.01, 0)])
def test_one_that_is_slow_is_not_run_at_all_places_of_a_slider(seconds: float, most: int) -> None:
    """The kernel would be busy with them for long when the hand rests."""
    calls = []

    def slow(gradient: Any, params: Any) -> Any:
        calls.append(time.sleep(seconds))
        return -0.05 * gradient

    lab = sl.RaceLab(yours=slow)
    before = len(calls)
    lab.rest({})
    assert len(calls) - before <= most


def test_one_that_is_too_slow_gets_as_far_as_it_gets() -> None:
    run = try_yours(penguin_line(), RaceSettings(), parts_of(mine), seconds=1e-9)
    assert (run.stopped_by, run.steps.tolist()) == ("too slow: it takes longer than 1e-09 s", [0])


def test_one_that_asks_the_loss_for_nothing_ends_too() -> None:
    """Its budget would last forever."""
    lab = sl.RaceLab(yours=lambda loss, params, batch: (0.0, np.ones(2)))
    assert lab.result.yours.steps[-1] == 160
    assert lab.scene(lab.result).series[2].spent[-1] == 1


def test_an_error_of_yours_is_a_sentence_and_the_race_goes_on() -> None:
    for thing, says in [
        (lambda gradient, params: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda gradient, params: np.zeros(3), "the step that your lambda returned has shape"),
        (lambda gradient, params: params.sort(), "your function must not change what it is given"),
        (7, "yours is an optimizer such as"),
    ]:
        lab = sl.RaceLab(yours=thing)
        assert says in lab.view.frame["error"]
        stored = lab._repr_mimebundle_()
        assert stored["text/plain"] == repr(lab).removeprefix("RaceLab: ")
        assert re.search(f"^your turn: .*{says}.*; the picture before: Full batch: ", stored["text/plain"])
        assert "image/png" not in stored, "which would show a race without yours, and not a word about it"
        lab.take(mine)
        assert "error" not in lab.view.frame
        assert "your turn" not in repr(lab)
        assert len(runners(lab)) == 3


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    made = InteractiveShell()
    made.history_manager.enabled = False
    monkeypatch.setattr(module, "get_ipython", lambda: made)
    yield made
    made.history_manager.end_session()


def test_running_the_cell_again_races_anew(shell: InteractiveShell) -> None:
    shell.run_cell(STEP.format(rate=0.05))
    lab = sl.RaceLab(yours=shell.user_ns["mine"])
    first, before = lab.result, lab.result.yours.final
    shell.run_cell("1 + 1")
    assert lab.result is first
    shell.run_cell(STEP.format(rate=0.01))
    assert lab.yours is shell.user_ns["mine"]
    assert not np.allclose(lab.result.yours.final, before)
    shell.run_cell("def mine(gradient, params):\n    return 1 / 0")
    assert "your mine: ZeroDivisionError" in lab.view.frame["error"]
    shell.run_cell(STEP.format(rate=0.05))
    assert "error" not in lab.view.frame
    np.testing.assert_array_equal(lab.result.yours.final, before)


def test_a_lab_that_took_another_follows_that_one(shell: InteractiveShell) -> None:
    shell.run_cell(STEP.format(rate=0.05) + "\n" + STEP.format(rate=0.02).replace("mine", "other"))
    lab = sl.RaceLab(yours=shell.user_ns["mine"])
    lab.take(shell.user_ns["other"])
    other = lab.result.yours.final
    shell.run_cell(STEP.format(rate=0.01))
    np.testing.assert_array_equal(lab.result.yours.final, other)
