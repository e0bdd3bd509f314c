"""The eight questions that open the curriculum and close it [QUESTIONS], and eight more that close it [APPLIED]."""

from sgdlab.course.asking.form import Question

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
        "Which part sees neither a loss nor data?",
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
        "You replace backpropagation by another exact gradient method and change nothing else. What changes?",
        ("what it costs", "the path of the parameters", "the name: it is no longer SGD", "the learning rate"),
        "The same gradients give the same steps. Only the price differs.",
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

APPLIED = (
    Question(
        "Mini-batches of 8, drawn with replacement, have gradients typically off by 0.6. Which size makes that 0.3?",
        ("32", "16", "64", "no size is enough, since they are biased"),
        "The variance is divided by the batch size, so half the spread costs four times the examples (notebook 07).",
    ),
    Question(
        "SGD with a constant learning rate goes down quickly, then jumps about above the minimum. What helps?",
        (
            "letting the learning rate fall",
            "more epochs of the same",
            "copying every example ten times",
            "another exact gradient method",
        ),
        "That level is the noise floor. It shrinks with the learning rate, and not with time (notebook 08).",
    ),
    Question(
        "123 penguins, each runner at its best constant rate: who is ahead after 1 epoch, and who after 1,000?",
        (
            "SGD, then the full batch",
            "SGD both times",
            "the full batch both times",
            "the full batch, then SGD",
        ),
        "In one epoch SGD makes 123 steps and the full batch one. Later SGD stays on its noise floor (notebook 08).",
    ),
    Question(
        "SGD has small batches and a small learning rate. Somebody adds momentum 0.9, and nothing else. Then?",
        (
            "it is faster, and its noise floor about ten times higher",
            "it is as fast, and its noise floor ten times lower",
            "it is faster, and its noise floor lower",
            "neither changes",
        ),
        "It acts like a learning rate ten times as large. With a tenth of the rate both are as before (notebook 09).",
    ),
    Question(
        "A bowl curves 10,000 times as much across as along. By what factor does the best momentum cut the steps?",
        ("about 100", "about 10,000", "about 2", "1: it needs as many"),
        "Momentum replaces the condition number by its root, if stability is what limits you (notebook 09).",
    ),
    Question(
        "Somebody multiplies the loss by 1,000. Whose path stays as it was, if ε is 0?",
        ("Adam's", "gradient descent's", "that of momentum", "nobody's"),
        "Adam divides by the size of the gradients, so the factor cancels. It still has a learning rate (notebook 10).",
    ),
    Question(
        "A million parameters: SPSA needs two losses a step, backprop the price of about five. Why not SPSA?",
        (
            "it needs far more steps",
            "its step costs a million losses",
            "it does not work with mini-batches",
            "it needs derivatives",
        ),
        "One direction says little about the others, so the more parameters, the more steps (notebook 11).",
    ),
    Question(
        "A picture along two random directions shows a flat bowl. “So this minimum is flat.” What is wrong with that?",
        (
            "it shows two directions of very many",
            "nothing",
            "nothing, if they are filter-normalized",
            "it should be as long as the path",
        ),
        "A steep direction is hardly ever among two random ones. The sharpness looks at all of them (notebook 12).",
    ),
)
