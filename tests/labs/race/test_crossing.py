"""Where full batch and SGD cross, how many seeds are ahead, and the noise floor: by plain NumPy."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures.sentences import number
from sgdlab.labs.race.compute import compute, with_bands
from sgdlab.labs.race.crossing import crossing, predicted_floor
from sgdlab.labs.race.drawn import drawn
from sgdlab.labs.race.menu import MENU
from sgdlab.labs.race.runners import read, values_of
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems.examples import penguin_line
from tests.labs.frames import page_frames
from tests.labs.same_frames import kernel_frame

EPOCHS, SIZE, RATE = 60, 8, 0.1


def descent(order: Any, size: int, rate: float) -> tuple[Any, Any]:
    """Plain gradient descent on mean squared errors: examples seen and losses after every step."""
    X, y = penguin_line().data
    w, b, seen, losses = 0.0, 0.0, [0], [np.mean(y**2)]
    for epoch in order:
        for first in range(0, len(y), size):
            rows = epoch[first : first + size]
            off = w * X[rows, 0] + b - y[rows]
            w, b = w - rate * 2 * np.mean(off * X[rows, 0]), b - rate * 2 * np.mean(off)
            seen.append(seen[-1] + len(rows))
            losses.append(np.mean((w * X[:, 0] + b - y) ** 2))
    return np.array(seen), np.array(losses)


def last_change(one: Any, other: Any) -> float | None:
    """The first budget from which on the same one is ahead, budget by budget."""
    most, found = int(max(one[0][-1], other[0][-1])), None
    leader = None
    for budget in range(most + 1):
        a, b = (run[1][np.flatnonzero(run[0] <= budget)[-1]] for run in (one, other))
        if abs(a - b) > 1e-9 * (a + b):
            now = a < b
            if leader is not None and now != leader:
                found = budget
            leader = now
    return found


def test_the_crossing_is_that_of_a_direct_computation() -> None:
    """All 960 steps of SGD are recorded."""
    for seed in range(3):
        result = compute(penguin_line(), RaceSettings(RATE, SIZE, seed=seed, epochs=EPOCHS))
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(0,)))
        sgd = descent([rng.permutation(123) for _ in range(EPOCHS)], SIZE, RATE)
        np.testing.assert_allclose(result.sgd.losses, sgd[1], rtol=1e-9)
        full = descent([np.arange(123)] * EPOCHS, 123, RATE)
        assert result.crosses == last_change(full, sgd)


def shares_before(crosses: float, one: Any, other: Any) -> tuple[float, float]:
    """At which share of the budgets before the crossing each is the lower, budget by budget."""
    pairs = [[run[1][np.flatnonzero(run[0] <= budget)[-1]] for run in (one, other)] for budget in range(int(crosses))]
    apart = [pair for pair in pairs if abs(pair[0] - pair[1]) > 1e-9 * sum(map(abs, pair))]
    return sum(a < b for a, b in apart) / crosses, sum(a > b for a, b in apart) / crosses


@pytest.mark.parametrize("name", MENU)
def test_what_is_said_of_the_lead_is_true_as_a_surface_opens_and_the_page_says_it_too(name: str) -> None:
    """A single spike of SGD's loss near the end decided who was said to lead before it."""
    lab = sl.RaceLab(name)
    result, (page,) = lab.result, page_frames(lab, [lab.home])
    assert page["words0"] == kernel_frame(lab, lab.home)["words0"]
    said = [line for line in result.verdict if " lead" in line]
    if result.crosses is None:
        assert not said
        return
    full, sgd = ((run.examples_seen, run.losses) for run in (result.full, result.sgd))
    assert result.crosses == last_change(full, sgd)
    assert the_lead_in(said, full, sgd, ("full batch", "SGD"), result.crosses, lab.problem.n)


def the_lead_in(said: list[str], full: Any, sgd: Any, names: tuple[str, str], crosses: float, n: int) -> bool:
    """Whether this is what a direct count says of the lead."""
    shares, last = shares_before(crosses, full, sgd), int(full[1][-1] > sgd[1][-1])
    place = f"{crosses / n:.3g} epochs"
    at_the_end = crosses == full[0][-1]
    if not at_the_end and shares[1 - last] >= 3 * shares[last]:
        return said == [f"In these curves, {names[1 - last]} leads up to {place}, {crosses:,.0f} example-gradients."]
    often = int(shares[1] > shares[0])
    led = "it" if often == last else names[often]
    before = f"before, {led} led at {int(100 * shares[often])} % of the budgets."
    leads = "takes the lead at the very end" if at_the_end else f"leads from {place} on"
    return said == [f"In these curves, {names[last]} {leads}; {before}"]


def test_some_of_them_cross_and_the_words_say_where() -> None:
    for rate, size in [(0.2, 4), (0.1, 1), (0.02, 8), (0.02, 1), (0.01, 1)]:
        runners = f"full batch learning_rate=0.2; SGD learning_rate={rate} batch_size={size}"
        for seed in (0,):
            result = compute(penguin_line(), RaceSettings(seed=seed, epochs=100, runners=runners))
            full, sgd = ((run.examples_seen, run.losses) for run in (result.full, result.sgd))
            crosses = result.crosses
            assert crosses is not None
            words = result.verdict[0]
            assert the_lead_in([words], full, sgd, ("full batch", "SGD"), crosses, 123)
            assert words in result.description


def test_a_spike_at_the_end_does_not_decide_who_led_before_it() -> None:
    falling, spiked = np.linspace(9, 2, 41), np.array([9.0, *[1.0] * 38, 3.0, 1.0])
    one, other = (np.arange(41), falling), (np.arange(41), spiked)
    assert crossing(one, other) == (40, (1, 38))
    assert crossing(other, one) == (40, (38, 1))


def test_ties_are_nobodys_lead_and_a_run_that_diverged_crosses_nobody() -> None:
    seen, losses = np.arange(5), np.array([5.0, 4.0, 3.0, 2.0, 1.0])
    assert crossing((seen, losses), (seen, losses * (1 + 1e-12))) is None
    assert crossing((seen, losses), (seen, losses[::-1])) == (2, (0, 2))  # where the other one is no longer ahead
    assert compute(penguin_line(), RaceSettings(1.0, epochs=100)).crosses is None


def test_with_many_seeds_their_median_crosses_and_those_ahead_are_counted() -> None:
    settings = RaceSettings(0.2, 8, epochs=60, seeds=64)
    result = with_bands(penguin_line(), compute(penguin_line(), settings))
    many = [compute(penguin_line(), RaceSettings(0.2, 8, seed=seed, epochs=60)).sgd for seed in range(64)]
    ends = np.array([run.losses[-1] for run in many])
    lower = int(np.sum(ends < result.full.losses[-1]))
    assert f"{lower} of 64 seeds end lower than full batch." in result.verdict
    full = result.full.examples_seen, result.full.losses
    median = many[0].examples_seen, np.median([run.losses for run in many], axis=0)
    assert result.crosses == last_change(full, median)


LATE = "in the last tenth of the steps: "


def test_an_end_that_is_far_off_is_not_taken_for_the_height_of_the_noise() -> None:
    """At the end of an epoch errors cancel, or its last batch is a small one.  Logistic regression has no formula."""
    for size, seed in [(2, 0), (8, 0), (8, 1), (16, 1), (20, 2)]:
        lab = sl.RaceLab("logistic regression")
        settings = replace(lab.home, batch_size=size, seed=seed)
        result = lab.compute(settings)
        run, low = result.sgd, float(lab.problem(lab.problem.minimum))
        late, end = run.losses[run.steps >= 0.9 * run.steps[-1]].mean() - low, run.losses[-1] - low
        assert max(late / end, end / late) > 3
        assert result.verdict[-1] == f"Mean excess {LATE}{number(late)}."
        (page,) = page_frames(lab, [settings])
        assert page["words0"] == kernel_frame(lab, settings)["words0"]


def test_elsewhere_the_end_says_enough() -> None:
    for surface, changed in [
        ("logistic regression", {"batch_size": 20}),  # it ends where it was
        ("bowl", {"learning_rate": 0.01}),  # it is still falling
        ("bowl", {}),  # its floor was measured
        ("spirals", {}),  # nobody knows the smallest loss
    ]:
        lab = sl.RaceLab(surface)
        lines = lab.compute(replace(lab.home, **changed)).verdict
        assert not any(LATE in line for line in lines)


def test_rounding_around_the_smallest_loss_is_no_noise() -> None:
    X = np.linspace(-1, 1, 20)[:, None]
    lab = sl.RaceLab(sl.linear_regression(X, 1 + 2 * X[:, 0]))
    settings = replace(lab.home, epochs=1000)
    assert lab.compute(settings).sgd.losses[-1] < 1e-25
    assert not any(LATE in line for line in lab.compute(settings).verdict)
    assert page_frames(lab, [settings])[0]["words0"] == kernel_frame(lab, settings)["words0"]


def test_no_seed_is_ahead_of_a_loss_below_zero_that_all_of_them_reach() -> None:
    """A mini-batch of all examples is the full batch."""
    data = (np.array([0.5, 1.0, 3.0]),)
    low = sl.Problem(lambda w, batch: np.mean((w[0] - batch[0]) ** 2) + w[1] ** 2 - 50, data, start=[0.0, 1.0])
    settings = RaceSettings(0.1, 3, start=(0.0, 1.0), seeds=64)
    result = with_bands(low, compute(low, settings))
    assert "0 of 64 seeds end lower than full batch." in result.verdict


def test_the_noise_floor_is_where_many_runs_end() -> None:
    """On the mean of tilted copies of a bowl the formula is exact: the noise is everywhere the same."""
    for text in ["SGD replace=yes", "SGD momentum=0.5 replace=yes", "Nesterov momentum=0.5 replace=yes"]:
        lab = sl.RaceLab(
            sl.quadratic([1.0, 3.0]), settings=RaceSettings(0.1, 4, epochs=30, seeds=64, runners=f"full batch; {text}")
        )
        lab.settle()
        (runner,) = read(text)
        predicted = predicted_floor(lab.problem, runner, values_of(runner, lab.settings()))
        late = lab.result.many.losses[lab.result.many.steps >= 300]
        assert predicted == pytest.approx(float(late.mean()), rel=0.1)
        assert lab.result.predicted == predicted
        curves = lab.scene(lab.result).panels[1]
        assert curves.rules[0].y == predicted


def test_there_is_no_floor_without_a_formula() -> None:
    for text in ["Adam", "SGD schedule=1/t", "SGD batch_size=full", "SGD learning_rate=10"]:
        (runner,) = read(text)
        assert predicted_floor(penguin_line(), runner, values_of(runner, RaceSettings())) is None


@pytest.mark.filterwarnings("error")
def test_examples_on_a_line_have_no_floor_but_rounding() -> None:
    for points in ["-1,0.54\n" * 5, "0.85,-0.19\n0.1,0.3\n0.1,0.3", "0,0.99\n1e9,0.27\n-1,-0.68"]:
        (runner,) = read("SGD batch_size=1")
        problem = drawn("your points: a line", points)
        predicted = predicted_floor(problem, runner, values_of(runner, RaceSettings()))
        assert predicted is None or predicted > 1e-12


def test_a_loss_that_is_no_quadratic_has_no_formula() -> None:
    assert sl.RaceLab(sl.rosenbrock()).result.predicted is None
