"""Every small change that can be made in a module of the front end [mutations].

Operators and comparisons become others, conditions are negated, numbers are off by one, names such as `min` become
their opposites, and a statement on a line of its own is left out.  Comments, texts and templates stay as they are.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from tools.mutations import Mutation

OTHER = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<"], ">=": [">", "<="], "===": ["!=="], "!==": ["==="],
    "&&": ["||"], "||": ["&&"], "??": ["&&"], "+": ["-"], "-": ["+"], "*": ["/", "+"], "/": ["*"], "%": ["*"],
    "**": ["*"], "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="], "++": ["--"], "--": ["++"],
}  # fmt: skip
PAIRS = ("min max", "some every", "floor ceil", "sin cos", "true false", "push unshift")
RENAMED = {a: b for pair in PAIRS for a, b in (pair.split(), pair.split()[::-1])}
TOKEN = re.compile(
    r"""(?P<words>//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`
      |(?<=[(,=:\[!&|?;])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/[a-z]*)
    |(?P<number>(?<![\w$.])\d+(?:\.\d+)?(?:e-?\d+)?(?![\w$]))
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<sign>=>|\.\.\.|\?\.|\*\*|===|!==|&&|\|\||\?\?|\+\+|--|[-+*/<>]=|[-+*/%<>(){}\[\];])""",
    re.VERBOSE | re.DOTALL,
)
STATEMENT = re.compile(
    r"^[ \t]*((?!(?:const|let|import|export|throw)\b)[\w$.\[\]]+(?:\(| [-+*/]?= |\b;| ).*;)$", re.MULTILINE
)


def mutations(path: Path, source: bytes) -> list[Mutation]:
    """Return all mutations of a module."""
    text = source.decode()
    found = sorted({*_tokens(text), *_conditions(text), *_statements(text)})
    return [
        Mutation(path, text.count("\n", 0, start) + 1, len(text[:start].encode()), len(text[:end].encode()), new)
        for start, end, new in found
    ]


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and replacement of each operator, number and name that has another."""
    for one in TOKEN.finditer(text):
        new: list[str] = []
        if one.lastgroup == "sign":
            new = OTHER.get(one[0], [])
        elif one.lastgroup == "name" and one[0] in RENAMED and text[one.end() : one.end() + 1] != ":":
            new = [RENAMED[one[0]]]
        elif one.lastgroup == "number":
            whole = one[0].isdigit()
            new = [str(int(one[0]) + 1), str(abs(int(one[0]) - 1))] if whole else [f"(2 * {one[0]})"]
        yield from ((one.start(), one.end(), other) for other in new)


def _conditions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what negates the condition of an `if` or a `while`."""
    signs = [one for one in TOKEN.finditer(text) if one.lastgroup in ("sign", "name")]
    for k, one in enumerate(signs[:-1]):
        if one[0] in ("if", "while") and signs[k + 1][0] == "(":
            depths = itertools.accumulate({"(": 1, ")": -1}.get(each[0], 0) for each in signs[k + 1 :])
            last = next(each for each, depth in zip(signs[k + 1 :], depths, strict=True) if depth == 0)
            start = signs[k + 1].start()
            yield start, last.end(), f"(!{text[start : last.end()]})"


def _statements(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what leaves out a statement that takes a line and declares nothing."""
    words = [one.span() for one in TOKEN.finditer(text) if one.lastgroup == "words"]
    for one in STATEMENT.finditer(text):
        start, end = one.span(1)
        balanced = all(one[1].count(a) == one[1].count(b) for a, b in ("()", "[]", "{}"))
        if balanced and not any(a < start < b for a, b in words):
            yield start, end, ";"
