"""The race lab without a browser: what it sends, what its stored picture draws, and what it refuses."""

import re
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures.sentences import spread
from sgdlab.labs.band import SEEDS
from sgdlab.labs.race.compute import with_bands
from sgdlab.labs.race.lab import TOO_LARGE, RaceLab
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems.examples import penguin_line, penguin_species
from sgdlab.scene.limits import across, up
from tests.labs.frames import page_frames, unpack

X = np.arange(12.0).reshape(6, 2)


@pytest.fixture
def lab() -> RaceLab:
    return RaceLab(penguin_line())


def size_of(value: Any) -> int:
    """Bytes of a frame on the wire, within a few: buffers, keys, and numbers as text."""
    if isinstance(value, dict):
        return sum(len(key) + 4 + size_of(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return sum(2 + size_of(item) for item in value)
    return len(value) if isinstance(value, bytes) else len(str(value).encode())


def test_a_loss_on_top_of_a_huge_constant_is_drawn() -> None:
    for make in [RaceLab, sl.RavineLab, sl.AnatomyLab]:
        high = sl.Problem(lambda w, batch: 1e15 + w @ w, start=[1.0, 1.0])
        assert "error" not in make(high).view.frame


def test_it_begins_at_the_default_settings(lab: RaceLab) -> None:
    assert lab.settings() == RaceSettings(0.112, 8, start=(0.0, 0.0))
    assert lab.controls["learning_rate"].value == pytest.approx(
        1 / 8.547, rel=0.06
    )  # one over the curvature, on the grid


def test_settings_that_are_given_are_those_of_the_controls() -> None:
    for settings in [RaceSettings(0.05, 32, 0.9, 5, (1.0, 2.0), 3, 64), RaceSettings(0.117, 100)]:
        assert RaceLab(penguin_line(), settings=settings).settings() == settings


@pytest.mark.parametrize(
    ("control", "value", "changed"),
    [
        ("learning_rate", 0.05, {"full", "sgd"}),
        ("batch_size", 32, {"sgd"}),
        ("momentum", 0.5, {"full", "sgd"}),
        ("seed", 1, {"sgd"}),
        ("epochs", 3, {"full", "sgd"}),
        ("seeds", SEEDS, set()),
    ],
)
def test_each_control_changes_the_paths_it_should(lab: RaceLab, control: str, value: Any, changed: set[str]) -> None:
    before = lab.view.frame
    lab.controls[control].value = value
    assert getattr(lab.settings(), control) == value
    after = lab.view.frame
    assert {key for key in ("full", "sgd") if before[f"{key}_path"] != after[f"{key}_path"]} == changed
    assert after != before


def test_a_start_from_the_browser_is_rounded_and_run(lab: RaceLab) -> None:
    lab.view._receive(lab.view, {"kind": "move", "key": "start", "point": [1.23456, 1.98765], "request": 4}, [])
    assert lab.settings().start == (1.23, 1.99)
    assert lab.view.frame["request"] == 4
    for key in ("full", "sgd"):
        np.testing.assert_allclose(unpack(lab.view.frame[f"{key}_path"])[0], (1.23, 1.99), rtol=1e-6)


def test_the_frame_is_the_result(lab: RaceLab) -> None:
    frame, floor = lab.view.frame, float(penguin_line()(penguin_line().minimum))
    for key, run in (("full", lab.result.full), ("sgd", lab.result.sgd)):
        np.testing.assert_allclose(unpack(frame[f"{key}_path"]), run.params, rtol=1e-6)
        np.testing.assert_allclose(unpack(frame[f"{key}_y"]), run.losses - floor, rtol=1e-5)
        np.testing.assert_allclose(unpack(frame[f"{key}_spent"]), run.examples_seen / 1230, rtol=1e-6)
        np.testing.assert_array_equal(unpack(frame[f"{key}_steps"]), run.steps)
    assert frame["sgd_low"] is None
    words, bill = lab.scene(lab.result).words
    lines = [*lab.result.lines, *lab.result.verdict]
    assert [line.replace("\n", ": ") for line in words.lines] == lines
    rows = {row[0]: row[1:] for row in bill.rows}
    assert rows["example-gradients"] == ["1,230", "1,230"]
    assert rows["updates"] == ["10", "160"]


def test_of_many_runners_the_words_say_why_they_diverged(lab: RaceLab) -> None:
    settings = {"runners": "full batch; SGD; momentum; SGD batch_size=1; Adam", "learning_rate": 1.0}
    lab.apply(settings)
    steepest = 2 * np.linalg.eigvalsh(lab.problem.data[0].T @ lab.problem.data[0] / lab.problem.n)[-1]
    known = [
        f"Full batch, SGD, SGD 2: learning rate 1 is above 2/λmax = {2 / steepest:.3g}.",
        f"Momentum: learning rate 1 is above (2 + 2 momentum)/λmax = {3.8 / steepest:.3g}.",
    ]
    assert lab.scene(lab.result).words[0].lines == known
    (frame,) = page_frames(lab, [lab.settings()])
    assert frame["words0"] == known


def test_the_band_is_between_the_tenth_and_the_ninetieth_percentile(lab: RaceLab) -> None:
    lab.controls["seeds"].value = SEEDS
    assert lab.view.frame["sgd_low"] is None
    lab.settle()
    runs = [sl.train(penguin_line(), **sl.sgd(0.112, 8), steps=160, seed=seed).losses[-1] for seed in range(SEEDS)]
    floor = float(penguin_line()(penguin_line().minimum))
    for key, percent in (("sgd_low", 10), ("sgd_high", 90)):
        assert unpack(lab.view.frame[key])[-1] == pytest.approx(np.percentile(runs, percent) - floor, rel=1e-4)
    assert lab.scene(lab.result).words[0].lines[-1] == spread(lab.result.many)
    assert lab.result.description.endswith(spread(lab.result.many))


def test_seeds_that_take_too_long_are_a_sentence(lab: RaceLab) -> None:
    lab.controls["seeds"].value = SEEDS
    slow = with_bands(lab.problem, lab.result, seconds=1e-9)
    assert slow.many is None
    assert slow.lines[-1] == f"{SEEDS} seeds: no band, since they take longer than 1e-09 s"
    assert slow.lines[-1] in slow.description
    scene = lab.scene(slow)
    assert scene.words[0].lines[2] == slow.lines[-1].replace(": ", "\n", 1)
    assert scene.panels[1].curves[1].low is None
    usual = with_bands(lab.problem, lab.result)
    np.testing.assert_array_equal(with_bands(lab.problem, lab.result).many.losses, usual.many.losses)


@pytest.mark.parametrize("rate", [0.2, 0.3, 0.9, 1.12])
def test_bands_of_runs_that_diverge_are_as_long_as_the_path(lab: RaceLab, rate: float) -> None:
    lab.controls["seeds"].value = SEEDS
    lab.controls["learning_rate"].value = rate
    lab.settle()
    frame = lab.view.frame
    assert frame["sgd_low"]["shape"] == frame["sgd_high"]["shape"] == frame["sgd_y"]["shape"]


def test_a_result_is_at_most_ten_kilobytes(lab: RaceLab) -> None:
    assert size_of(lab.view.frame) < 10_000


def test_the_stored_picture_has_the_limits_and_the_paths_of_the_view(lab: RaceLab) -> None:
    lab.controls["momentum"].value = 0.3
    panel = lab.view.spec["panels"][0]
    surface_axes, loss_axes = (
        axes for axes in lab.figure().axes if axes.get_title(loc="left").startswith(("The l", "Loss"))
    )
    np.testing.assert_allclose(surface_axes.get_xlim(), panel["x"]["range"])
    np.testing.assert_allclose(surface_axes.get_ylim(), panel["y"]["range"])
    np.testing.assert_allclose(unpack(panel["levels"]), lab.landscape.levels())
    for axes, columns in (
        (surface_axes, lambda key: unpack(lab.view.frame[f"{key}_path"]).T),
        (loss_axes, lambda key: (1230 * unpack(lab.view.frame[f"{key}_spent"]), unpack(lab.view.frame[f"{key}_y"]))),
    ):
        drawn = [np.array(one.get_data(), float) for one in axes.get_lines()]
        for key in ("full", "sgd"):
            x, y = columns(key)
            assert any(len(one[0]) == len(x) and np.allclose(one, (x, y), rtol=1e-4, atol=1e-5) for one in drawn), (
                f"{key} is not drawn in the stored picture"
            )


def test_the_stored_output_describes_the_present_state(lab: RaceLab) -> None:
    lab.controls["learning_rate"].value = 0.05
    bundle = lab._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/html", "image/png", "text/plain"}
    ends = [f"{value:.2g}" for value in lab.result.sgd.final]
    assert all(end in bundle["text/plain"] for end in ends), (ends, bundle["text/plain"])
    assert f'alt="{bundle["text/plain"]}"' in bundle["text/html"]


def test_each_preset_shows_what_it_asks(lab: RaceLab) -> None:
    shown = []
    for settings in sl.RaceLab().presets.values():
        before = lab.settings()
        lab.apply(settings)
        lab.settle()
        shown.append(lab.result)
        lab.apply(before)
    twice, single, momentum = shown
    edge = 2 / np.linalg.eigvalsh(penguin_line().hessian)[-1]
    assert twice.settings.learning_rate == pytest.approx(2 * edge, rel=1e-3)
    assert twice.full.diverged_at is not None
    assert twice.sgd.diverged_at is not None
    assert (single.sgd.bill.updates, single.many.members) == (1230, SEEDS)
    assert momentum.full.losses[-1] < lab.result.full.losses[-1]
    assert momentum.sgd.losses[-1] > lab.result.sgd.losses[-1]
    assert TOO_LARGE not in RaceLab(penguin_species()).presets  # no constant λmax


def test_no_learning_rate_is_twice_too_large_where_the_loss_does_not_rise() -> None:
    for curvatures in [[2.0, -2.0], [-1.0, -3.0], [0.0, 0.0]]:
        H = np.diag(curvatures)
        lab = RaceLab(sl.Problem(lambda w, batch: w[0] + w @ H @ w / 2, start=[1.0, 1.0], hessian=H))  # noqa: B023
        assert "error" not in lab.view.frame
        assert TOO_LARGE not in lab.presets


def test_runs_that_all_diverge_are_seen_to_their_ends(lab: RaceLab) -> None:
    """Findings: the loss axis ended at 200, and two lines took 3 % of the panel's width."""
    lab.controls["learning_rate"].value = 1.12
    panel = lab.scene(lab.result).panels[1]
    last = max(run.losses.max() for run in lab.result.runners.values())
    assert last > 1e8
    assert up(panel)[1] >= last - 1
    assert across(panel, panel.x[0])[1] == max(run.examples_seen[-1] for run in lab.result.runners.values()) == 492
    assert lab.view.spec["panels"][1]["follows"]
    lab.controls["learning_rate"].value = 0.112
    panel = lab.scene(lab.result).panels[1]
    assert across(panel, panel.x[0])[1] == 1230
    assert up(panel)[1] < 100


def test_the_bill_of_a_divergence_says_what_was_paid_for_nothing(lab: RaceLab) -> None:
    lab.controls["learning_rate"].value = 1.12
    rows = {row[0]: row[1:] for row in lab.scene(lab.result).words[-1].rows}
    paid = [int(text.replace(",", "")) for text in rows["example-gradients"]]
    unused = [int(text) for text in rows["… of which without an update, after diverging"]]
    updates = [int(text) for text in rows["updates"]]
    assert (paid, unused, updates) == ([615, 40], [123, 8], [4, 4])
    assert [p - u for p, u in zip(paid, unused, strict=True)] == [4 * 123, 4 * 8]


def test_other_problems_are_refused_in_words() -> None:
    for problem, error, words in [
        (7, TypeError, "a problem, such as sgdlab.linear_regression(X, y) or sgdlab.rosenbrock()"),
        (lambda w: w @ w, TypeError, "got <function"),
        (
            sl.linear_regression(X[:, :1], X[:, 0], intercept=False),
            ValueError,
            "of two parameters or more; linear regression on 6 examples has 1",
        ),
        (sl.Problem(lambda w, batch: w @ w), ValueError, "no start"),
        (sl.Problem(lambda w, batch: np.mean(batch[0]) * w @ w, data=(X,)), ValueError, "no start"),
    ]:
        with pytest.raises(error, match=re.escape(words)):
            RaceLab(problem)


def test_an_error_in_the_computation_is_raised_and_shown(lab: RaceLab, monkeypatch: pytest.MonkeyPatch) -> None:
    last = lab.view.frame

    def broken(settings: RaceSettings) -> None:
        raise RuntimeError("the data went missing")

    monkeypatch.setattr(lab, "compute", broken)
    with pytest.raises(RuntimeError, match="the data went missing"):
        lab.controls["momentum"].value = 0.5
    assert lab.view.frame == {**last, "error": "the data went missing"}
    monkeypatch.undo()
    lab.controls["momentum"].value = 0.6
    assert "error" not in lab.view.frame
