"""500 events of two sliders, faster than any hand: the last one is what is shown, and stays."""

import numpy as np
import pytest
from look import BOX, FRONT, SURFACE, Picture, opened

from sgdlab.labs.race.compute import RaceSettings, compute
from sgdlab.labs.sentence.compute import line
from sgdlab.landscape import surface

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


def assert_shown(race):
    """Words and heads are those of the settings that the fields show."""
    result, seen = compute(line(), settings(race)), race.seen()
    assert seen["alerts"] == []
    assert seen["lines"][-2:] == [text.replace(": ", "", 1) for text in result.lines]
    limits, size = surface(line()).limits, race.plot(SURFACE).bounding_box()
    box = (BOX[0], size["width"] - BOX[2]), (size["height"] - BOX[3], BOX[1])
    for color, run in (("blue", result.full), ("orange", result.sgd)):
        if run.diverged_at is None:
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
    if len(sliders) == 1:
        assert_shown(race)  # at once, from the star
    race.lab.wait_idle()
    race.page.wait_for_timeout(1500)
    assert settings(race) != before
    assert_shown(race)
    last = race.seen()
    race.page.wait_for_timeout(1000)
    assert race.seen() == last
