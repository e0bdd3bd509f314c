"""Notebook 10: predict who notices what [scale], tell true sentences from slips [sentences]."""

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
