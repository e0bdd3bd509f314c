"""What notebook 05 asks before it computes."""

from sgdlab.course.asking import Question, nearest

EXACT = 1e-9  # errors below are rounding


def _approximate(differences: float, backprop: float) -> str:
    """Which method has an error."""
    rough = [error > EXACT for error in (differences, backprop)]
    if all(rough):
        return "both"
    return "differences of loss values" if rough[0] else "backprop" if rough[1] else "neither"


def _cheaper(forward: float, back: float) -> str:
    if forward == back:
        return "both cost the same"
    return "to go through it forward" if forward < back else "to go back through it"


PREDICTIONS = (
    Question(
        "Which of the two is only an approximation to the gradient: backprop, or differences of loss values?",
        ("differences of loss values", "backprop", "both"),
        "Backprop approximates nothing.",
        reads=_approximate,
    ),
    Question(
        "A loss has about 1,000 parameters. For its gradient, one-sided differences need about 1,000 losses. How much "
        "work is backprop?",
        ("about 5 losses", "about 30 losses", "about 1,000 losses"),
        "An operation is done once, and costs a product and a sum for each of its two arguments on the way back.",
        reads=lambda losses: nearest(losses, (5, 30, 1000), "about {:,g} losses"),
    ),
    Question(
        "A program takes one number and returns two hundred. You want the slopes of all two hundred. Which is cheaper?",
        ("to go through it forward", "to go back through it"),
        "Forward is one pass, and back is one pass for each output.",
        reads=_cheaper,
    ),
)
