"""The same function elsewhere

A network has the outputs `relu(x @ W1 + b1) @ W2 + b2`. Return `(W1, b1, W2, b2)` of another one with the same
outputs, in which W1 is `c` times as large (`c` is above 0).
"""

from sgdlab.course.exercises import Answer, Exercise
from sgdlab.quantities import Array


def same_network(W1: Array, b1: Array, W2: Array, b2: Array, c: float) -> Answer:
    return c * W1, c * b1, W2 / c, b2  # relu(c z) = c relu(z), and W2 / c takes the c back


rescaled = Exercise(
    "rescaled",
    same_network,
    lambda rng: (*(rng.normal(size=shape) for shape in ((3, 4), 4, (4, 2), 2)), rng.uniform(2, 5)),
    praise="The same function with other parameters. No measurement of its outputs can tell them apart.",
    mistakes=[
        lambda W1, b1, W2, b2, c: (c * W1, b1, W2 / c, b2),
        "You left b1 as it was. A hidden unit is relu(x W1 + b1): both parts of the sum have to grow by c.",
        lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2 / c, b2 / c),
        "You divided b2, too. But nothing before b2 is larger any more, because W2 / c has already taken the c back.",
        lambda W1, b1, W2, b2, c: (c * W1, c * b1, c * W2, c * b2),
        "You multiplied both layers. Then the outputs grow; the second layer has to take the c back.",
        lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2, b2),
        "You left the second layer as it was. The hidden units are c times as large now, and so are their sums.",
        lambda W1, b1, W2, b2, c: (W1 / c, b1 / c, c * W2, b2),
        "That also leaves the outputs as they are, but it is the other way around: W1 should become c times as large.",
        lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2 / c, c * b2),
        "You multiplied b2. It is added after c has been taken back, so it stays as it is.",
    ],
    hints=[
        "The outputs are relu(x W1 + b1) W2 + b2. What does relu(c z) become for a positive c?",
        "To make x W1 + b1 grow by c, both W1 and b1 must. Where can the c be taken back before b2 is added?",
        "c * W1, c * b1, W2 / c, and b2 unchanged.",
    ],
)
