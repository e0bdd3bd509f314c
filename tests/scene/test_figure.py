"""What a described figure gives a notebook and a file, and what it leaves behind: nothing."""

import base64
import gc
import os
import pickle
import subprocess
import sys
import weakref
from html.parser import HTMLParser
from io import BytesIO

import matplotlib
import matplotlib.colors
import numpy as np
import pytest
from PIL import Image

from sgdlab.figures import loss_curves, loss_surface
from sgdlab.problems import quadratic
from sgdlab.scene import Cell, Cells, Scene, figure_of
from sgdlab.scene.figure import INLINE, SHOWN, STYLE
from sgdlab.training import train
from tests.refusals import refused

BOWL = quadratic([1.0, 4.0])
RUN = train(BOWL, steps=20)


def two_panels():
    """Return a figure of the path and the losses, side by side."""
    panels = [*loss_surface(BOWL, RUN).scene.panels, *loss_curves(RUN).scene.panels]
    return figure_of(Scene("Path and losses", "A path and its losses.", panels))


def saved_inline(figure):
    """Return what Matplotlib saves of a figure, as large as the inline picture."""
    file = BytesIO()
    figure.figure.savefig(file, dpi=INLINE)
    return Image.open(file)


class Images(HTMLParser):
    """Collects the attributes of the images in a page."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        assert tag == "img"
        self.found.append(dict(attrs))


def test_a_notebook_gets_an_image_with_its_description():
    picture = loss_curves(RUN)
    bundle = picture._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/png", "text/plain"}
    assert bundle["text/plain"] == picture.description == repr(picture)
    (image,) = Images(bundle["text/html"]).found
    assert image["alt"] == picture.description
    assert image["src"] == f"data:image/png;base64,{bundle['image/png']}"
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG\r\n")


def test_a_figure_that_was_changed_can_be_sent_to_another_process_and_saved(tmp_path):
    picture = two_panels()
    assert pickle.loads(pickle.dumps(picture))._repr_mimebundle_() == picture._repr_mimebundle_()
    picture.axes[0].set_title("mine")
    twin = pickle.loads(pickle.dumps(picture))
    assert twin.axes[0].get_title() == "mine"
    twin.save(tmp_path / "mine.svg")
    assert "<!-- mine -->" in (tmp_path / "mine.svg").read_text(encoding="utf-8")


def test_a_name_with_markup_stays_a_name():
    name = 'a "fast" <script>alert(1)</script> & $x$ run'
    page = loss_curves({name: RUN})._repr_mimebundle_()["text/html"]
    (image,) = Images(page).found
    assert name in image["alt"]


def test_the_picture_is_as_wide_as_it_says_and_legible():
    bundle = two_panels()._repr_mimebundle_()
    picture = Image.open(BytesIO(base64.b64decode(bundle["image/png"]))).convert("RGB")
    (image,) = Images(bundle["text/html"]).found
    assert int(image["width"]) == 800
    assert picture.width >= 1.2 * 800
    assert picture.getpixel((2, picture.height - 2)) == (255, 255, 255)  # white on a dark page too


def test_the_inline_picture_is_small_and_its_areas_are_as_drawn():
    figure = two_panels()
    small = base64.b64decode(figure._repr_mimebundle_()["image/png"])
    drawn = np.asarray(saved_inline(figure).convert("RGB"), int)
    off = np.abs(np.asarray(Image.open(BytesIO(small)).convert("RGB"), int) - drawn).max(axis=-1)
    assert len(small) < 45_000
    assert np.mean(off == 0) > 0.85
    assert np.mean(off > 24) < 0.02


def test_the_inline_picture_is_what_matplotlib_saves():
    saved = np.asarray(saved_inline(two_panels()))
    figure = two_panels()
    np.testing.assert_array_equal(figure._pixels(), saved)
    assert figure.figure.dpi == SHOWN


def test_texts_keep_their_color_in_the_inline_picture_even_beside_many_shades():
    """Once the title of a map of settings was pink: the shades had taken all the colors."""
    shades = np.random.default_rng(0).permutation(400).reshape(20, 20) / 399
    cells = [[Cell("", value) for value in row] for row in shades.tolist()]
    names = [str(k) for k in range(20)]
    picture = figure_of(Scene("Cells", "Many shades.", [Cells(names, names, cells, title="Many shades")]))
    small = base64.b64decode(picture._repr_mimebundle_()["image/png"])
    darkest = sorted(np.asarray(Image.open(BytesIO(small)).convert("RGB"), int).reshape(-1, 3).tolist(), key=sum)[:50]
    ink = matplotlib.colors.to_rgb(STYLE["text.color"])
    assert np.abs(np.array(darkest) - 255 * np.array(ink)).max() < 16


def test_a_file_holds_the_description_and_the_same_bytes_each_time(tmp_path):
    picture = loss_surface(BOWL, RUN)
    for kind, start in {"PNG": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}.items():
        first, second = tmp_path / f"one.{kind}", tmp_path / f"two.{kind}"
        loss_surface(BOWL, RUN).save(first)
        loss_surface(BOWL, RUN).save(str(second))
        assert first.read_bytes() == second.read_bytes(), kind
        assert first.read_bytes().startswith(start)
    assert Image.open(tmp_path / "one.PNG").text["Description"] == picture.description
    assert picture.description in (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert b"/Subject (The loss of a quadratic" in (tmp_path / "one.pdf").read_bytes()


def test_another_format_is_a_clear_error(tmp_path):
    for name in ("a.gif", "a", "a.png.txt"):
        refused(ValueError, {f"png, svg, pdf; got '{name}'": lambda name=name: loss_curves(RUN).save(tmp_path / name)})
    assert not list(tmp_path.iterdir())


def test_the_users_settings_neither_change_the_picture_nor_are_changed():
    plain = loss_curves(RUN)._repr_mimebundle_()
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "lines.linewidth": 9}):
        before = dict(matplotlib.rcParams)
        assert loss_curves(RUN)._repr_mimebundle_() == plain
        assert dict(matplotlib.rcParams) == before


def test_nothing_is_kept_alive():
    picture = two_panels()
    picture._repr_mimebundle_()
    gone = weakref.ref(picture.figure)
    del picture
    gc.collect()
    assert gone() is None


def test_drawing_loads_no_pyplot_and_describing_no_matplotlib():
    code = """
import sys, sgdlab as sl
from sgdlab.figures import loss_surface
bowl = sl.quadratic([1.0, 4.0])
picture = loss_surface(bowl, sl.train(bowl, steps=5))
str(picture)
assert "matplotlib" not in sys.modules
picture._repr_mimebundle_()
assert "matplotlib.pyplot" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_first_figure_of_all_says_nothing_of_a_font_cache(tmp_path):
    """Matplotlib warns when it has built its cache for five seconds; here, at once."""
    code = """
import threading
class AtOnce(threading.Timer):
    def start(self):
        self.function()
threading.Timer = AtOnce
from sgdlab.scene import Axis, Bars, Scene, figure_of
figure_of(Scene("Bars", "No bars.", [Bars(Axis("loss"))])).figure
"""
    place = os.environ | {"MPLCONFIGDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=place)
    assert list(tmp_path.glob("fontlist*"))
    assert done.stderr == ""


@pytest.mark.parametrize("runs", [1, 3, 6])
def test_every_name_fits_into_the_picture(runs):
    named = {f"a rather long name of run number {k}": RUN for k in range(runs)}
    for picture in (loss_curves(named), loss_surface(BOWL, named)):
        picture.figure.canvas.draw()
        (axes,) = picture.axes
        legends = picture.figure.legends
        words = [*axes.texts, *(text for one in legends for text in one.get_texts())]
        shown = {" ".join(text.get_text().split()) for text in words}
        assert set(named) <= shown
        for part in [*axes.texts, *legends]:
            extent = part.get_window_extent()
            assert extent.x0 >= 0
            assert extent.x1 <= picture.figure.bbox.x1
