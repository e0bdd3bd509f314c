"""Which chain rule?

Assign each line to `"calculus"` or `"probability"`.

- **A** df/dx = df/du × du/dx
- **B** P(A and B) = P(A) × P(B | A)
- **C** "Backprop applies the chain rule."
- **D** "By the chain rule, the probability of a sentence is a product over its words, each given all the words
  before."
- **E** "What comes back over several paths is added."
"""

from sgdlab.course.exercises import Choice

which_chain = Choice(
    "which_chain",
    ["calculus", "probability"],
    {"A": "calculus", "B": "probability", "C": "calculus", "D": "probability", "E": "calculus"},
    because={
        "A": "Rates of change along a path are multiplied.",
        "B": "A joint probability is a product of conditional ones.",
        "C": "Backprop is the chain rule for derivatives, applied from the result backward.",
        "D": "The probability of a sentence is that of its first word, times that of the second given the first, …",
        "E": "What arrives over several paths is added: that is the chain rule of calculus for several variables.",
    },
    praise="Two rules with one name. Backprop uses the one for derivatives.",
    mistakes={
        ("C", "probability"): "You assigned C to probability. Backprop needs no chance and no data: it multiplies "
        "local derivatives.",
        ("D", "calculus"): "You assigned D to calculus. No derivative is taken there: it is a product of conditional "
        "probabilities.",
        ("B", "calculus"): "You assigned B to calculus. The bar in P(B | A) says *given*: it is a probability, not a "
        "slope.",
        ("E", "probability"): "You assigned E to probability. The paths are those of a computational graph, and what "
        "you add are slopes.",
        ("A", "probability"): "You assigned A to probability. df/du and du/dx are derivatives: how fast one changes "
        "with the other.",
    },
    hints=[
        "Ask of each: is a slope multiplied, or a probability?",
        "Three belong to calculus.",
        "In D, think of “given all the words before”.",
    ],
)
