"""The eight questions that open the curriculum and close it [QUESTIONS]."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question, its possible answers, the right one first, and why it is right."""

    text: str
    answers: tuple[str, ...]
    because: str


QUESTIONS = (
    Question(
        "What does backpropagation compute?",
        ("the gradient of the loss", "better parameters", "which examples come next", "an approximate slope"),
        "It is reverse-mode automatic differentiation: one exact slope for each parameter, and nothing moves.",
    ),
    Question(
        "A program runs backpropagation a thousand times, and does nothing else. What has the model learned?",
        ("nothing", "a little, since the steps are small", "as much as a thousand steps of SGD", "that depends"),
        "Learning is a change of parameters, and changing them is the optimizer's job.",
    ),
    Question(
        "What is stochastic in stochastic gradient descent?",
        ("which examples a step looks at", "the data, which are noisy", "the start", "the rounding of backpropagation"),
        "A batch is drawn at random, so its gradient is a random estimate of the full one, also for perfect data.",
    ),
    Question(
        "Which part never sees a loss, nor data?",
        ("the optimizer", "the gradient method", "the problem", "all of them see both"),
        "It is handed a gradient and the parameters, and returns a step.",
    ),
    Question(
        "Somebody takes all examples at every step, backpropagation, and gradient descent. What is that?",
        (
            "full-batch gradient descent with backpropagation",
            "stochastic gradient descent, since it uses backpropagation",
            "stochastic gradient descent, since there are data",
            "backpropagation without gradient descent",
        ),
        "Nothing in it is drawn at random. Backpropagation does not make it stochastic.",
    ),
    Question(
        "You replace backpropagation by another exact gradient method, and leave all else. What changes?",
        ("what it costs", "the path of the parameters", "it is no longer SGD", "the learning rate"),
        "The same gradients give the same steps. Only the bill is another.",
    ),
    Question(
        "What is an epoch?",
        ("one pass through all examples", "one step", "one mini-batch", "one run from start to end"),
        "With mini-batches an epoch has many steps; with the full batch it has one.",
    ),
    Question(
        "What is Adam?",
        (
            "an optimizer",
            "a gradient method, instead of backpropagation",
            "a way to choose mini-batches",
            "a kind of network",
        ),
        "It turns gradients, however they were computed, into steps: one size for each parameter.",
    ),
)
