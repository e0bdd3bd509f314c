"""Predict: what does the swap change?

Answer `"the path"`, `"the bill"`, `"both"` or `"neither"`. All else stays as it is, the number of steps too.

- **A** Backprop is replaced by forward mode, in a network.
- **B** Momentum is replaced by Adam.
- **C** The full batch is replaced by mini-batches of 8.
- **D** Backprop is replaced by SPSA.
- **E** The seed is changed, in a run with the full batch, backprop and gradient descent.
"""

from sgdlab.course.exercises import Choice

swaps = Choice(
    "swaps",
    ["the path", "the bill", "both", "neither"],
    {"A": "the bill", "B": "the path", "C": "both", "D": "both", "E": "neither"},
    because={
        "A": "Both are exact, so the gradients are the same, and so are the steps. Forward mode needs a pass for each "
        "parameter.",
        "B": "Each takes one gradient per step, but makes a different step of it.",
        "C": "Other examples give other gradients, and fewer examples cost less.",
        "D": "Two losses in place of a gradient cost less, and the estimate leads along another path.",
        "E": "With all examples, backprop and gradient descent nothing is drawn at random.",
    },
    praise="Exact for exact changes the bill, optimizer for optimizer the path, and batches or estimates both.",
    mistakes={
        ("A", "the path"): "You let the path change with the gradient method. Two exact methods give the same "
        "gradient; it does not matter to the optimizer where it comes from.",
        ("A", "both"): "You let the path change with the gradient method, too. Both methods are exact, so every step "
        "is the same.",
        ("B", "both"): "You let the bill change with the optimizer. Adam and momentum both ask for one gradient a "
        "step. (Newton's method would cost more, because it also needs the Hessian.)",
        ("B", "the bill"): "You let only the bill change with the optimizer. But the optimizer is what makes the "
        "steps.",
        ("D", "the bill"): "You took SPSA for exact. Its slope is right along one random direction; what it says of "
        "all others is right only on average.",
        ("E", "the path"): "You let the seed change a run in which nothing is random. A step that looks at all the "
        "examples draws none.",
    },
    hints=[
        "First ask: are the gradients the same, number by number? If so, and the optimizer too, the path is.",
        "The bill counts losses and gradients of single examples. Ask what one step asks for.",
        "In E ask what the seed is used for.",
    ],
)
