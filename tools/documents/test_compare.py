"""The comparison with other pictures of training: what it counts in our labs."""

import sgdlab as sl
from sgdlab.labs.matrix.menu import PROBLEMS, task
from sgdlab.labs.race.menu import MENU, problem_of
from sgdlab.labs.slicer.trained import on_penguins
from sgdlab.labs.three_buttons.compute import HIDDEN
from tools.project import ROOT


def test_the_parameters_of_the_networks():
    shown = [*map(problem_of, MENU), *(task(name).problem for name in PROBLEMS), on_penguins(0.5).problem]
    sizes = [len(one.start) for one in shown if "network" in one.title]
    sizes += [sl.restore(f"three-buttons hidden='{layers}'").result.moment.params.size for layers in HIDDEN]
    page = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
    assert f"small ones, with {min(sizes)} to {max(sizes)} parameters" in page
