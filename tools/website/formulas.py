"""Formulas as MathML, which browsers draw by themselves, without a script and a network [with_formulas, formula]."""

import re

from latex2mathml.converter import convert

CODE = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
INLINE = re.compile(r"(?<![\\$\w])\$(?=\S)([^$]+?)(?<=\S)\$(?!\d)")


def with_formulas(text: str) -> str:
    """Return Markdown with its formulas as MathML; code is left as it is."""
    parts = CODE.split(text)
    for k in range(0, len(parts), 2):  # every second part is code
        blocks = BLOCK.sub(lambda found: f"\n\n<div>{formula(found[1], 'block')}</div>\n\n", parts[k])
        parts[k] = INLINE.sub(lambda found: f"<span>{formula(found[1], 'inline')}</span>", blocks)
    return "".join(parts)


def formula(latex: str, display: str) -> str:
    """Return a formula as MathML that Markdown doesn't change.

    Errors: ValueError for a LaTeX command that the converter does not know.
    """
    plain = re.sub(r"\\[Bb]ig{1,2}[lr]?\s*(?=\\)", "", latex.strip())  # MathML stretches brackets by itself
    found = convert(plain, display=display)
    unknown = re.findall(r">\s*\\(\w+)", found)
    if unknown:
        raise ValueError(f"the formula {latex!r} has {', '.join(unknown)}, which cannot be shown without a network")
    return re.sub(r"[*_|\[\]\\]", lambda sign: f"&#{ord(sign[0])};", found)
