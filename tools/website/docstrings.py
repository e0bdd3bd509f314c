"""Docstrings as Markdown, for Griffe, which reads the source for mkdocstrings [AsMarkdown, markdown, place_of]."""

import inspect
import re
import textwrap
from types import ModuleType
from typing import Any

from griffe import Docstring, Extension, Object

import sgdlab
from tools.project import SOURCE

LABELS = re.compile(r"^(Formula|Errors?|Source|License)(?=[:,])")


class AsMarkdown(Extension):
    """Turn every docstring into Markdown after it was read, and link the code of what stands in a module by itself."""

    def on_object(self, *, obj: Object, **others: Any) -> None:
        if not isinstance(obj.docstring, Docstring):
            return
        text = markdown(obj.docstring.value)
        if obj.is_module:
            text = re.sub(r"\\\[([\w\\, ]+)\\\]", _linked, text)
        elif obj.parent is not None and obj.parent.is_module:
            path = obj.relative_package_filepath.as_posix()
            text += f"\n\nCode: [{path}]({SOURCE}/blob/main/{path}#L{obj.lineno})"
        obj.docstring.value = text


def place_of(name: str) -> str:
    """Return where a public name is written, such as sgdlab.optimizers.adam.adam; for an object, where its class is.

    >>> place_of("adam")
    'sgdlab.optimizers.adam.adam'
    """
    value: Any = getattr(sgdlab, name)
    if isinstance(value, ModuleType):
        return value.__name__
    value = inspect.unwrap(value) if callable(value) and not isinstance(value, type) else value
    value = value if inspect.isroutine(value) or isinstance(value, type) else type(value)
    return f"{value.__module__}.{value.__qualname__}"


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
    r"""Return a text with Markdown's signs escaped, except in `code`, *stressed* words and lists.

    >>> print(_prose("a * b_i <= c on *all* of `x_i`"))
    a \* b\_i &lt;= c on *all* of `x_i`
    """
    parts = re.split(r"(``[^`]+``|`[^`]+`|(?<!\S)\*\w+\*(?!\w))", text)
    parts[::2] = [re.sub(r"([\\*_>\[\]|])", r"\\\1", re.sub(r"(?<=\S) {2,}", " ", part)) for part in parts[::2]]
    return "".join(part if part[:1] == "`" else part.replace("<", "&lt;") for part in parts)


def _linked(found: re.Match[str]) -> str:
    r"""Return the names in brackets as code, and as links where they are public.

    >>> _linked(re.fullmatch(r"\[(.+)\]", "[xor, leaf]"))
    '[`xor`][sgdlab.data.made.xor], `leaf`'
    """
    names = found[1].replace("\\", "").split(", ")
    code = ", ".join(f"[`{name}`][{place_of(name)}]" if name in sgdlab.__all__ else f"`{name}`" for name in names)
    return code if "[" in code else f"({code})"
