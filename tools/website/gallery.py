"""The gallery: every lab alive on one page, with three questions to try, a line about it and its code [gallery]."""

import inspect
import textwrap
from collections.abc import Iterable
from html import escape
from pathlib import Path

from sgdlab.course import curriculum
from tools.website.labs import Found, answers, frame

OPENING = """\
---
hide: [navigation]
---

# Gallery

Every lab of the course, alive on this page: move anything. The questions above a lab open it with settings in which you
see the answer. In a notebook, `sl.RaceLab()` opens the race, and you can give it a problem or an optimizer of your own.
"""


def gallery(labs: Iterable[Found], folder: Path) -> str:
    """Return the page, in the order of the notebooks; what its questions open is saved in the folder."""
    return "\n\n".join([OPENING, *(_entry(one, answers(one.lab, folder)) for one in labs)])


def _entry(one: Found, pages: dict[str, str]) -> str:
    lab, title = one.lab, curriculum.title(one.path)
    line = (inspect.getdoc(type(lab)) or "").partition("\n")[0]
    questions = [f'- <a href="{escape(page)}" target="{lab.name}">{words}</a>' for words, page in pages.items()]
    pieces = [
        f"## {lab.question}",
        f"{line} (`sl.{type(lab).__name__}()`, from notebook [{one.path.name[:2]} {title}]({one.path.stem}.md))",
        "\n".join(questions),
        frame(lab.name, lab.question),
    ]
    if lab.code:
        code = textwrap.indent(f"```python\n{lab.code.rstrip()}\n```", "    ")
        pieces.append(f'??? note "The runs in the picture as code"\n\n{code}')
    return "\n\n".join(pieces)
