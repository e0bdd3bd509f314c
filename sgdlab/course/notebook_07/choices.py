"""Notebook 07: find the slips about noise [noise_sentences], predict what changes a spread [what_changes]."""

from sgdlab.course.exercises import Choice

noise_sentences = Choice(
    "noise_sentences",
    ["right", "slip"],
    {"A": "slip", "B": "right", "C": "slip", "D": "slip", "E": "right", "F": "right"},
    because={
        "A": "Examples without any error have different gradients, too, as long as they are not all fitted.",
        "B": "It is the derivative of that mini-batch's loss, with nothing left out.",
        "C": "A loss on all the data has one gradient, and nothing about it is random. Drawing examples is.",
        "D": "Backpropagation gives the same gradient for the same batch, every time.",
        "E": "There is only one such mini-batch.",
        "F": "Every example is in equally many of them.",
    },
    praise="Three slips, three sentences to keep.",
    mistakes=[
        (
            {"A": "right"},
            "You let A pass. Look once more at the penguins whose masses lie exactly on a line: far from the minimum "
            "their gradients spread nearly as much as the real ones.",
        ),
        (
            {"C": "right"},
            "You let C pass. With all the data in every step it is plain gradient descent, whatever the loss is made "
            "of. It becomes stochastic when examples are drawn.",
        ),
        (
            {"D": "right"},
            "You let D pass. Backpropagation is job 2, and exact. What is random is job 1, the choice of examples.",
        ),
        (
            {"B": "slip"},
            "You struck B out. A mini-batch's gradient is only an estimate of the *full* gradient, but of its own "
            "loss it is the exact one.",
        ),
        (
            {"E": "slip"},
            "You struck E out. Without replacement a batch of all examples is all examples, whatever their order.",
        ),
        (
            {"F": "slip"},
            "You struck F out. Count the 120 mini-batches of three penguins once more: each penguin is in 36 of them.",
        ),
    ],
    hints=[
        "Ask of each sentence which of the three jobs it is about.",
        "Noise is what changes from draw to draw. What stays the same when the batch stays the same?",
        "Three of the six are slips.",
    ],
)

what_changes = Choice(
    "what_changes",
    ["becomes 0", "a quarter", "a half", "stays", "doubles"],
    {"A": "a half", "B": "becomes 0", "C": "stays", "D": "stays", "E": "doubles"},
    because={
        "A": "The variance becomes a quarter, and the spread is its root.",
        "B": "There is only one such batch.",
        "C": "The copies have the same gradients, so a draw is the same game as before.",
        "D": "The learning rate belongs to job 3, and the gradient has not met it yet.",
        "E": "Every gradient doubles, and so does every difference between two.",
    },
    praise="The batch sets the spread, and nothing that happens afterwards does.",
    mistakes=[
        (
            {"A": "a quarter"},
            "In A you have the variance: it becomes a quarter. The spread is its square root. Four times the work for "
            "half the spread.",
        ),
        (
            {"D": "a half"},
            "In D you let the learning rate change the gradient. It makes the *step* smaller, noise included; the "
            "gradient is computed before anybody asks for a learning rate.",
        ),
        (
            {"C": "a half"},
            "In C you hoped that more data means less noise. A mini-batch still looks at B examples only, and copies "
            "tell it nothing new.",
        ),
        (
            {"C": "becomes 0"},
            "In C nothing becomes exact: a mini-batch still looks at B examples only.",
        ),
        (
            {"B": "stays"},
            "In B ask how many different batches of all examples there are, if none may come twice.",
        ),
        (
            {"E": "stays"},
            "In E every gradient becomes twice as long. So do the distances between them.",
        ),
    ],
    hints=[
        "The spread is the root of: the variance of one example's gradient, divided by the batch size.",
        "Without replacement comes the factor (N - B) / (N - 1). What is it for B = N?",
        "For C: does a draw from ten copies of a hat full of numbers differ from a draw from the hat?",
    ],
)
