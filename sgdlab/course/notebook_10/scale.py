"""Predict: who notices?

Is the path `"as before"`, or `"another path"`? (Take ε as 0, and the same learning rate.)

- **A** Gradient descent, the loss multiplied by 1,000.
- **B** Momentum, the loss multiplied by 1,000.
- **C** Adam, the loss multiplied by 1,000.
- **D** RMSProp, the loss multiplied by 1,000.
- **E** Adam, the whole valley turned by 45°, start and all. (Here `"as before"` means the old path, turned by 45° like
  the valley.)
"""

from sgdlab.course.exercises import Choice

scale = Choice(
    "scale",
    ["as before", "another path"],
    {"A": "another path", "B": "another path", "C": "as before", "D": "as before", "E": "another path"},
    because={
        "A": "The gradient is 1,000 times as long, and so is every step.",
        "B": "Momentum adds up gradients. A sum of numbers 1,000 times as large is 1,000 times as large.",
        "C": "The factor is in the numerator and in the denominator, so it cancels.",
        "D": "RMSProp divides by the root of an average of squares: the factor cancels there as well.",
        "E": "The division is entry by entry, along the axes. If you turn the axes, the entries change. (Gradient "
        "descent doesn't notice a turn: its path turns with the valley.)",
    },
    praise="Dividing by the size of the gradients takes their size out, and leaves the axes in.",
    mistakes={
        ("C", "another path"): "Your Adam reacts to the factor, and the real one doesn't: its average is 1,000 times "
        "as large, but so is the root that it is divided by.",
        ("D", "another path"): "Your RMSProp reacts to the factor, and the real one doesn't: the factor is in the "
        "gradient, and also in the root that it is divided by.",
        ("B", "as before"): "Your momentum ignores the factor. But momentum adds up gradients and divides them by "
        "nothing.",
        ("A", "as before"): "Your gradient descent ignores the factor. But its step is the learning rate times the "
        "gradient.",
        ("E", "as before"): "Your Adam ignores the turn. Look once more at the table under “It depends on the axes”.",
    },
    hints=[
        "Write 1,000 g instead of g in the formula of each step. Does the 1,000 cancel?",
        "Two of the methods divide by something that grows with g.",
        "For E look at the table of the turned valley.",
    ],
)
