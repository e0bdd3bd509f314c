"""Predict: what suits?

Answer `"SGD with backprop"`, `"Newton's method"`, `"a search without gradients"` or `"finite differences and
momentum"`. Each is needed once.

- **A** A network with a million parameters, and a million examples.
- **B** Logistic regression with 4 parameters on 500 examples. All digits are wanted.
- **C** A rule with 6 parameters plays a game. The loss is the number of games lost out of 100.
- **D** A closed program simulates a bridge. It returns a smooth number for 3 inputs, and has one valley.
"""

from sgdlab.course.exercises import Choice

suits = Choice(
    "suits",
    ["SGD with backprop", "Newton's method", "a search without gradients", "finite differences and momentum"],
    {
        "A": "SGD with backprop",
        "B": "Newton's method",
        "C": "a search without gradients",
        "D": "finite differences and momentum",
    },
    because={
        "A": "Neither the million parameters nor the million examples may enter the cost of a step.",
        "B": "A Hessian of 4 × 4 numbers is nothing, and a few steps give all digits.",
        "C": "The loss jumps, so its slopes say nothing; and a search looks into more than one valley.",
        "D": "The program is smooth but closed: losses are all you get, and for three inputs differences are cheap.",
    },
    praise="You choose by what you have: derivatives or not, many parameters or few, one valley or many.",
    mistakes={
        ("A", "Newton's method"): "You chose Newton's method for A. Its Hessian would have a million times a million "
        "numbers.",
        ("A", "a search without gradients"): "You chose a search for A. What it needs grows with the number of "
        "parameters, and here there are a million.",
        ("B", "SGD with backprop"): "You chose SGD for B. It would get near, but all digits are wanted, and SGD has a "
        "noise floor.",
        ("C", "SGD with backprop"): "You chose backprop for C. Where the loss is a count it is flat almost everywhere, "
        "and all slopes are 0.",
        ("C", "Newton's method"): "You chose Newton's method for C. Where the loss is a count, its Hessian is 0 almost "
        "everywhere.",
        ("D", "SGD with backprop"): "You chose backprop for D. It needs to see every operation, and this program shows "
        "none.",
        ("D", "a search without gradients"): "You chose a search for D. It would work. But the program is smooth and "
        "has one valley, so differences give you slopes, and three inputs cost little.",
    },
    hints=[
        "Ask first whether there are derivatives at all, and whether backprop can get at them.",
        "Then ask how many parameters there are: a Hessian has the square of that.",
        "C is the one whose slopes say nothing.",
    ],
)
