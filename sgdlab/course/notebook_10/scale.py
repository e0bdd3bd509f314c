"""Predict: who notices?

Is the path `"as before"`, or `"another path"`? (Take ε as 0, and the same learning rate.)

- **A** Gradient descent, the loss multiplied by 1,000.
- **B** Momentum, the loss multiplied by 1,000.
- **C** Adam, the loss multiplied by 1,000.
- **D** RMSProp, the loss multiplied by 1,000.
- **E** Adam, the whole valley turned by 45°, start and all. (As before would mean: the old path, turned along.)
"""

from sgdlab.course.exercises import Choice

scale = Choice(
    "scale",
    ["as before", "another path"],
    {"A": "another path", "B": "another path", "C": "as before", "D": "as before", "E": "another path"},
    because={
        "A": "The gradient is 1,000 times as long, and so is every step.",
        "B": "Momentum adds up gradients. A sum of numbers 1,000 times as large is 1,000 times as large.",
        "C": "The factor stands above and below the line, and cancels.",
        "D": "RMSProp divides by the root of an average of squares: the factor cancels there as well.",
        "E": "The division is entry by entry, along the axes. Turned axes are other entries. (Gradient descent does "
        "not notice a turn: its path is turned along.)",
    },
    praise="Dividing by the size of the gradients takes their size out, and leaves the axes in.",
    mistakes=[
        (
            {"C": "another path"},
            "You have Adam notice the factor. Its average is 1,000 times as large, and so is the root that it is "
            "divided by.",
        ),
        (
            {"D": "another path"},
            "You have RMSProp notice the factor. It is in the gradient, and in the root of the average of its squares.",
        ),
        (
            {"B": "as before"},
            "You have momentum not notice the factor. Momentum averages gradients, but divides by nothing.",
        ),
        (
            {"A": "as before"},
            "You have gradient descent not notice the factor. Its step is the learning rate times the gradient.",
        ),
        (
            {"E": "as before"},
            "You have Adam not notice the turn. Look once more at the table under “It depends on the axes”.",
        ),
    ],
    hints=[
        "Put 1,000 g in the place of g in the formula of each step. Does the 1,000 cancel?",
        "Two of the methods divide by something that grows with g.",
        "For E look at the table of the turned valley.",
    ],
)
