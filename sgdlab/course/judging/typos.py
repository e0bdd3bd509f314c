"""Slips of the hand that Python runs without an error, seen in the code itself [typo]."""

import ast
import dis
import inspect
import re
import textwrap
from collections.abc import Callable
from typing import Any

from sgdlab.course.judging.advice import codes_in

CARET = "In Python `^` is no power: it compares bits, so 3 ^ 2 is 1. The square of x is x ** 2."
TURNED = "`=-` and `=+` only set: `x =- 1` is `x = -1`. Write `-=` to subtract, and `+=` to add."


def typo(function: Callable[..., Any]) -> str:
    """Return what a program has of `^`, `=-`, a result that is kept nowhere, or `...`, in words; "" if nothing.

    >>> typo(lambda x: x ^ 2) == CARET
    True
    """
    codes = codes_in(function.__code__) if hasattr(function, "__code__") else ()
    if any(step.argrepr in ("^", "^=") for code in codes for step in dis.get_instructions(code)):
        return CARET
    try:
        source = textwrap.dedent(inspect.getsource(function))
        lines = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr)]
    except (OSError, TypeError, SyntaxError):  # not written in a file or a cell, or a lambda inside of something
        return ""
    if re.search(r"^\s*[\w.\[\], ]+ =[-+] \S", source, re.MULTILINE):
        return TURNED
    for node in lines:
        code = f"`{ast.unparse(node)}`"
        if isinstance(node.value, ast.Constant) and node.value.value is ...:
            return "There is still a `...` in your function. Put your own line in its place."
        if isinstance(node.value, ast.BinOp | ast.Compare):
            equal = isinstance(node.value, ast.Compare) and isinstance(node.value.ops[0], ast.Eq)
            to_do = "`==` compares. To set something, write one `=`" if equal else "Give it a name, with `=`"
            return f"The line {code} computes something that is kept nowhere. {to_do}."
    return ""
