"""The lines of Python that reproduce what a lab shows.

- a template, filled with the texts of the controls         [Code]
- what lines define that a reader copies                    [made_by]
- how a part of `train` is written in it                    [written]
- the comment about what the reader has to define           [given]
- the lines that make a problem of two parameters           [problem_lines]
- a run as a program in plain NumPy, with such fields       [program_code]
- where its data come from, and its call                    [calling, called]
- that of gradient descent, shorter without momentum        [descent_code]

The kernel fills in the template, and a page without a kernel does the same (`front_end/src/lab/code.js`): both take the
texts of the controls from the state of the lab, so there is one template and no second writer.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from sgdlab import batches, gradient_free, gradients, optimizers
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.numbers import plainly
from sgdlab.optimizers import schedules
from sgdlab.problems import Problem
from sgdlab.scene import Json
from sgdlab.training.program import program

POINT = re.compile(r",(?=\S)")  # between the numbers of a point
FIELD = re.compile(r"\{(\w+)\}")
MADE = re.compile(r"[A-Za-z_]\w*(?=\()|^\w+$")  # what is called in the repr of a part
STANDS_FOR = {0.1234: "{learning_rate}", 0.4567: "{momentum}"}  # numbers that become fields
REFUSED = "# "  # with this a text begins that says why there is no program
SIZE = 2  # of a batch, which becomes a field, too
_SIZE = re.compile(rf"(?<=^batch_size = ){SIZE}$|(?<=# Which examples\?  The next ){SIZE}(?=,)", re.MULTILINE)
PENGUIN_LINE = (
    'gentoo = sl.penguins().where(species="Gentoo")',
    'problem = sl.linear_regression((gentoo["flipper_length_mm",] - 200) / 10, gentoo["body_mass_g"] / 1000)',
)

Chosen: TypeAlias = tuple[str, Mapping[str, str], str]  # a control, texts by its text, the text for all others


@dataclass(frozen=True)
class Code:
    """Python with fields in braces: a field has the name of a control, and becomes its text.

    choices: fields whose text depends on that of a control, as field -> (control, {its text: the field's}, else).  The
    text of a field may have fields, too.

    >>> rule = Code("rule = {rule}", {"rule": ("momentum", {"0": "descent({rate})"}, "descent({rate}, {momentum})")})
    >>> rule.filled({"rate": "0.1", "momentum": "0"}), rule.filled({"rate": "0.1", "momentum": "0.8"})
    ('rule = descent(0.1)', 'rule = descent(0.1, 0.8)')
    """

    text: str
    choices: Mapping[str, Chosen] = field(default_factory=dict)

    @classmethod
    def of(cls, *lines: str, **choices: Chosen) -> "Code":
        """Return the code of some lines."""
        return cls("".join(f"{line}\n" for line in lines), choices)

    def filled(self, texts: Mapping[str, str]) -> str:
        """Return the code for the texts of the controls; a point "1,2" becomes "1, 2"."""

        def of_field(found: re.Match[str]) -> str:
            name = found[1]
            if name not in self.choices:
                return POINT.sub(", ", texts[name])
            control, known, otherwise = self.choices[name]
            return replace(self, text=known.get(texts[control], otherwise)).filled(texts)

        return FIELD.sub(of_field, self.text)

    def over(self, controls: Controls) -> "Code":
        """Return the code in which a field with the name of a list stands for the chosen value, not for its label."""
        lists = {
            name: (name, {label: literal(one) for label, one in zip(list_.labels, list_.options, strict=True)}, "")
            for name, list_ in controls.items()
            if isinstance(list_, Choice) and name not in self.choices
        }
        return replace(self, choices={**lists, **self.choices})

    def sent(self) -> Json:
        """Return the template as a page reads it."""
        return {"text": self.text, "choices": {name: list(chosen) for name, chosen in self.choices.items()}}


def literal(value: object) -> str:
    """Return a value of a list as Python reads it.

    >>> literal(8.0), literal(True), literal(None), literal("two moons")
    ('8', 'True', 'None', '"two moons"')
    """
    if isinstance(value, bool) or value is None:
        return repr(value)
    return plainly(value) if isinstance(value, int | float) else json.dumps(str(value), ensure_ascii=False)


def made_by(code: str, **known: object) -> dict[str, Any]:
    """Run lines that a reader copies, and return all that they define, by name; known: what is defined before.

    >>> made_by("problem = sl.quadratic([1, 9])")["problem"].title
    'a quadratic with curvatures 1, 9'
    """
    space = dict(known)
    exec(f"import numpy as np\nimport sgdlab as sl\n{code}", space)
    return space


def written(part: object, name: str = "yours") -> str:
    """Return the call that makes a part of `train`; the name, if only its maker knows how to make it.

    >>> from sgdlab import adam, backprop, clip_norm
    >>> written(clip_norm(adam(0.1), 2)), written(backprop), written(lambda gradient, params: -gradient)
    ('sl.clip_norm(sl.adam(0.1), limit=2.0)', 'sl.backprop', 'yours')
    """
    text = repr(part)
    made = set(MADE.findall(text))
    homes = {one: _home(one) for one in made}
    if not type(part).__module__.startswith("sgdlab.") or not made or not all(homes.values()) or "<" in text:
        return name
    return MADE.sub(lambda found: f"{homes[found[0]]}{found[0]}", text)


def _home(name: str) -> str:
    """Where a name of sgdlab is found, with the dot; empty if it is none."""
    if any(hasattr(parts, name) for parts in (batches, gradients, gradient_free, optimizers)):
        return "sl."
    return "sl.schedules." if hasattr(schedules, name) else ""


def given(*names: str) -> list[str]:
    """Return the comment about what the reader gave to the lab and has to define, as lines; none without names.

    >>> given("problem")
    ['# Define problem first: it is what you gave to the lab.']
    >>> given("X", "y", "yours")
    ['# Define X, y and yours first: they are what you gave to the lab.']
    """
    they = "it is" if len(names) == 1 else "they are"
    listed = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    return [f"# Define {listed} first: {they} what you gave to the lab."] if names else []


def problem_lines(own: Problem | None, usual: Iterable[str], *imports: str) -> list[str]:
    """Return the lines before a run: imports, and the problem that the reader gave, or else the usual one.

    One of more than two parameters is on the plane of its flattest and its steepest direction.

    >>> problem_lines(None, ["problem = sl.ravine()"])
    ['import sgdlab as sl', '', 'problem = sl.ravine()']
    """
    if own is None:
        return [*imports, "import sgdlab as sl", "", *usual]
    lines = [*given("problem"), *imports, "import sgdlab as sl"]
    if own.size == 2:
        return [*lines, ""]
    made = "problem = flattest_and_steepest(problem)  # on the plane of two directions"
    return [*lines, "from sgdlab.landscape.steepest import flattest_and_steepest", "", made]


def program_code(problem: Problem, fields: Mapping[float, str] = STANDS_FOR, **parts: Any) -> str:
    """Return the source of `sgdlab.program` with fields where the parts have the numbers that stand for settings.

    >>> from sgdlab import gradient_descent, quadratic
    >>> program_code(quadratic([1, 9]), optimizer=gradient_descent(0.1234)).splitlines()[2]
    'learning_rate = {learning_rate}'
    """
    try:
        source = program(problem, **parts).source
    except ValueError as reason:
        return f"# {reason}\n"
    for number, name in fields.items():
        source = source.replace(str(number), name)
    return _SIZE.sub("{batch_size}", source)


def calling(problem: Problem, start: str, rest: str) -> tuple[str, str]:
    """Return the comment that says how to get what a program takes, and its call, which is a comment, too.

    start: a list, or the name of one that is too long to write down, so it is saved with the data

    >>> from sgdlab import quadratic
    >>> calling(quadratic([1, 9]), "[3, 1]", "steps=60")
    ('', '\\n\\n# path = train([3, 1], steps=60)\\n')
    """
    written_down = start.startswith("[")
    saved = [*(["*problem.data"] if problem.data else []), *([] if written_down else [start])]
    if not saved:
        return "", f"\n\n# path = train({start}, {rest})\n"
    file = re.sub(r"\W+", "_", problem.title)[:80].strip("_") + ".npz"
    head = f"""\
# What it takes: run the code that is shown without "plain NumPy", and below it
# import numpy; numpy.savez("{file}", {", ".join(saved)})
# Then switch on the last two lines of a program, which runs without sgdlab.
"""
    given_too = [start] if written_down else []
    taken = ", ".join([f'*load("{file}").values()', *given_too, rest])
    return head, f"\n\n# from numpy import load\n# path = train({taken})\n"


def called(source: str, problem: Problem, start: str, rest: str) -> str:
    """Return a program between the two texts of `calling`; a text that says why there is none stays as it is."""
    head, call = calling(problem, start, rest)
    return source if source.startswith(REFUSED) else f"{head}\n{source}{call}".lstrip("\n")


def descent_code(problem: Problem, nesterov: bool, **parts: Any) -> Chosen:
    """Return the choice between gradient descent without and with momentum, by the control of that name."""
    plain, moved = optimizers.gradient_descent(0.1234), optimizers.gradient_descent(0.1234, 0.4567, nesterov=nesterov)
    of = {rule: program_code(problem, optimizer=rule, **parts) for rule in (plain, moved)}
    return "momentum", {"0": of[plain]}, of[moved]
