"""Find the slips

Three of these sentences are slips. Answer `"right"` or `"slip"`.

- **A** "Gradient noise comes from errors in the data."
- **B** "A mini-batch's gradient is the exact gradient of that mini-batch's loss."
- **C** "Gradient descent becomes stochastic when its loss is computed from data."
- **D** "Backpropagation makes the gradient noisy."
- **E** "A mini-batch of all examples, drawn without replacement, has no noise."
- **F** "The mean of the gradients of all possible mini-batches of 3 is the full gradient."
"""

from sgdlab.course.exercises import Choice

noise_sentences = Choice(
    "noise_sentences",
    ["right", "slip"],
    {"A": "slip", "B": "right", "C": "slip", "D": "slip", "E": "right", "F": "right"},
    because={
        "A": "Examples without any error also have different gradients, as long as the model doesn't fit them all.",
        "B": "It is the derivative of that mini-batch's loss, with nothing left out.",
        "C": "A loss on all the data has one gradient, and nothing about it is random. Drawing examples is.",
        "D": "Backpropagation gives the same gradient for the same batch, every time.",
        "E": "There is only one such mini-batch.",
        "F": "Every example is in the same number of them.",
    },
    praise="Three slips, three sentences to keep.",
    mistakes={
        ("A", "right"): "You let A pass. Look once more at the penguins whose masses lie exactly on a line: far from "
        "the minimum their gradients spread nearly as much as the real ones.",
        ("C", "right"): "You let C pass. With all the data in every step it is plain gradient descent, whatever the "
        "loss is made of. It becomes stochastic when examples are drawn.",
        ("D", "right"): "You let D pass. Backpropagation is job 2, and exact. What is random is job 1, the choice of "
        "examples.",
        ("B", "slip"): "You marked B as a slip. A mini-batch's gradient is only an estimate of the *full* gradient, "
        "but of its own loss it is the exact one.",
        ("E", "slip"): "You marked E as a slip. Without replacement a batch of all examples is all examples, whatever "
        "their order.",
        ("F", "slip"): "You marked F as a slip. Count the 120 mini-batches of three penguins once more: each penguin "
        "is in 36 of them.",
    },
    hints=[
        "Ask of each sentence which of the three jobs it is about.",
        "Noise is what changes from draw to draw. What stays the same when the batch stays the same?",
        "A, C and D each blame something for the noise. Is that really what is drawn at random?",
    ],
)
