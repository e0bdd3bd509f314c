"""The gradient cloud as a learner uses it: drag the point, other batch sizes, the goal, its looks."""

import re

import pytest

from sgdlab.labs.gradient_cloud.lab import GradientCloudLab
from tests.browser.look import Picture, opened

pytestmark = pytest.mark.slow

CELL = """\
import sgdlab as sl

sl.GradientCloudLab()"""
SURFACE, CLOUD, SPREAD = range(3)


@pytest.fixture(scope="module")
def page(chromium, lab_server):
    with opened(chromium, lab_server, "gradient_cloud.ipynb", CELL) as lab:
        yield lab
        assert lab.page_errors == []


@pytest.fixture
def cloud(page):
    picture = Picture(page)
    picture.enter_state(GradientCloudLab().state)
    return picture


def number(seen, words):
    """The number that follows some words in the lines."""
    found = re.search(words + r"\D*?(\d[\d.e-]*)", " ".join(seen["lines"]).replace("\n", ""))
    return float(found[1])


def test_dragging_the_point_away_from_the_minimum_lengthens_the_gradient(cloud):
    before, now = cloud.changed(lambda: cloud.drag(cloud.slider("the point"), 0, 60))
    assert number(before, "gradient has length") == pytest.approx(1.28, abs=0.01)
    assert number(now, "gradient has length") > 1.5
    assert all(a != b for a, b in zip(before["inks"], now["inks"], strict=True))


def test_arrow_keys_move_the_point(cloud):
    point = cloud.slider("the point")
    before, now = cloud.changed(lambda: [point.press("ArrowDown") for _ in range(5)])
    assert number(now, "gradient has length") > 1.2 * number(before, "gradient has length")


def test_four_times_the_batch_reaches_the_goal_and_other_numbers_agree(cloud):
    assert "goal, open" in " ".join(cloud.seen()["lines"])
    _, now = cloud.changed(lambda: cloud.type_in(cloud.number("batch size"), 32))
    assert "goal, reached" in " ".join(now["lines"])
    lab = GradientCloudLab()
    lab.controls["batch_size"].value = 32
    assert [cell for cell in now["cells"] if cell] == [cell for row in lab.result.rows for cell in row[1:]]


def test_another_seed_moves_the_cloud_alone(cloud):
    before, now = cloud.changed(lambda: cloud.type_in(cloud.field("seed"), 7))
    assert before["inks"][CLOUD] != now["inks"][CLOUD] or before["cells"] != now["cells"]
    assert number(before, "predicted") == number(now, "predicted")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_overlaps_or_is_clipped(page, cloud, theme, width):
    page.theme(theme)
    page.viewport(width, 1700)
    cloud.settled()
    cloud.picture(f"gradient_cloud_{width}_{theme}")
    assert cloud.faults() == []


def test_nothing_in_it_is_inaccessible(cloud, axe_source):
    assert cloud.lab.violations(axe_source, ".jp-Cell-outputArea") == []
