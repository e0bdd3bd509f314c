"""Find the slips in sentences

Each could stand in a tutorial. Answer `"true"` or `"a slip"`.

- **A** Adam stands for adaptive movement estimation.
- **B** Adam adapts its steps, so its learning rate need not be chosen.
- **C** Without the bias correction Adam's first step would be longer.
- **D** With the bias correction a step of Adam is never longer than its learning rate.
- **E** Adam can be used in place of backprop.
- **F** Adam's averages are, in general, not those of the gradients at the present point.
"""

from sgdlab.course.exercises import Choice

sentences = Choice(
    "sentences",
    ["true", "a slip"],
    {"A": "a slip", "B": "a slip", "C": "true", "D": "a slip", "E": "a slip", "F": "true"},
    because={
        "A": "Adam stands for adaptive moment estimation: moments are averages of g and of g².",
        "B": "It has one, and no step is longer than a few of it. With a wrong one it is as lost as any other method.",
        "C": "Above the line 1/0.1 = 10 times, below it √(1/0.001) = 31.6 times: together the first step gets shorter.",
        "D": "After a long silence a single gradient makes a step of 3.162 learning rates.",
        "E": "It takes gradients, from whatever method, and makes steps: an optimizer.",
        "F": "Its averages are of gradients at a point that moves along, and of batches that differ.",
    },
    praise="Moments, not movement; an optimizer, not a gradient method; and with a learning rate.",
    mistakes=[
        ({"A": "true"}, "You let “movement” pass. What is estimated are moments: the mean of g and the mean of g²."),
        (
            {"B": "true"},
            "You let Adam do without a learning rate. Look once more at the table of learning rates and losses.",
        ),
        (
            {"C": "a slip"},
            "You took C for a slip. The correction makes the divisor larger by more than what is divided.",
        ),
        (
            {"D": "true"},
            "You let D pass. It holds for gradients that stay alike. After a silence the average of squares is nearly "
            "empty.",
        ),
        ({"E": "true"}, "You took Adam for a gradient method. It never sees a loss: it is handed the gradient."),
        (
            {"F": "a slip"},
            "You took F for a slip. An average over past steps is about past points, with past batches.",
        ),
    ],
    hints=[
        "The name is explained in the second section.",
        "C and D are computed under “Averages that begin at 0”.",
        "Whose job is Adam: batches, gradient, or update?",
    ],
)
