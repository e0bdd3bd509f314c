"""How NumPy's elementwise functions are spelled in JavaScript: one table, one line for each [SPELLINGS].

A form has a place {0}, {1} for each argument.  Beside an operator is how tightly it binds; everything else is a call,
or has parentheses of its own.  What takes more than an expression is a function [functions].  Where JavaScript differs
from NumPy (the sign of a remainder, 1 ** nan, half to even), the form does as NumPy does.
"""

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np

from ..naming import OPERATORS, Code, infix, wrapped
from ..steps import Step
from .functions import FUNCTIONS


class NotWrittenError(ValueError):
    """A program has no JavaScript; the message says what stands in the way, and what to do."""

    @classmethod
    def of(cls, step: Step) -> Self:
        """Refuse an operation by name."""
        module = "np.linalg" if hasattr(np.linalg, step.op) and not hasattr(np, step.op) else "np"
        return cls(f"{module}.{step.op} is not written in JavaScript; what uses it runs in the kernel")


_INFIX = {**OPERATORS, "equal": ("===", 1), "not_equal": ("!==", 1)}

# On conditions, and with a condition as the result.
CONNECTIVES = {
    "logical_and": "({0} && {1})", "logical_or": "({0} || {1})", "logical_xor": "({0} !== {1})",
    "logical_not": "!({0})",
}  # fmt: skip
CONDITIONS = {
    "isfinite": "Number.isFinite({0})", "isnan": "Number.isNaN({0})", "isinf": "(Math.abs({0}) === Infinity)",
    "signbit": "(1 / {0} < 0 || {0} < 0)",
}  # fmt: skip

_SAME = ("sqrt", "cbrt", "exp", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "sinh", "cosh", "floor",
         "ceil", "trunc")  # fmt: skip
_ARC = ("sin", "cos", "tan", "sinh", "cosh", "tanh")
SPELLINGS = {
    **{name: f"Math.{name}({{0}})" for name in _SAME},
    **{f"arc{name}": f"Math.a{name}({{0}})" for name in _ARC},
    **dict.fromkeys(("absolute", "fabs"), "Math.abs({0})"),
    "conjugate": "{0}",
    "sign": "(Math.sign({0}) + 0)",
    "reciprocal": "(1 / {0})",
    "exp2": "2 ** {0}",
    "arctan2": "Math.atan2({0}, {1})",
    "hypot": "Math.hypot({0}, {1})",
    "maximum": "Math.max({0}, {1})",
    "minimum": "Math.min({0}, {1})",
    "fmod": "({0} % {1})",
    **dict.fromkeys(("degrees", "rad2deg"), "({0} * (180 / Math.PI))"),
    **dict.fromkeys(("radians", "deg2rad"), "({0} * (Math.PI / 180))"),
}

# Words that can't be names in the program: those of JavaScript, and those that the writer uses.
RESERVED = {
    "arguments", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default",
    "delete", "do", "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "get", "if",
    "implements", "import", "in", "instanceof", "interface", "let", "new", "null", "of", "package", "private",
    "protected", "public", "return", "set", "static", "super", "switch", "this", "throw", "true", "try", "typeof",
    "undefined", "var", "void", "while", "with", "yield", "Infinity", "NaN", "Float64Array", "Math", "Number", "Object",
    "B", "best", "entry", "results", "sum", *FUNCTIONS,
}  # fmt: skip


def literal(number: Any) -> Code:
    """Return a number as JavaScript."""
    number = number.item() if isinstance(number, np.generic) else number
    if isinstance(number, bool):
        return Code("true" if number else "false", 6, True)
    text = repr(float(number)).removesuffix(".0").replace("inf", "Infinity").replace("nan", "NaN")
    return Code(text, 4 if text.startswith("-") else 6)


def as_number(code: Code) -> Code:
    """Return a condition as 0 or 1."""
    if not code.is_condition:
        return code
    simple = {"true": "1", "false": "0"}.get(code.text)
    return Code(simple) if simple else Code(f"({wrapped(code, 1)} ? 1 : 0)")


def as_condition(code: Code) -> Code:
    """Return a number as the condition that it is not 0."""
    return code if code.is_condition else Code(f"{wrapped(code, 2)} !== 0", 1, True)


def spelled(step: Step, args: Sequence[Code], needs: Callable[[str], None]) -> Code:
    """Return the JavaScript of an elementwise step; `needs` is called with the name of the function that it uses."""
    op = step.op
    if op in ("add", "multiply") and step.dtype == bool:
        op = {"add": "logical_or", "multiply": "logical_and"}[op]
    if op in CONNECTIVES:
        return Code(CONNECTIVES[op].format(*(wrapped(as_condition(a), 2) for a in args)), 6, True)
    if op == "where":
        return Code("({} ? {} : {})".format(wrapped(as_condition(args[0]), 1), *(as_number(a).text for a in args[1:])))
    args = [as_number(a) for a in args]
    if op in CONDITIONS:
        return Code(_formed(CONDITIONS[op], args), 6, True)
    if op in _INFIX:
        if op == "multiply" and "1" in (args[0].text, args[1].text):
            return args[args[0].text == "1"]
        sign, binds = _INFIX[op]
        code = infix(args[0], sign, args[1], binds)
        return Code(f"{code.text} + 0", 2) if op == "multiply" and step.dtype.kind == "i" else code
    if op == "negative":
        return Code(f"0 - {wrapped(args[0], 3)}", 2) if step.dtype.kind == "i" else Code(f"-{wrapped(args[0], 6)}", 4)
    if op == "power" and args[1].text == "0.5":
        op = "sqrt"  # as NumPy does: then -inf has no root
    op = "power" if op == "float_power" else op
    if op == "power" and _is_small(args[1]):
        return Code(f"{wrapped(args[0], 6)} ** {args[1].text}", 5)
    op = f"whole_{op}" if step.dtype.kind == "i" and f"whole_{op}" in FUNCTIONS else op
    if op in SPELLINGS:
        return Code(_formed(SPELLINGS[op], args), 5 if op == "exp2" else 6)
    if op not in FUNCTIONS:
        raise NotWrittenError.of(step)
    needs(op)
    return Code(f"{op}({', '.join(a.text for a in args)})")


def _formed(form: str, args: Sequence[Code]) -> str:
    is_call = form.endswith(")") and form.startswith(("Math.", "Number."))
    return form.format(*(a.text if is_call else wrapped(a, 6) for a in args))


def _is_small(code: Code) -> bool:
    try:
        return abs(float(code.text)) < np.inf
    except ValueError:
        return False
