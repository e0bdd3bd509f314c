"""The index of concepts: every concept of the field is in it, and every place it names is there."""

import re
from urllib.parse import unquote

import pytest

from sgdlab.course import curriculum
from sgdlab.course.curriculum.passed import exercises_of
from tools.documents.reading import ENTRIES, NOTEBOOKS, prose
from tools.project import ROOT

PAGE = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("| ").split(" | ")] for line in PAGE.splitlines() if line.startswith("| ")
][1:]
WANTED = """
optimization algorithm; automatic differentiation; target function; derivative (slope); second derivative
(curvature); gradient, "uphill"; partial derivative; vector and matrix calculus; step size = learning rate =
alpha; stop conditions; loss = error = cost function; model parameters = weights; mean squared error;
cross-entropy; stochastic: the gradient is an expectation; estimated from few samples; one, a subset, the entire
set; linear regression; logistic regression; neural network, hidden layers; momentum; RMSProp; Adam; chain rule
of calculus; chain rule of probability; back-propagation = backprop = back-propagation of error; error gradient;
computational graph, recursive application backward from the output; reverse accumulation = reverse mode;
forward mode, used in training; backprop beyond neural networks; "SGD with back-propagation" as the general
description; when the shorthand is fair; another optimizer with the same gradients; another gradient algorithm
with the same optimizer; a genetic algorithm without gradients; why the combination is used so widely; where it
is not the best
"""


def _headings(path):
    lines = [line for text in prose(path) for line in text.splitlines()]
    return {line.lstrip("# ").strip().replace(" ", "-") for line in lines if line[:1] == "#"}


HEADINGS = {path.name: _headings(path) for path in NOTEBOOKS.values()}


def test_every_concept_is_there():
    wanted = [one.strip() for one in WANTED.replace("\n", " ").split(";")]
    assert [one for one in wanted if not any(one in row[0] for row in ROWS)] == [], "no row in docs/concepts.md"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_every_place_of_a_row_is_there(row):
    _, taught, term, checked = row
    words, name, section = re.fullmatch(r"\[(.+)\]\(\.\./notebooks/(\S+?)#(\S+)\)", taught).groups()
    assert unquote(section) in HEADINGS[name]
    assert (
        words == f"{name[:2]} {unquote(section).replace('-', ' ')}"
        or words.replace(" ", "-") == f"{name[:2]}-{section}"
    )
    shown, anchor = re.fullmatch(r"\[(.+)\]\(\.\./notebooks/glossary\.md#(\S+)\)", term).groups()
    assert shown in ENTRIES
    assert anchor == shown.replace(" ", "-")
    named = " ".join("".join(prose(NOTEBOOKS[name[:2]])).casefold().split())
    assert shown in named or f"glossary.md#{anchor}" in named, "a notebook teaches nothing that it never names"
    kind, what = checked.split(" ", 1)
    if kind == "exercise":
        notebook, exercise = what.split("/")
        assert exercise in exercises_of(notebook)
    else:
        notebook, text = re.fullmatch(r"(\d\d): (.+)", what).groups()
        assert kind == "claim"
        assert text in curriculum.source(NOTEBOOKS[notebook])
