"""The race on losses that are hard to compute: the page or the kernel answers, or a sentence."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.drive import Lab as Tab
from tests.browser.look import Picture, opened, until
from tests.browser.server import Server

pytestmark = pytest.mark.slow

SETUP = """\
import numpy as np
import sgdlab as sl

rng = np.random.default_rng(0)
X = rng.normal(size=(50, 2))

def branches(w, batch):
    mean = np.mean((batch[0] @ w - 1) ** 2)
    return mean if mean > 0.1 else 2 * mean - 0.1

def raises(w, batch):
    raise RuntimeError("this loss is not ready yet")

def infinite(w, batch):
    return np.mean((batch[0] @ w - 1) ** 2) + np.log(w[0] * 0)

def wide(size, n=60):
    X = rng.normal(size=(n, size))
    return sl.linear_regression(X, X[:, 0] + 0.1 * rng.normal(size=n), intercept=False)
"""
PROBLEMS = {  # the problem, and whether the page computes it; or the sentence instead of a picture
    "a loss that branches on a value": ("sl.Problem(branches, (X,), [2.0, 1.0])", False),
    "a loss that raises": ("sl.Problem(raises, (X,), [2.0, 1.0])", "this loss is not ready yet"),
    "a loss that is not finite": ("sl.Problem(infinite, (X,), [2.0, 1.0])", "has no finite curvatures"),
    "3 parameters": ("wide(3)", True),
    "300 parameters": ("wide(300)", True),
    "200,000 examples": ("wide(2, 200_000)", None),  # whichever is faster
}
_SET = """(source) => {
    window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[1].setSource(source);
}"""
_GAPS = """() => {
    const gaps = window.gaps = { most: 0, last: performance.now() };
    const look = (now) => {
        gaps.most = Math.max(gaps.most, now - gaps.last);
        gaps.last = now;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


@pytest.fixture(scope="module")
def tab(chromium: Browser, lab_server: Server) -> Iterator[Tab]:
    with opened(chromium, lab_server, "odd_problems.ipynb", SETUP, "0", alone=True) as tab:
        yield tab
        assert tab.page_errors == []


@pytest.mark.parametrize("name", PROBLEMS)
def test_it_is_raced_or_said_why_not(tab: Tab, name: str) -> None:
    problem, expected = PROBLEMS[name]
    tab.page.evaluate(_SET, f"lab = sl.RaceLab({problem})\nlab")
    tab.run_all()
    if isinstance(expected, str):
        tab.page.locator(".sg-alert").get_by_text(re.compile(expected)).wait_for()
        return
    picture = Picture(tab, 1)
    tab.page.wait_for_function("() => document.querySelectorAll('.noUi-handle[aria-label]').length === 3")
    tab.wait_idle()
    tab.page.evaluate(_GAPS)
    handle = picture.slider("learning rate")
    picture.changed(lambda: handle.press("ArrowLeft"))
    assert picture.seen()["alerts"] == []
    assert tab.page.evaluate("() => gaps.most") < 1500  # a busy machine has long frames too
    if expected is not None:
        live: Any = tab.page.evaluate(
            """async () => {
                const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
                const future = kernel.requestExecute({ code: "print(bool(lab.view.live))" }), said = [];
                future.onIOPub = ({ content }) => said.push(content.text ?? "");
                await future.done;
                return said.join("").trim();
            }"""
        )
        assert live == str(expected)
    until(tab.page.wait_for_timeout, lambda: picture.seen()["alerts"] == [])
