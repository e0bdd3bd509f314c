"""A failing program made small: it still fails, and nothing more can be left out [shrunk]."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from .program import ENDINGS, NAME, Line, Program


def shrunk(program: Program, fails: Callable[[Program], bool]) -> Program:
    """Leave out lines, arguments, axes and digits as long as the program is defined and `fails` is true."""
    for _ in range(200):
        smaller = next((p for p in _smaller(program) if _is_defined(p) and fails(p)), None)
        if smaller is None:
            return program
        program = smaller
    return program


def _is_defined(program: Program) -> bool:
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("error")
            return bool(np.isfinite(program.functions().loss(*program.arguments)))
    except Exception:
        return False


def _smaller(program: Program) -> Iterable[Program]:
    """Programs with less in them, the boldest first."""
    for line in program.lines[:-1]:
        yield replace(program, result=line.name).live()
    values = _values(program)
    for line in reversed(program.lines):
        if line.name != program.result:
            rest = [other for other in program.lines if other is not line]
            for kind in ("constants", "inputs"):
                arrays = {**getattr(program, kind), line.name: values[line.name]}
                yield _renamed(replace(program, lines=rest, **{kind: arrays})).live()
    for name in program.inputs if len(program.inputs) > 1 else ():
        inputs = {n: a for n, a in program.inputs.items() if n != name}
        yield _renamed(replace(program, inputs=inputs, constants={**program.constants, name: program.inputs[name]}))
    if program.ending != ENDINGS[2]:
        yield replace(program, ending=ENDINGS[2])
    yield from _shorter(program)
    yield from _rounder(program)


def _values(program: Program) -> dict[str, Any]:
    """The values of all lines."""
    f = replace(program, result=f"dict({', '.join(f'{line.name}={line.name}' for line in program.lines)})").functions()
    return dict(f.program(*program.arguments))


def _renamed(program: Program) -> Program:
    """Names that say what is an input (x), a constant (c) and a line (v)."""
    new: dict[str, str] = {}
    for letter, names in (
        ("x", program.inputs),
        ("c", program.constants),
        ("v", [line.name for line in program.lines]),
    ):
        new.update({name: f"{letter}{k}" for k, name in enumerate(names)})

    def renamed(code: str) -> str:
        return NAME.sub(lambda match: new[match[0]], code)

    return Program(
        {new[name]: a for name, a in program.inputs.items()},
        {new[name]: a for name, a in program.constants.items()},
        [Line(new[line.name], renamed(line.code)) for line in program.lines],
        new[program.result],
        program.ending,
    )


def _shorter(program: Program) -> Iterable[Program]:
    """Every axis of one length shortened, in all arrays; or the first axis left out of one array."""
    arrays = {**program.inputs, **program.constants}
    for n in sorted({n for a in arrays.values() for n in np.shape(a) if n > 1}, reverse=True):
        for m in (1, n - 1) if n > 2 else (1,):

            def cut(a: Any, n: int = n, m: int = m) -> Any:
                return a[tuple(slice(m if k == n else None) for k in np.shape(a))] if np.ndim(a) else a

            yield _mapped(program, {name: cut(a) for name, a in arrays.items()})
    for name, a in arrays.items():
        if np.ndim(a) and len(a):
            yield _mapped(program, {**arrays, name: a[0]})


def _rounder(program: Program) -> Iterable[Program]:
    """Fewer digits."""
    arrays = {**program.inputs, **program.constants}
    rounded = {name: a if np.asarray(a).dtype.kind != "f" else np.round(a, 1) for name, a in arrays.items()}
    if any(np.any(rounded[name] != a) for name, a in arrays.items()):
        yield _mapped(program, rounded)


def _mapped(program: Program, arrays: dict[str, Any]) -> Program:
    return replace(
        program,
        inputs={name: arrays[name] for name in program.inputs},
        constants={name: arrays[name] for name in program.constants},
    )
