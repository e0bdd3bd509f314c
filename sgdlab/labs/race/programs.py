"""The plain NumPy program of every runner, as one template [programs_of], and what each runner fills in [texts_of].

How a gradient is computed depends on the problem, what is done with it on the runner.  So a program is put together
from the frames of a problem, one for the full batch and one for mini-batches [forms_of], and from the lines of each
optimizer and each schedule, which are written once.  The page does the same (`front_end/src/labs/race/code.js`).
"""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sgdlab.batches import BatchRule, full_batch, minibatch
from sgdlab.labs.race.code import texts_for
from sgdlab.labs.race.one_run import LOWEST, scheduled
from sgdlab.labs.race.result import RaceResult
from sgdlab.labs.race.runners import KINDS, SCHEDULES
from sgdlab.labs.stage.code import REFUSED, SIZE, Chosen, Code, calling, given, program_code
from sgdlab.labs.stage.numbers import plainly
from sgdlab.labs.yours import Parts
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem, quadratic
from sgdlab.programs.body import NAME
from sgdlab.training.program import program

RATE, MOMENTUM, EPOCHS, STEPS = 0.1234, 0.4567, 7, 5432  # numbers that stand for settings
SHARES = {  # the numbers of a schedule, the longest first, since one can begin like another
    LOWEST ** (1 / STEPS): f"{LOWEST} ** (1 / {{steps}})",
    EPOCHS / STEPS: "{epochs} / {steps}",
    STEPS: "{steps}",
}
FIELDS = {
    f"learning_rate = {RATE}\n": "{rate}{numbers}",
    "    path = [params]\n": "{memory}    path = [params]\n",
    "batch_size = {batch_size}\n": "batch_size = {size}\n",
    "The next {batch_size}, in an order that is drawn anew for every epoch.": "The next {next}, {chance}.",
    "rng.permutation(N)": "{order}",
}
SMALL = quadratic([1.0, 2.0, 3.0])
MOVES = "        params = params - learning_rate * gradient  # {parameters}\n"
FAR = re.compile(r"# How far\?  .*\n")
GIVEN = re.compile(r"^ *(\w+) =", re.MULTILINE)
NO_PROGRAM = "# {name} has no program: a search draws its candidates at random, so it has no gradient to write down.\n"


def programs_of(problem: Problem, kinds: set[str], yours: Parts | None) -> dict[str, Code]:
    """Return the programs of these kinds of runners, and of yours; a comment says why one has none."""
    forms = forms_of(problem, kinds)
    if yours is not None:
        forms["yours"] = _yours(problem, yours)
    return {"runners": Code("{program}", {"program": ("form", forms, ""), **_choices()})}


def forms_of(problem: Problem, kinds: Collection[str]) -> dict[str, str]:
    """Return the frames of the programs on a problem, whose fields are the lines of these kinds of runners."""
    forms, newton = _forms(problem, "SGD"), _forms(problem, "Newton") if "Newton" in kinds else {}
    taken = _calling(problem)[0] if "def train(" in forms["all"] else ""
    return {**forms, **{f"newton {name}": form for name, form in newton.items()}, "search": NO_PROGRAM, "taken": taken}


def texts_of(problem: Problem, result: RaceResult) -> list[dict[str, str]]:
    """Return what the first lines say, which all programs share, and what each runner fills in; yours comes last."""
    settings = result.settings
    taken = {key: {"taken": str(run.steps[-1])} for key, run in result.runners.items()}
    found = [{**texts_for(problem, settings, one), **taken[one.key]} for one in result.race]
    if result.yours is not None:
        shared = {"learning_rate": plainly(settings.learning_rate), "batch_size": str(settings.batch_size)}
        found.append({"name": "yours", "form": "yours", **taken["yours"], **shared})
    return [{"form": "taken"}, *found]


@lru_cache(maxsize=32)
def _forms(problem: Problem, kind: str) -> Mapping[str, str]:
    """The programs of a problem: those of Newton's method have its Hessian, those of SGD serve all others."""
    form = _form(problem, full_batch, kind)
    written = "def train(" in form  # or it takes seconds to find out the same
    return {"all": form, "drawn": _form(problem, minibatch(SIZE), kind) if written else form}


def _form(problem: Problem, batches: BatchRule, kind: str) -> str:
    """A program with fields for what depends on the runner; a comment says why there is none."""
    source = program_code(problem, {}, batches=batches, optimizer=KINDS[kind].make(RATE, 0.0, 1.0))
    if source.startswith(REFUSED):
        return f"# {{name}}\n{source}"
    before, far = FAR.split(_renamed(source))
    for old, new in FIELDS.items():
        before = before.replace(old, new)
    first, rest = before.split("\n", 1)
    far = far.replace(MOVES.format(parameters=problem.size), "{moves}")
    return f"# {{name}}\n\n{first}\n{{tools}}{{more}}{rest}# How far?  {{how}}.\n{{falls}}{far}{_calling(problem)[1]}"


def _renamed(source: str) -> str:
    """The program of a problem without the names to which the lines of a runner give another meaning."""
    imports, body = source.split("\n\n", 1)
    own, tools = _names()
    taken = own | (tools - set(NAME.findall(imports)))
    imports = NAME.sub(lambda found: f"{found[0]} as {found[0]}_" if found[0] in own else found[0], imports)
    return imports + "\n\n" + NAME.sub(lambda found: f"{found[0]}_" if found[0] in taken else found[0], body)


def _yours(problem: Problem, yours: Parts) -> str:
    """The program of yours, which calls by name what can't be written down."""
    parts: dict[str, Any] = {"optimizer": gradient_descent(RATE), "batches": minibatch(SIZE), **yours}
    source = program_code(problem, {RATE: "{learning_rate}"}, **parts)
    if source.startswith(REFUSED):
        return f"# {{name}}\n{source}"
    called = given(*program(problem, **parts).written.called)
    return "\n".join(["# {name}", *called, f"\n{source}{_calling(problem)[1]}"])


def _calling(problem: Problem) -> tuple[str, str]:
    return calling(problem, "[{start}]" if problem.size == 2 else "start", "steps={taken}, seed={seed}")


class _Lines(NamedTuple):
    """The lines of a program that are those of its optimizer."""

    numbers: str
    memory: str  # what it remembers, before the first step
    far: str
    imports: str


def _lines_of(optimizer: Any, fields: Mapping[float, str]) -> _Lines:
    """Return the lines of an optimizer; a shape has a field, and so have these numbers."""
    source = program_code(SMALL, fields, optimizer=optimizer).replace(f"# {SMALL.size}\n", "# {parameters}\n")
    imports, numbers, body = source.split("\n\n", 2)
    _, _, body = body.partition("dtype=float)\n")
    return _Lines(
        numbers.replace(str(RATE), "{learning_rate}").partition("curvatures")[0],
        body.partition("    path =")[0],
        FAR.split(body)[1].partition("        path.append")[0],
        imports.removeprefix("from numpy import array").removeprefix(", "),
    )


@cache
def _rules() -> Mapping[str, _Lines]:
    kinds = {one.program: (one, 0.0) for one in KINDS.values() if one.key not in ("newton", "search")}
    moved = {name: (KINDS[kind], MOMENTUM) for name, kind in (("momentum", "momentum"), ("nesterov", "Nesterov"))}
    return {
        name: _lines_of(one.make(RATE, momentum, 1.0), {MOMENTUM: "{momentum}"})
        for name, (one, momentum) in {**kinds, **moved}.items()
    }


@cache
def _schedules() -> Mapping[str, _Lines]:
    rates = {name: scheduled(name, RATE, STEPS, EPOCHS) for name in SCHEDULES if name != "constant"}
    return {name: _lines_of(gradient_descent(rate), SHARES) for name, rate in rates.items()}


@cache
def _choices() -> dict[str, Chosen]:
    """The lines of optimizers and schedules, and the words about batches."""

    def by_rule(lines: Callable[[_Lines], str]) -> Chosen:
        return "rule", {name: lines(one) for name, one in _rules().items()}, ""

    def by_schedule(lines: Callable[[_Lines], str], otherwise: str = "") -> Chosen:
        return "schedule", {name: lines(one) for name, one in _schedules().items()}, otherwise

    return {
        "tools": by_rule(lambda one: _tools(one, "optimizer")),
        "more": by_schedule(lambda one: _tools(one, "learning rate")),
        "rate": by_schedule(lambda one: one.numbers, "learning_rate = {learning_rate}\n"),
        "numbers": by_rule(lambda one: one.numbers.partition("\n")[2]),
        "memory": by_rule(lambda one: one.memory),
        "falls": by_schedule(lambda one: one.far.replace(MOVES, "")),
        "moves": by_rule(lambda one: one.far),
        "next": ("size", {"1": "one"}, "{size}"),
        "chance": ("replace", {"yes": "drawn with replacement"}, "in an order that is drawn anew for every epoch"),
        "order": ("replace", {"yes": "rng.integers(N, size=per_epoch * batch_size)"}, "rng.permutation(N)"),
    }


def _tools(lines: _Lines, what: str) -> str:
    return f"from numpy import {lines.imports}  # for the {what}\n" if lines.imports else ""


@cache
def _names() -> tuple[set[str], set[str]]:
    """The names to which the lines of optimizers and schedules give a value, and those that they import."""
    every = [*_rules().values(), *_schedules().values()]
    own = {name for one in every for name in GIVEN.findall(f"{one.numbers}{one.memory}{one.far}")}
    return own - {"learning_rate", "params"}, {name for one in every for name in NAME.findall(one.imports)}
