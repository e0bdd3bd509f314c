"""What all exercises have: hints one by one, and a record of what is passed [WithHints]."""

from collections.abc import Sequence

from sgdlab.course.curriculum.passed import record
from sgdlab.course.telling.outcomes import Note, Outcome

EMPTY = "Write your answer in place of the `...`, then run the cell again."


class WithHints:
    """Hints one by one, and the solution."""

    name: str
    hints: Sequence[str]
    praise: str

    def __init__(self) -> None:
        self._hinted = 0

    def hint(self) -> Note:
        """Return the next hint; after the last one, that one again."""
        self._hinted = min(self._hinted + 1, len(self.hints))
        return Note(f"Hint {self._hinted} of {len(self.hints)}", self.hints[self._hinted - 1])

    def _pass(self) -> Outcome:
        """The outcome of a right answer, which is also written down."""
        try:
            record(self)
        except (OSError, ValueError) as error:
            return Outcome("passed", f"{self.praise} (This could not be written down: {error}.)")
        return Outcome("passed", self.praise)

    def __repr__(self) -> str:
        return f"exercise {self.name!r}: .check(answer), .hint(), .solution()"
