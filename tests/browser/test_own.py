"""What a learner brings along, and what a lab can't take: the picture stays, and a sentence says why."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

import sgdlab as sl
from tests.browser.bare import Bare
from tests.browser.look import until
from tests.browser.truth import Truth

W = np.arange(6.0).reshape(2, 3)
X = np.random.default_rng(0).normal(size=(50, 2))


def type_in(field: Locator, value: object) -> None:
    field.fill(str(value))
    field.press("Enter")


def shown(bare: Bare, lab: Any) -> Locator:
    root = bare.show(lab.view)
    root.locator(".sg-controls").wait_for()
    return root


def test_a_function_that_takes_other_inputs_and_one_without_a_value_there_are_refused(bare: Bare) -> None:
    root = shown(bare, sl.CostMeterLab(lambda x: np.tanh(W @ x), inputs=3))
    before = root.locator(".sg-words").inner_text()
    assert before.startswith("3 inputs, 2 outputs")
    type_in(root.get_by_label("inputs, as a number"), 4)
    expect(root.locator(".sg-alert p")).to_have_text("your function takes 3 inputs: set inputs to 3")
    assert root.locator(".sg-words").inner_text() == before
    expect(root.get_by_label("inputs, as a number")).to_have_value("3")
    root.get_by_role("button", name="reset").click()
    expect(root.locator(".sg-alert p")).to_have_count(0)
    root = shown(bare, sl.CircuitLab(lambda x1, x2: x1.log() + x1 * x2 - x2.sin(), x1=2, x2=5))
    type_in(root.get_by_label("x1", exact=True), -1)
    expect(root.locator(".sg-alert p")).to_contain_text("a logarithm takes a number above 0")


def test_mini_batches_of_no_data_are_refused_and_the_full_batch_recovers(bare: Bare) -> None:
    root = shown(bare, sl.SentenceBuilder())
    truth = Truth(sl.SentenceBuilder(), root)
    before = truth.check()
    root.get_by_label("minimize").select_option("a bowl without data")
    expect(root.locator(".sg-alert p")).to_contain_text("full batch")
    root.get_by_label("which examples").select_option("the full batch")
    expect(root.locator(".sg-alert p")).to_have_count(0)
    assert truth.check() != before


def test_a_network_and_points_of_ones_own(bare: Bare) -> None:
    points, sides = sl.moons(60, noise=0.1, seed=0)
    network = sl.mlp(points, sides, hidden=(6,), loss="cross_entropy")
    run = sl.train(network, optimizer=sl.gradient_descent(0.2), steps=60)
    root = shown(bare, sl.SlicerLab(network, run))
    assert root.get_by_label("learning rate").count() == 0
    expect(root.locator(".sg-words")).to_contain_text("of 32 directions")
    root = shown(bare, sl.ThreeButtonsLab(*sl.blobs(60, classes=2)))
    root.get_by_role("button", name="all three, 100 times").click()
    expect(root.locator(".sg-words")).to_contain_text("100.0 % of the points")


def test_a_click_on_the_map_of_momentum_chooses_a_pair(bare: Bare) -> None:
    root = shown(bare, sl.MomentumMapLab())
    truth = Truth(sl.MomentumMapLab(), root)
    before, plot = truth.check(), root.locator(".sg-plot canvas").first
    box = plot.bounding_box()
    assert box is not None
    plot.click(position={"x": box["width"] / 2, "y": box["height"] / 3}, force=True)
    until(bare.page, lambda: truth.state() != before)
    rate, momentum = map(float, re.findall(r"(?:rate|momentum)=(\S+)", truth.check()))
    assert 0.012 < rate < 0.028
    assert 0.55 < momentum < 0.8


def test_the_pointer_is_told_what_the_bars_are_now_and_of_none_nothing(bare: Bare) -> None:
    root = shown(bare, sl.restore("three-buttons presses=''"))
    bars = root.get_by_label("The last gradient: typical size in each layer: gradient. No bars yet.")
    bars.hover()
    bars.press("ArrowRight")
    step = root.get_by_role("button", name="all three, 100 times")
    step.press("Enter")
    plot = root.locator(".sg-plot[aria-label*='gradient. ']")
    tip, told = plot.locator(".sg-tip"), list[str]()
    for rounds in (100, 200):  # the pointer rests while a key changes the bars
        root.get_by_text(f"So far: forward {rounds}, backward {rounds}, update {rounds}.", exact=True).wait_for()
        plot.hover(position={"x": rounds, "y": 60})
        tip.wait_for()
        told.append(tip.inner_text())
        assert told[-1].replace("\n", ": ", 1) in str(plot.get_attribute("aria-label"))
        step.press("Enter")
        tip.wait_for(state="hidden")  # or it would say what the bars were before
    assert told[0] != told[1]


def played(root: Locator) -> int:
    """How many rounds the clock has played, once there are many."""
    slider = root.get_by_role("slider", name="rounds", exact=True)
    until(root.page, lambda: int(slider.input_value()) > 200, "that the clock plays")
    return int(slider.input_value())


def test_a_press_while_the_clock_plays_takes_its_rounds_once_and_another_starts_again(bare: Bare) -> None:
    root = shown(bare, sl.restore("three-buttons presses=''"))
    truth = Truth(sl.ThreeButtonsLab(), root)
    root.get_by_label("Speed").select_option("0.5")
    root.get_by_role("button", name="Play", exact=True).click()
    before = played(root)
    root.get_by_role("button", name="forward", exact=True).click()
    states: list[str] = []
    until(bare.page, lambda: states.append(truth.state()) or "rf " in states[-1], "that the press is taken")
    root.get_by_role("button", name="Pause").click()
    found = re.match(r"three-buttons presses=([1-9]\d*)rf rounds=(\d+) ", states[-1])
    assert found, states[-1]
    assert before <= int(found[1])
    assert int(found[2]) < int(found[1])  # else it goes on from there, and counts them again
    root.get_by_role("button", name="Play", exact=True).click()
    root.get_by_role("button", name="start again").click()
    until(bare.page, lambda: "presses='' " in truth.state(), "that it starts again")
    root.get_by_role("button", name="Pause").click()
    assert "presses='' " in truth.check()


def branches(w: Any, batch: Any) -> Any:
    mean = np.mean((batch[0] @ w - 1) ** 2)
    return mean if mean > 0.1 else 2 * mean - 0.1


def infinite(w: Any, batch: Any) -> Any:
    return np.mean((batch[0] @ w - 1) ** 2) + np.log(w[0] * 0)


def raises(w: Any, batch: Any) -> Any:
    raise RuntimeError("this loss is not ready yet")


def wide(size: int, n: int = 60) -> Any:
    inputs = np.random.default_rng(1).normal(size=(n, size))
    return sl.linear_regression(inputs, inputs[:, 0] + 0.1, intercept=False)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:divide by zero", "ignore:invalid value")
def test_losses_that_are_hard_to_compute_are_raced_or_it_is_said_why_not(bare: Bare) -> None:
    cases: dict[str, tuple[Any, Any]] = {  # the problem, and whether the page computes it; or what is said instead
        "branches": (sl.Problem(branches, (X,), [2.0, 1.0]), False),
        "raises": (sl.Problem(raises, (X,), [2.0, 1.0]), "this loss is not ready yet"),
        "is not finite": (sl.Problem(infinite, (X,), [2.0, 1.0]), "has no finite curvatures"),
        "3 parameters": (wide(3), True),
        "300 parameters": (wide(300), True),
        "200,000 examples": (wide(2, 200_000), None),  # whichever is faster
    }
    for name, (problem, expected) in cases.items():
        bare.clear()
        lab = sl.RaceLab(problem)
        root = bare.show(lab.view)
        if isinstance(expected, str):
            expect(root.locator(".sg-alert p"), name).to_contain_text(expected)
            continue
        assert expected in (None, bool(lab.view.live)), name
        truth = Truth(lab, root)
        before = truth.state()
        root.get_by_role("slider", name="learning rate", exact=True).press("ArrowLeft")
        until(bare.page, lambda truth=truth, before=before: truth.state() != before, name)
        assert truth.alerts() == [], name
