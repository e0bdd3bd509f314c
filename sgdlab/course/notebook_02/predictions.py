"""What notebook 02 asks before it computes."""

from sgdlab.course.asking import Question


def _how_well(degrees: float) -> str:
    """How well a direction fits that is so many degrees off."""
    return "exactly" if degrees < 1 else "roughly" if degrees < 30 else "maybe not even roughly"


PREDICTIONS = (
    Question(
        "You stand on the side of a long, narrow valley and go straight downhill. Is the lowest point there?",
        ("maybe not even roughly", "roughly", "exactly"),
        "The gradient knows only the slopes at one point.",
        reads=_how_well,
    ),
    Question(
        "You make your steps twenty times shorter, and take the same number of steps. Can you end up farther from the "
        "lowest point?",
        ("yes", "no"),
        "Short steps are safe, but they may not get you there.",
        reads=lambda long, short: "yes" if short > long else "no",
    ),
    Question(
        "A program that goes downhill has stopped on its own. Has it found the lowest point?",
        ("not necessarily", "yes"),
        "A stop rule knows only what it looks at.",
        reads=lambda distance: "not necessarily" if distance > 0.1 else "yes",
    ),
)
