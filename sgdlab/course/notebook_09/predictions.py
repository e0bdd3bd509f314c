"""What notebook 09 asks before it computes."""

from sgdlab.course.asking import Question
from sgdlab.course.drawing import Sketch


def _nearest(steps: float) -> str:
    return f"about {min((300, 150, 50), key=lambda one: abs(one - steps))}"


def _change(before: float, after: float) -> str:
    return "it stays" if abs(after / before - 1) < 0.2 else "it rises" if after > before else "it falls"


PREDICTIONS = (
    Question(
        "Gradient descent with its best learning rate takes 346 steps until a thousandth of the distance is left. How "
        "many steps does it take with the best momentum?",
        ("about 50", "about 150", "about 300"),
        "The condition number, 100, is replaced by its root.",
        reads=_nearest,
    ),
    Question(
        "Without momentum the learning rate 0.03 diverges there, since 2/λmax is 0.02. Can it converge with momentum?",
        ("yes", "no"),
        "With momentum b the edge lies at (2 + 2b)/λmax.",
        reads=lambda diverged: "no" if diverged else "yes",
    ),
    Question(
        "The gradients are those of mini-batches. Somebody adds momentum 0.9, at the same small learning rate. What "
        "does the noise floor do?",
        ("it rises", "it stays", "it falls"),
        "The velocity adds up ten gradients, so the steps are ten times as long.",
        reads=_change,
    ),
    Sketch(
        "Draw the loss in the first 60 steps with the best momentum. (At the start it is 1, and each grid line is ten "
        "times lower than the one above.)",
        "First it rises: the best learning rate is so large that the ball rolls far up the other side.",
        x=("step", 0, 60),
        y=("loss", 1e-6, 100),
        log=True,
    ),
)
