"""The cells of the notebooks in which the parts are asked for: unsolved as shipped, and solved."""

import inspect
import io
from contextlib import redirect_stdout
from importlib import import_module

import nbformat
import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import curriculum, spine

PARTS = [spine.value, spine.tensor, spine.moons, spine.sampler, spine.loop, spine.optimizer]
SAYS = {
    "value": ["Value: yours is used", "slope for x: 1.0   slope for y: 2.0"],
    "tensor": ["Tensor: yours is used", "the gradient of sl.backprop, to 1e-12: True"],
    "moons": [
        "train_on_all: yours is used",
        "as it stands        the path of sl.train to 1e-12: True",
        "with our gradient   the path of sl.train to 1e-12: True",
        "with our loop       the path of sl.train to 1e-12: True",
        "right for 99.5%",
    ],
    "sampler": ["minibatch: yours is used", "every example twice: True"],
    "loop": ["train: yours is used", "the same path as sl.train: True"],
    "optimizer": ["with our loop       the path of sl.train to 1e-12: True"],
}


def cells_of(one):
    """The cells of a part in its notebook, from the question on."""
    (path,) = (path for path in curriculum.notebooks() if path.name.startswith(one.notebook))
    cells = nbformat.read(path, as_version=4).cells
    asked = [k for k, cell in enumerate(cells) if f"spine.{one.name}.check(" in cell.source]
    assert len(asked) <= 1
    return cells[asked[0] - 1 :] if asked else []


ASKED = [one for one in PARTS if cells_of(one)]
every_part = pytest.mark.parametrize("one", ASKED, ids=lambda one: one.name)


def test_all_are_asked_for():
    assert ASKED == PARTS


@every_part
def test_the_question_is_that_of_the_file_and_nothing_is_solved(one):
    question, check, *_ = cells_of(one)
    heading, *text = inspect.getdoc(import_module(f"sgdlab.course.spine.{one.name}")).split("\n\n")
    asked = " ".join(question.source.split())
    assert f"**{heading}.** " in asked
    assert all(" ".join(part.split()) in asked for part in text)
    assert f"spine.{one.name}.check({one.right.__name__})" in check.source
    assert check.outputs[0].data["text/plain"].startswith("… Not attempted.")


def goes_on(one, names):
    """Put the solution of a part in its place, run the cell that goes on with it, and return what that printed."""
    _, check, *after = cells_of(one)
    codes = [cell.source for cell in after if cell.cell_type == "code"]
    head = check.source.partition("\n\n\n")[0] if check.source.startswith(("from ", "import ")) else ""
    exec(f"{head}\n{one.solution().text}\nassert spine.{one.name}.check({one.right.__name__}).passed", names)
    with redirect_stdout(io.StringIO()) as printed:
        exec(codes[1], names)  # after the hint
    return printed.getvalue()


def fresh():
    return dict(zip(("points", "classes"), sl.moons(200, noise=0.15), strict=True), np=np, sl=sl)


@every_part
def test_with_the_solution_in_its_place_the_cells_go_on(one):
    names = fresh()
    for earlier in PARTS[: PARTS.index(one)]:
        if earlier.notebook == one.notebook:
            goes_on(earlier, names)
    printed = goes_on(one, names)
    assert all(line in printed for line in SAYS.get(one.name, []))


@pytest.mark.parametrize(("part", "wrong"), [("my_loop", "with our loop"), ("my_gradient", "with our gradient")])
def test_a_wrong_half_of_the_training_of_the_moons_is_named_by_the_swap_that_sets_it_right(part, wrong):
    names = fresh()
    goes_on(spine.tensor, names)
    goes_on(spine.moons, names)
    right = names[part]
    names[part] = lambda *given: 0.999 * right(*given)
    (cell,) = (cell for cell in cells_of(spine.moons) if "swaps = {" in cell.source)
    with redirect_stdout(io.StringIO()) as printed:
        exec(cell.source.partition("\n")[2], names)  # without the line in which a given loop would step in
    said = dict(line.split("the path of sl.train to 1e-12: ") for line in printed.getvalue().splitlines()[:3])
    assert [what.strip() for what, same in said.items() if same == "True"] == [wrong]
