"""The code that runs the picked pair of the matrix, and the usual one [code_of]."""

from collections.abc import Iterator
from itertools import product

from sgdlab.gradients import backprop
from sgdlab.labs.band import SEEDS, draws
from sgdlab.labs.matrix.cell import STEPS
from sgdlab.labs.matrix.compute import names, why_not
from sgdlab.labs.matrix.menu import BATCHES, CLOSED, METHODS, OPTIMIZERS, PROBLEMS, SEARCHES, YOURS, task
from sgdlab.labs.stage.code import Code, given, literal, written
from sgdlab.labs.yours import Parts, parts_written
from sgdlab.problems import Problem
from sgdlab.training.search import is_search

PICKED = f"""\
parts = dict(batches=batches, optimizer={{optimizer}}{{gradient}})
picked = sl.train(problem, **parts, steps={STEPS}, seed={{{{seed}}}})"""
MANY = f"\nmany = sl.train(problem, **parts, steps={STEPS}, seed={{seed}}, seeds={{seeds}})"
SCALE = "rate, reach, damping = {}, {}, {}"  # what suits a problem
TRAINED = f"sl.train(problem, {{}}, batches=batches, steps={STEPS}, seed={{{{seed}}}}{{}})"
USUAL = "optimizer=sl.gradient_descent(factor * rate)"


def code_of(own: Problem | None, yours: object, parts: Parts | None) -> Code:
    """Return the code; own: the problem that the reader gave; yours: the reader's part, and `parts` the same by job."""
    spelled = parts_written(yours)
    wanted = [*(["problem"] if own else []), *(["yours"] if "yours" in spelled.values() else [])]
    made = {name: f"{one.code}\n" for name, one in PROBLEMS.items()}
    tasks = {name: task(name, own) for name in [*PROBLEMS, *([YOURS] if own else [])]}
    certain = {name: "" for name, rule in BATCHES.items() if not draws(rule)}
    no_usual = {CLOSED: "", **({YOURS: ""} if own and not _works(own) else {})}
    return Code.of(
        *given(*wanted),
        "{imports}import sgdlab as sl\n",
        "{made}batches = {rule}",
        "factor = {factor}",
        "{scale}",
        "{picked}{usual}",
        imports=("problem", {name: "import numpy as np\n\n" for name, code in made.items() if "np." in code}, ""),
        made=("problem", made, ""),
        scale=("problem", {name: SCALE.format(*map(literal, one[1:])) for name, one in tasks.items()}, ""),
        rule=("batches", {name: written(rule) for name, rule in BATCHES.items()}, ""),
        picked=("cell", dict(_cells(spelled, parts or {})), ""),
        usual=("problem", no_usual, f"\nusual = {TRAINED.format(USUAL, '')}{{usual_many}}"),
        usual_many=("seeds", {"one run": ""}, "{if_drawn}"),
        if_drawn=("batches", certain, f"\nusual_many = {TRAINED.format(USUAL, f', seeds={SEEDS}')}"),
        many=("seeds", {"one run": ""}, MANY),
        many_if_drawn=("batches", certain, "{many}"),
    )


def _works(problem: Problem) -> bool:
    """Whether backprop has a gradient, so that the usual pair has a run."""
    try:
        backprop(problem, problem.start)
    except Exception:
        return False
    return True


def _cells(spelled: dict[str, str], yours: Parts) -> Iterator[tuple[str, str]]:
    """The lines for each cell, by its text."""
    rows, columns = names(yours)
    for (r, row), (c, column) in product(enumerate(rows), enumerate(columns)):
        method = yours.get("gradient") if row == YOURS else METHODS[row]
        searches = is_search(yours["optimizer"]) if column == YOURS else column in SEARCHES
        why = why_not(method, searches)
        optimizer = spelled["optimizer"] if column == YOURS else (OPTIMIZERS | SEARCHES)[column]
        gradient = spelled["gradient"] if row == YOURS else written(method)
        random = searches or draws(gradient=method)
        text = PICKED.format(gradient=f", gradient={gradient}" if method else "", optimizer=optimizer)
        many = "{many}" if random else "{many_if_drawn}"
        yield f"{r},{c}", f"# {row} × {column} can't be: {why}" if why else text + many
