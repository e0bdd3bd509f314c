"""The code that runs the picked pair of the matrix, and the usual one [code_of]."""

from collections.abc import Iterator
from itertools import product

from sgdlab.gradients import backprop
from sgdlab.labs.band import SEEDS, draws
from sgdlab.labs.matrix.cell import STEPS
from sgdlab.labs.matrix.compute import NO_USE, NO_WAY, names
from sgdlab.labs.matrix.menu import BATCHES, METHODS, PROBLEMS, SEARCHES, YOURS, task
from sgdlab.labs.stage.code import PENGUIN_LINE, Code, given, literal, written
from sgdlab.labs.yours import Parts, parts_written
from sgdlab.problems import Problem
from sgdlab.training.search import is_search

CLOSED, BOWL = "a closed program, 2 inputs", "a bowl, 30 parameters"
IMPORTS = dict.fromkeys([CLOSED, BOWL], "import numpy as np\n\n")
MADE = {
    "a line, 2 parameters": PENGUIN_LINE,
    "a network, 13 parameters": (
        "X, labels = sl.xor(40)",
        "problem = sl.mlp(X, labels.astype(float), hidden=(3,))",
    ),
    BOWL: (
        "turned = np.linalg.qr(np.random.default_rng(0).normal(size=(30, 30)))[0]",
        "problem = sl.quadratic(np.geomspace(1, 10, 30), turned)",
    ),
    CLOSED: (
        "",
        "def closed(w, batch):",
        "    a, b = float(w[0]), float(w[1])",
        "    return (a - 1) ** 2 + float(np.cosh(b - a / 2)) - 1",
        "",
        "",
        "problem = sl.Problem(closed, start=[3.0, 3.0])",
    ),
    YOURS: (),
}
RULES = {  # as in the menu; `factor`, `rate`, `reach` and `damping` are variables of the code
    "gradient descent": "sl.gradient_descent(factor * rate)",
    "momentum": "sl.gradient_descent(factor * rate, momentum=0.8)",
    "AdaGrad": "sl.adagrad(0.5 * factor * reach)",
    "RMSProp": "sl.rmsprop(0.05 * factor * reach)",
    "Adam": "sl.adam(0.2 * factor * reach)",
    "Newton": "sl.newton(min(factor, 1.0), damping=damping)",
    "random search": "sl.random_search(0.2 * factor * reach)",
    "evolution strategy": "sl.evolution_strategy(0.5 * factor * reach)",
    "genetic algorithm": "sl.genetic_algorithm(spread=factor * reach)",
}
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
    tasks = {name: task(name, own) for name in [*PROBLEMS, *([YOURS] if own else [])]}
    certain = {name: "" for name, rule in BATCHES.items() if not draws(rule)}
    no_usual = {CLOSED: "", **({YOURS: ""} if own and not _works(own) else {})}
    return Code.of(
        [
            *given(*wanted),
            "{imports}import sgdlab as sl",
            "",
            "{made}batches = {rule}",
            "factor = {factor}",
            "{scale}",
            "{picked}{usual}",
        ],
        imports=("problem", IMPORTS, ""),
        made=("problem", {name: "".join(f"{line}\n" for line in MADE[name]) for name in tasks}, ""),
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
        why = NO_USE if searches and method else "" if searches or method else NO_WAY
        optimizer = spelled["optimizer"] if column == YOURS else RULES[column]
        gradient = spelled["gradient"] if row == YOURS else written(method)
        random = searches or draws(gradient=method)
        text = PICKED.format(gradient=f", gradient={gradient}" if method else "", optimizer=optimizer)
        many = "{many}" if random else "{many_if_drawn}"
        yield f"{r},{c}", f"# {row} × {column} can't be: {why}" if why else text + many
