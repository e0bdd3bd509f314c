"""What a learner is told, as text and as small HTML.

- how an answer did                                         [Outcome]
- a hint or a solution                                      [Note]
- the box around them, and the text in it                   [card, html]
"""

import re
from dataclasses import dataclass
from html import escape

HOLDS = "var(--jp-success-color1, #2e7d32)"
FAILS = "var(--jp-error-color1, #c62828)"
_STYLES = {
    "passed": ("✓", "Passed", HOLDS),
    "not yet": ("✗", "Not yet", "var(--jp-warn-color1, #b35900)"),
    "not attempted": ("…", "Not attempted", "var(--jp-border-color1, #767676)"),
    "raised": ("!", "Your code raised an error", FAILS),
}


def card(head: str, body: str, color: str) -> str:
    """A box with a colored edge; the color only repeats what the sign and the words in `head` say."""
    style = f"border-left: 4px solid {color}; padding: 0.3em 0.8em; margin: 0.2em 0"
    return f'<div role="status" style="{style}"><strong>{escape(head)}</strong> {body}</div>'


def html(text: str) -> str:
    """Text as HTML: what stands between backticks is code.

    >>> html("`a < b` is 'so'")
    '<code>a &lt; b</code> is &#x27;so&#x27;'
    """
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(text))


@dataclass(frozen=True)
class Outcome:
    """How an answer did: status is "passed", "not yet", "not attempted" or "raised"; reason says why.

    more: what else there is to see.

    >>> Outcome("not yet", "You summed.")
    ✗ Not yet. You summed.
    """

    status: str
    reason: str
    more: str = ""

    def __post_init__(self) -> None:
        if self.status not in _STYLES:
            raise ValueError(f"a status is one of {', '.join(map(repr, _STYLES))}; got {self.status!r}")

    @property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return self.status == "passed"

    def __repr__(self) -> str:
        sign, head, _ = _STYLES[self.status]
        return f"{sign} {head}. {self.words}"

    @property
    def words(self) -> str:
        """Why, and what else there is to see."""
        return f"{self.reason} {self.more}".rstrip()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        sign, head, color = _STYLES[self.status]
        return {"text/plain": repr(self), "text/html": card(f"{sign} {head}.", html(self.words), color)}


@dataclass(frozen=True)
class Note:
    """A hint or a solution, shown only on request; or what was predicted beside what came out.

    >>> Note("Hint 1 of 2", "Count the short batch too.")
    Hint 1 of 2. Count the short batch too.
    """

    head: str
    text: str
    code: bool = False
    color: str = "var(--jp-info-color1, #1565c0)"
    mark: str = "."  # after the head

    def __repr__(self) -> str:
        return f"{self.head}{self.mark}{chr(10) if self.code else ' '}{self.text}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        body = f"<pre>{escape(self.text)}</pre>" if self.code else html(self.text)
        return {"text/plain": repr(self), "text/html": card(f"{self.head}{self.mark}", body, self.color)}
