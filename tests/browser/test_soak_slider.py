"""500 events of two sliders, faster than any hand: the last one is what is shown, and stays."""

import numpy as np
import pytest

from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.landscape import surface
from sgdlab.problems.examples import penguin_line
from tests.browser.look import BOX, FRONT, SURFACE, Picture, opened

pytestmark = pytest.mark.slow

EVENTS = 500
CELL = "import sgdlab as sl\n\nsl.RaceLab()"
_HURRY = """async ([handles, ways]) => {
    const press = ([which, key]) => handles[which].dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    for (let k = 0; k < ways.length; k += 5) { // five in every frame of the screen
        ways.slice(k, k + 5).forEach(press);
        await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
}"""


@pytest.fixture(scope="module")
def race(chromium, lab_server):
    with opened(chromium, lab_server, "soak.ipynb", CELL) as lab:
        lab.page.wait_for_timeout(2000)  # the star comes
        yield Picture(lab)
        assert lab.page_errors == []


def settings(race):
    """What the number fields say."""
    rate, size, momentum = (race.number(name).input_value() for name in ("learning rate", "batch size", "momentum"))
    return RaceSettings(float(rate), int(size), float(momentum))


def at_rest(race):
    """What is seen, and what the fields say, once both have stayed the same for a second."""
    last = None
    for _ in range(30):
        race.lab.wait_idle()
        now = race.seen(), settings(race)
        if now == last:
            return now
        last = now
        race.page.wait_for_timeout(1000)
    raise AssertionError(f"after half a minute it still changes: {last}")


def assert_shown(race):
    """Words and heads are those of the settings that the fields show."""
    result, seen = compute(penguin_line(), settings(race)), race.seen()
    assert seen["alerts"] == []
    assert seen["lines"][-2:] == [text.replace(": ", "", 1) for text in result.lines]
    limits, size = surface(penguin_line()).limits, race.plot(SURFACE).bounding_box()
    box = (BOX[0], size["width"] - BOX[2]), (size["height"] - BOX[3], BOX[1])
    for color, run in (("blue", result.full), ("orange", result.sgd)):
        inside = all(low < v < high for v, (low, high) in zip(run.final, limits, strict=True))
        if run.diverged_at is None and inside:
            head = race.ink(SURFACE, FRONT, color)
            at = [np.interp(v, ends, sides) for v, ends, sides in zip(run.final, limits, box, strict=True)]
            np.testing.assert_allclose((head["x"], head["y"]), at, atol=2.5)


@pytest.mark.parametrize("sliders", [("learning rate",), ("learning rate", "momentum", "batch size")], ids=len)
def test_five_hundred_fast_events_end_on_the_right_frame(race, sliders):
    rng = np.random.default_rng(len(sliders))
    ways = [[int(rng.integers(len(sliders))), str(rng.choice(["ArrowLeft", "ArrowRight"]))] for _ in range(EVENTS)]
    handles = [race.slider(name).element_handle() for name in sliders]
    before = settings(race)
    race.page.evaluate(_HURRY, [handles, ways])
    last, at = at_rest(race)
    assert at != before
    assert_shown(race)
    assert race.seen() == last
