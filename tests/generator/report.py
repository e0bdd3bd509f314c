"""A failure as source code that can be pasted, and the counts as a table [pasted, table]."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from .program import Program

# How a reader sees the failure of each check, with sgdlab alone.
_SHOWN = {
    "value": "print(sl.vjp(program, *arguments)[0], program(*arguments))",
    "compiled": (
        "fast = sl.compile(loss)\nfor _ in range(5):\n"
        "    print(fast.value_and_grad(*arguments), sl.value_and_grad(loss)(*arguments))\nprint(fast.eager_because)"
    ),
    "hvp": "print(sl.check_grads(loss, arguments, order=2))",
    "third": "print(sl.check_grads(loss, arguments, order=3))",
    "jacobian": "print(*(sl.jacobian(program, mode=mode)(*arguments) for mode in ('forward', 'reverse')))",
}
_USUAL = "print(sl.check_grads(loss, arguments))"


def pasted(program: Program, check: str) -> str:
    """The program with its arrays and the check, to be run by itself."""
    arrays = [f"{name} = {_code(a)}" for name, a in {**program.constants, **program.inputs}.items()]
    arguments = f"arguments = ({', '.join(program.inputs)},)"
    head = ["import numpy as np", "import sgdlab as sl", "", *arrays, arguments, "", ""]
    return "\n".join([*head, program.source(), "", _SHOWN.get(check, _USUAL)])


def _code(a: Any) -> str:
    array = np.asarray(a)
    kind = "np.bool_" if array.dtype == bool else f"np.{array.dtype.name}"
    if not array.ndim:
        return f"{kind}({array.item()!r})"
    return f"np.array({array.tolist()!r}, dtype={kind}).reshape({array.shape})"


def table(counts: Counter[str], failures: Counter[str]) -> str:
    """How often each check was made, and how often it failed."""
    rows = [f"{name:<12}{n:>10,}{failures[name]:>8,}" for name, n in counts.most_common()]
    return "\n".join([f"{'check':<12}{'made':>10}{'wrong':>8}", *rows])
