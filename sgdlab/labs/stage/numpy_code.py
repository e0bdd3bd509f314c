"""A run as a program in plain NumPy, as a template whose fields are the controls of a lab.

- of any parts                                              [program_code]
- of gradient descent, which without momentum is shorter    [descent_code]
"""

import re
from collections.abc import Mapping
from typing import Any

from sgdlab.labs.stage.code import Chosen
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.training import program

STANDS_FOR = {0.1234: "{learning_rate}", 0.4567: "{momentum}"}  # numbers that become fields
SIZE = 2  # of a batch, which becomes a field, too
_SIZE = re.compile(rf"(?<=^batch_size = ){SIZE}$|(?<=# Which examples\?  The next ){SIZE}(?=,)", re.MULTILINE)


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
    for number, field in fields.items():
        source = source.replace(str(number), field)
    return _SIZE.sub("{batch_size}", source)


def descent_code(problem: Problem, nesterov: bool = False, **parts: Any) -> Chosen:
    """Return the choice between gradient descent without and with momentum, by the control of that name."""
    plain, moved = gradient_descent(0.1234), gradient_descent(0.1234, 0.4567, nesterov=nesterov)
    of = {rule: program_code(problem, optimizer=rule, **parts) for rule in (plain, moved)}
    return "momentum", {"0": of[plain]}, of[moved]
