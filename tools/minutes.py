"""How long each notebook takes, estimated from what is in it: python -m tools.minutes

In one minute, a learner reads 180 words of prose or 15 lines of code, or looks at three pictures.  The predictions take
two minutes, the lab five, and an exercise as long as its kind says.  Claims are not counted, because they are for
looking up, not for reading.  Nor is what is optional, from a heading that says "If you have more time" up to the next
section.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS, LINES, PICTURES = 180, 15, 3  # a minute
EXERCISE = {"Write": 4, "Predict": 1.5, "Find the slip": 2}
OTHER = 1.5  # an exercise of another kind: a question with a list of answers
SECTION = {"## Predict": 2, "## The lab": 5, "## The capstone": 12, "## The eight questions": 4}
OPTIONAL = "If you have more time"


def minutes(path: Path) -> float:
    """Return how long a notebook takes, in minutes."""
    total = 0.0
    for heading, text, code, pictures in _sections(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        lines = len([line for line in code.splitlines() if line.strip()])
        total += _section(heading, len(text.split()), lines, pictures)
    return total


def _section(heading: str, words: int, lines: int, pictures: int) -> float:
    if heading.startswith("### "):
        kind = heading.partition(". ")[2]
        return next((each for name, each in EXERCISE.items() if kind.startswith(name)), OTHER)
    if heading == "## Claims":
        return 0.0
    thinking = next((each for name, each in SECTION.items() if heading.startswith(name)), 0)
    return words / WORDS + lines / LINES + pictures / PICTURES + thinking


def _sections(cells: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, int]]:
    """Yield each heading with the prose, code and pictures up to the next heading, without what is optional."""
    heading, text, code, pictures, optional = "", "", "", 0, False
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            code += source + "\n"
            pictures += sum("image/png" in output.get("data", {}) for output in cell["outputs"])
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
