"""Find the slips in sentences

You could read each of these in a tutorial. Answer `"true"` or `"a slip"`.

- **A** Adam stands for adaptive movement estimation.
- **B** Adam adapts its steps, so its learning rate need not be chosen.
- **C** Without the bias correction Adam's first step would be longer.
- **D** With the bias correction a step of Adam is never longer than its learning rate.
- **E** Adam can be used in place of backprop.
- **F** Adam's average of g usually differs from the gradient at the present point.
"""

from sgdlab.course.exercises import Choice

sentences = Choice(
    "sentences",
    ["true", "a slip"],
    {"A": "a slip", "B": "a slip", "C": "true", "D": "a slip", "E": "a slip", "F": "true"},
    because={
        "A": "Adam stands for adaptive moment estimation: moments are averages of g and of g².",
        "B": "It has a learning rate, and no step is longer than a few times that rate. With a wrong one it fails "
        "like any other method.",
        "C": "The correction multiplies the numerator by 1/0.1 = 10 and the denominator by √(1/0.001) = 31.6, so the "
        "first step gets shorter.",
        "D": "After a long silence a single gradient makes a step of 3.162 learning rates.",
        "E": "It takes gradients, from whatever method, and makes steps: an optimizer.",
        "F": "It averages gradients from a point that moves, and from batches that differ.",
    },
    praise="Moments, not movement; an optimizer, not a gradient method; and with a learning rate.",
    mistakes={
        ("A", "true"): "You let “movement” pass. Adam estimates moments: the mean of g and the mean of g².",
        ("B", "true"): "You think that Adam's learning rate need not be chosen. Look once more at the table of "
        "learning rates and losses.",
        ("C", "a slip"): "You took C for a slip. The correction enlarges the denominator more than the numerator.",
        ("D", "true"): "You let D pass. It holds while the gradients stay alike. After a long silence the average of "
        "squares is nearly 0.",
        ("E", "true"): "You took Adam for a gradient method. It never sees a loss: it is handed the gradient.",
        ("F", "a slip"): "You took F for a slip. An average over past steps is about past points, with past batches.",
    },
    hints=[
        "The name is explained under “What the names mean”.",
        "C and D are computed under “Averages that begin at 0”.",
        "Whose job is Adam: batches, gradient, or update?",
    ],
)
