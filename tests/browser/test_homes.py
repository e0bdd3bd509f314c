"""The race lab in Notebook 7 and in Voila: the same picture, hands and words as in JupyterLab, and no network."""

import importlib.util

import pytest

import sgdlab as sl
from sgdlab.problems.examples import penguin_line
from tests.browser.homes import NotebookHome, VoilaHome
from tests.browser.server import JUPYTER, LOCAL, serve

pytestmark = pytest.mark.slow

# What an empty page of these versions does too: Voila 0.5 asks for a font of icons, Notebook 7.6 trips over a setting.
ASKED_BY_THE_HOME = {"Notebook 7": (), "Voila": ("fontawesome-free",)}
THROWN_BY_THE_HOME = {"Notebook 7": ("Cannot read properties of undefined (reading 'schema')",), "Voila": ()}
VOILA = (
    *("--no-browser", f"--Voila.ip={LOCAL}", "--Voila.port={port}", "--Voila.port_retries=0"),
    *("--token={token}", "--Voila.root_dir={folder}"),
)


def needs(package):
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")


@pytest.fixture(scope="module")
def notebook_server(chromium, tmp_path_factory):
    needs("notebook")
    with serve(tmp_path_factory.mktemp("notebook"), "notebook", *JUPYTER) as server:
        yield server


@pytest.fixture(scope="module")
def voila_server(chromium, tmp_path_factory):
    needs("voila")
    with serve(tmp_path_factory.mktemp("voila"), "voila", *VOILA) as server:
        yield server


@pytest.fixture(scope="module", params=["notebook_server", "voila_server"], ids=["notebook", "voila"])
def home(request, chromium):
    server = request.getfixturevalue(request.param)
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    if request.param == "notebook_server":
        home = NotebookHome(page, server.address, server.token, server.folder)
    else:
        home = VoilaHome(page, server)
    home.watch()
    yield home
    context.close()
    if request.param == "notebook_server":
        server.stop_kernels()


@pytest.fixture(scope="module")
def opened_race(home):
    race = home.race("light")
    return race, race.words()


@pytest.fixture
def race(opened_race):
    """The race as it opens, for all tests of a home; the last one opens it anew, in the dark."""
    race, words = opened_race
    race.root.get_by_role("button", name="reset").click()
    race.until(lambda: race.words() == words, "a reset did not bring back what was there")
    return race


@pytest.fixture(autouse=True)
def _no_error_and_no_network(home):
    yield
    assert [error for error in home.page_errors if error not in THROWN_BY_THE_HOME[home.title]] == []
    own = ASKED_BY_THE_HOME[home.title]
    assert [url for url in home.strangers if not any(name in url for name in own)] == []


def expected_losses(rate, momentum=0.0):
    """What the words must say of full batch and mini-batches of 8 after 10 epochs, from runs of our own."""
    rule, problem = sl.gradient_descent(rate, momentum), penguin_line()
    full = sl.train(problem, optimizer=rule, steps=10)
    part = sl.train(problem, optimizer=rule, batches=sl.minibatch(8), steps=160)
    floor = problem(problem.minimum)
    ends = [(run.losses[-1], steps) for run, steps in ((full, 10), (part, 160))]
    return [f"loss {loss:.3g} (excess {loss - floor:.3g}) after {steps} steps" for loss, steps in ends]


def all_in(words, parts):
    return all(part in words for part in parts)


def test_a_key_on_a_slider_moves_both_paths_and_the_words(race):
    rate = race.number("learning rate")
    before = race.lines()
    assert before["pixels"] > 300
    assert all_in(race.words(), expected_losses(rate))
    race.handle("learning rate").press("ArrowLeft")
    after = race.until_moved(before)
    lower = race.number("learning rate")
    assert lower < rate
    race.until(lambda: all_in(race.words(), expected_losses(lower)), "the words did not follow the learning rate")
    race.handle("momentum").press("ArrowRight")
    race.until_moved(after)
    momentum = race.number("momentum")
    assert momentum > 0
    race.until(lambda: all_in(race.words(), expected_losses(lower, momentum)), "the words did not follow the momentum")


def test_the_mouse_drags_the_start_and_both_paths_follow(race):
    before, words = race.lines(), race.words()
    ring = race.ring()
    race.drag_start(right=90, up=60)
    race.until_moved(before)
    there = race.ring()
    assert (there[0] - ring[0], ring[1] - there[1]) == pytest.approx((90, 60), abs=3)
    race.until(lambda: race.words() != words, "the words did not follow the start")


def test_the_arrow_keys_move_the_start(race):
    before, ring = race.lines(), race.ring()
    start = race.root.locator(".sg-ring")
    start.press("Shift+ArrowRight")
    after = race.until_moved(before)
    start.press("Shift+ArrowUp")
    race.until_moved(after)
    there = race.ring()
    assert there[0] > ring[0] + 10
    assert there[1] < ring[1] - 10


def test_play_runs_from_the_start_to_the_end_of_the_budget(race):
    assert race.spent() == "1,230 of 1,230 example-gradients"
    whole = race.lines()
    race.root.get_by_label("Speed").select_option("1")
    race.root.get_by_role("button", name="Play").click()
    pause = race.root.get_by_role("button", name="Pause")
    pause.wait_for()
    moments = {}
    while pause.count():
        moments[race.spent()] = race.lines()
    assert len(moments) > 1
    assert min(lines["pixels"] for lines in moments.values()) < whole["pixels"]
    race.root.get_by_role("button", name="Play").wait_for()
    assert race.spent() == "1,230 of 1,230 example-gradients"
    assert race.lines()["pixels"] == pytest.approx(whole["pixels"], rel=0.1)  # drawn in pieces: other edges


def test_dark_is_dark(home):
    race = home.race("dark")
    race.page.locator(".sgdlab[data-theme=dark]").wait_for()
    ink, paper = race.brightness()
    assert paper < 60
    assert ink > 200
    assert race.lines()["pixels"] > 300
