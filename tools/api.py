"""Write the API reference, a Markdown page for each public part, from the docstrings: python -m tools.api

    docstring -> Markdown        [markdown]
    source    -> signature       [signature]
    part      -> page            [page]

Names, arguments and defaults are read from the source, not from the running objects, so that the pages are the same
on every machine and every Python.
"""

import ast
import inspect
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import sgdlab

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "api"
NOTE = "<!-- Written by `make api` from the docstrings: change them, not this file. -->"
LABELS = re.compile(r"^(Formula|Errors?|Source|License)(?=[:,])")
WIDEST = 100


def main() -> int:
    """Write all the pages, and delete the pages that no longer exist."""
    written = pages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{FOLDER.relative_to(ROOT)}: {len(written)} pages, {len(sgdlab.__all__)} names")
    return 0


def pages() -> dict[str, str]:
    """Return the pages by file name: one for each part, and the index."""
    parts: dict[str, list[str]] = {}
    for module, names in sgdlab._HOME.items():
        parts.setdefault(module.partition(".")[0], []).extend(names)
    return {f"{part}.md": page(part, sorted(names)) for part, names in parts.items()} | {"README.md": index(parts)}


def index(parts: dict[str, list[str]]) -> str:
    """Return the page that lists every public name with its first sentence."""
    lines = ["# The public names of sgdlab", "", NOTE, "", "`import sgdlab as sl`, and each is `sl.` and its name."]
    for part, names in sorted(parts.items()):
        lines += ["", f"## [{part}]({part}.md)", "", "| name | what it is |", "|---|---|"]
        lines += [f"| [`{name}`]({part}.md#{name.lower()}) | {_first(name)} |" for name in sorted(names)]
    return "\n".join(lines) + "\n"


def page(part: str, names: list[str]) -> str:
    """Return the page of one part: its own words, then every name with signature, docstring and source."""
    module = import_module(f"sgdlab.{part}")
    words = re.sub(r"\\\[([\w\\]+)\\\]", _link_to(names), markdown(inspect.getdoc(module) or ""))
    pieces = [f"# sgdlab.{part}", NOTE, words, "[All names](README.md)"]
    for name in names:
        pieces += entry(name, getattr(sgdlab, name))
    for base in shared(names):
        pieces += entry(base.__name__, base)
    return "\n\n".join(pieces) + "\n"


def shared(names: list[str]) -> list[type]:
    """Return the classes of sgdlab, not public themselves, that several public ones are made from."""
    classes = [value for value in (getattr(sgdlab, name) for name in names) if _is_type(value)]
    bases = Counter(base for value in classes for base in _ours(value)[1:] if base.__name__ not in sgdlab.__all__)
    return [base for base, times in bases.items() if times > 1 and members(base)]


def entry(name: str, value: Any) -> list[str]:
    """Return what is said of a public name: heading, signature, docstring, members, source."""
    pieces = [f"## {name}"]
    if not isinstance(value, ModuleType) and name in sgdlab.__all__:
        pieces.append(f"```python\n{signature(name, value)}\n```")
    pieces.append(markdown(inspect.getdoc(value) or ""))
    if isinstance(value, ModuleType):
        pieces.append(
            "\n".join(member(f"{name}.{key}", one) for key, one in vars(value).items() if _is_made_there(value, one))
        )
    elif _is_type(value):
        pieces += members(value)
    path = Path(inspect.getsourcefile(_described(value)) or "").resolve().relative_to(ROOT).as_posix()
    return [*pieces, f"Code: [{path}](../../{path})"]


def members(cls: type) -> list[str]:
    """Return the public methods and properties that a class adds to its bases, each with its first line."""
    found = []
    for key, one in vars(cls).items():
        if any(key in vars(base) for base in _ours(cls)[1:]):
            continue
        function = getattr(one, "fget", None) or getattr(one, "func", None) or getattr(one, "__func__", one)
        if not key.startswith("_") and inspect.isfunction(function) and inspect.getdoc(function):
            is_call = function is one or hasattr(one, "__func__")
            found.append(member(key, function) if is_call else f"- `{key}`: {_line(function)}")
    return ["\n".join(found)] if found else []


def member(key: str, value: Any) -> str:
    """Return a line of a list: call and first line of the docstring."""
    return f"- `{signature(key, value, wide=True)}`: {_line(value)}"


def signature(name: str, value: Any, wide: bool = False) -> str:
    """Return the call as it is written in the source: of a function, of a class (or its fields), of a callable."""
    returns = ""
    if is_dataclass(value) and isinstance(value, type):
        written = {
            one.target.id: ast.unparse(one)
            for cls in reversed(_ours(value))
            for one in _node(cls).body
            if _is_field(one)
        }
        arguments = ["*"] * any(one.kw_only for one in fields(value)) + [
            written[one.name] for one in fields(value) if one.init
        ]
    elif inspect.isroutine(function := _described(value)):
        node = _node(function)
        arguments = _arguments(node)
        returns = f" -> {ast.unparse(node.returns)}" if node.returns and not wide else ""
    else:
        made_by = value.__init__ if isinstance(value, type) else type(value).__call__  # type: ignore[misc]
        arguments = _arguments(_node(made_by))
    call = f"{name}({', '.join(arguments)}){returns}"
    if wide or len(call) <= WIDEST:
        return call
    return "\n".join([f"{name}(", *(f"    {argument}," for argument in arguments), f"){returns}"])


def _arguments(node: ast.FunctionDef) -> list[str]:
    """Return the arguments with types and defaults, one text each, without self."""
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(plain) - len(given.defaults)) + list(given.defaults)
    texts = [_argument(one, default) for one, default in zip(plain, defaults, strict=True)]
    if plain and plain[0].arg in ("self", "cls"):
        del texts[0]
    if given.vararg or given.kwonlyargs:
        texts.append(f"*{ast.unparse(given.vararg) if given.vararg else ''}")
    texts += [_argument(one, default) for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    return texts + ([f"**{ast.unparse(given.kwarg)}"] if given.kwarg else [])


def _is_field(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and "ClassVar" not in ast.unparse(node.annotation)


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    gap = " = " if argument.annotation else "="
    return ast.unparse(argument) + (f"{gap}{ast.unparse(default)}" if default is not None else "")


def markdown(words: str) -> str:
    """Return a docstring as Markdown: examples and displayed formulas as code, the rest as prose."""
    pieces = []
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*>>>)", words.strip("\n")):
        lines = textwrap.dedent(paragraph)
        if lines.startswith(">>>"):
            pieces.append(f"```pycon\n{re.sub(' *# doctest:.*', '', lines)}\n```")
        elif paragraph.startswith("    "):
            pieces.append(f"```text\n{lines}\n```")
        else:
            pieces.append(LABELS.sub(r"**\1**", _prose(lines)))
    return "\n\n".join(pieces).replace("\n```\n\n```pycon\n", "\n")  # one block for an example of many lines


def _prose(text: str) -> str:
    """Return a text with Markdown's signs escaped, except in `code` and lists."""
    parts = re.split(r"(``[^`]+``|`[^`]+`)", text)
    parts[::2] = [re.sub(r"([\\*_<>\[\]|~$])", r"\\\1", re.sub(r"(?<=\S) {2,}", " ", part)) for part in parts[::2]]
    return "".join(parts)


def _link_to(names: list[str]) -> Callable[[re.Match[str]], str]:
    """Return the function that turns a name in brackets into a link, if the name is on this page."""

    def link(found: re.Match[str]) -> str:
        name = found[1].replace("\\", "")
        return f"[`{name}`](#{name.lower()})" if name in names else found[0]

    return link


def _ours(cls: type) -> list[type]:
    """Return a class and those of its bases that are sgdlab's."""
    return [base for base in cls.__mro__ if base.__module__.startswith("sgdlab.")]


def _first(name: str) -> str:
    return _line(getattr(sgdlab, name))


def _line(value: Any) -> str:
    return _prose((inspect.getdoc(value) or "").partition("\n")[0])


def _is_type(value: Any) -> bool:
    """Tell whether a name is a class that is more than a call: one that is used like a function is named like one."""
    return isinstance(value, type) and not value.__name__.islower()


def _is_made_there(module: ModuleType, value: Any) -> bool:
    return isinstance(value, type) and value.__module__ == module.__name__


def _described(value: Any) -> Any:
    """Return what has a source of its own: the function under a cache, the class of an object."""
    value = inspect.unwrap(value) if callable(value) and not isinstance(value, type) else value
    return value if inspect.isroutine(value) or isinstance(value, type | ModuleType) else type(value)


def _node(value: Any) -> Any:
    return ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]


if __name__ == "__main__":
    sys.exit(main())
