"""Slips of the hand that Python runs without an error, seen in the code itself [typo]."""

import ast
import dis
import inspect
import re
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sgdlab.course.judging.advice import codes_in

CARET = "In Python `^` is no power: it compares bits, so 3 ^ 2 is 1. The square of x is x ** 2."
BACK = (
    "Python goes from left to right: `{}` divides and multiplies again by the same. To divide by its square, write "
    "`/ {}`, with all that is divided in brackets."
)
TURNED = "`=-` and `=+` only set: `x =- 1` is `x = -1`. Write `-=` to subtract, and `+=` to add."
VALUES = int | float | np.number | np.ndarray  # and no list, which may be there to keep something


def typo(function: Callable[..., Any]) -> str:
    """Return what a program has of `^`, `=-`, `/ h * h`, a result that is kept nowhere, `...`, or a value from outside.

    >>> typo(lambda x: x ^ 2) == CARET
    True
    """
    codes = [*codes_in(function.__code__)] if hasattr(function, "__code__") else []
    if any(step.argrepr in ("^", "^=") for code in codes for step in dis.get_instructions(code)):
        return CARET
    try:
        source = textwrap.dedent(inspect.getsource(function))
        nodes = list(ast.walk(ast.parse(source)))
    except (OSError, TypeError, SyntaxError):  # not written in a file or a cell, or a lambda inside of something
        return ""
    if re.search(r"^\s*[\w.\[\], ]+ =[-+] \S", source, re.MULTILINE):
        return TURNED
    for node in nodes:
        match node:
            case ast.BinOp(ast.BinOp(_, ast.Div(), by), ast.Mult(), again) if ast.dump(by) == ast.dump(again):
                return BACK.format(ast.unparse(node), ast.unparse(ast.BinOp(by, ast.Pow(), ast.Constant(2))))
            case ast.Expr(ast.Constant(value)) if value is ...:
                return "There is still a `...` in your function. Put your own line in its place."
            case ast.Expr(ast.BinOp() | ast.Compare() as value):
                equal = isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq)
                to_do = "`==` compares. To set something, write one `=`" if equal else "Give it a name, with `=`"
                return f"The line `{ast.unparse(node)}` computes something that is kept nowhere. {to_do}."
    return _outside(nodes, function) if codes else ""


def _outside(nodes: Sequence[ast.AST], function: Any) -> str:
    """Return a sentence if an argument is never read, but a value from outside of the function is; or ""."""
    names = [one for one in nodes if isinstance(one, ast.Name)]
    own = {one.id for one in names if isinstance(one.ctx, ast.Store)} | {
        one.arg for one in nodes if isinstance(one, ast.arg)
    }
    read = dict.fromkeys(one.id for one in names if isinstance(one.ctx, ast.Load))
    values = (one for one in read if one not in own and isinstance(function.__globals__.get(one), VALUES))
    unread = next((one for one in inspect.signature(function).parameters if one not in read), None)
    value = next(values, None)
    if unread is None or value is None:
        return ""
    return (
        f"Your function never reads its argument `{unread}`. It reads `{value}`, which is set outside of it, so it is "
        "the same whatever the function is given."
    )
