"""How long each notebook takes, estimated from what is in it: python -m tools.minutes

In one minute, a learner reads 180 words of prose or 15 lines of code, or looks at three pictures.  The predictions take
two minutes, the lab five, and an exercise as long as its kind says.  Claims are not counted, because they are for
looking up, not for reading; nor is the cell that installs sgdlab; nor is what is optional, from a heading that says "If
you have more time" up to the next section.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sgdlab.course.curriculum import cells_of
from tools.opening import ID

WORDS, LINES, PICTURES = 180, 15, 3  # a minute
EXERCISE = {"Write": 4, "Predict": 1.5, "Find the slip": 2}
OTHER = 1.5  # an exercise of another kind: a question with a list of answers
SECTION = {
    "## Predict": 2,
    "## The lab": 5,
    "## Build it yourself": 8,
    "## The capstone": 12,
    "## The eight questions": 4,
}
OPTIONAL = "If you have more time"
LAB = r"\w*Lab|SentenceBuilder|Quiz|restore"  # shown, not only used to compute
TO_DO = re.compile(rf"\.check\(|^(?:predict|recall)\(|^(?:sl\.)?(?:{LAB})\(", re.MULTILINE)


def minutes(path: Path) -> float:
    """Return how long a notebook takes, in minutes."""
    return sum(_section(*section) for section in _sections(cells_of(path)))


def stretches(path: Path) -> list[float]:
    """Return how long one reads, in minutes, from each thing to do to the next; what is optional is left out."""
    counted, skipped = [0.0], False
    for cell in cells_of(path):
        source = "".join(cell["source"])
        if source.startswith("## "):
            skipped = OPTIONAL in source.splitlines()[0] or source.startswith("## Claims")
        if TO_DO.search(source) and cell["cell_type"] == "code":
            counted.append(0.0)
        elif not skipped:
            text, code = (source, "") if cell["cell_type"] == "markdown" else ("", source)
            counted[-1] += _reading(text, code, _pictures(cell))
    return counted


def _reading(text: str, code: str, pictures: int) -> float:
    lines = [line for line in code.splitlines() if line.strip()]
    words = [word for word in text.split() if re.search(r"\w", word)]  # the rules of a table are none
    return len(words) / WORDS + len(lines) / LINES + pictures / PICTURES


def _pictures(cell: dict[str, Any]) -> int:
    return sum("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


def _section(heading: str, text: str, code: str, pictures: int) -> float:
    if re.match(r"### \d+\. ", heading):
        kind = heading.partition(". ")[2]
        return next((each for name, each in EXERCISE.items() if kind.startswith(name)), OTHER)
    if heading == "## Claims":
        return 0.0
    thinking = next((each for name, each in SECTION.items() if heading.startswith(name)), 0)
    return _reading(text, code, pictures) + thinking


def _sections(cells: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, int]]:
    """Yield each heading with the prose, code and pictures up to the next heading, without what is optional."""
    heading, text, code, pictures, optional = "", "", "", 0, False
    for cell in cells:
        source = "".join(cell["source"])
        if cell.get("id") == ID:
            continue
        if cell["cell_type"] == "code":
            code += source + "\n"
            pictures += _pictures(cell)
            continue
        for line in source.splitlines():
            if not line.startswith(("# ", "## ", "### ")):
                text += line + "\n"
                continue
            if not optional:
                yield heading, text, code, pictures
            optional = OPTIONAL in line or (optional and line.startswith("### "))
            heading, text, code, pictures = line, "", "", 0
    if not optional:
        yield heading, text, code, pictures


def main() -> int:
    counted = {path.stem: minutes(path) for path in sorted(Path("notebooks").glob("*.ipynb"))}
    for name, taken in counted.items():
        print(f"{taken:5.1f}  {name}")
    print(f"{sum(counted.values()):5.1f}  in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
