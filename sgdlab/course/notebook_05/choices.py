"""Notebook 05: predict which method is exact [exact], and which one suits [suits]."""

from sgdlab.course.exercises import Choice

exact = Choice(
    "exact",
    ["approximate", "exact to rounding"],
    {
        "A": "exact to rounding",
        "B": "approximate",
        "C": "exact to rounding",
        "D": "exact to rounding",
        "E": "approximate",
    },
    because={
        "A": "Backprop multiplies exact local derivatives. It is a way through a graph, and leaves nothing out.",
        "B": "The slope of a secant is not the slope of the curve.",
        "C": "The tangent of every operation is exact, so that of the result is.",
        "D": "What is left out is of the order of h², 1e-40, far below the last digit; and nothing is subtracted.",
        "E": "With too small an h, subtracting loses the digits: the error grows again.",
    },
    praise="Of the four ways only the differences approximate.",
    mistakes=[
        (
            {"A": "approximate"},
            "You have backprop approximate. It is exact to rounding: it multiplies and adds exact local derivatives. "
            "(The gradient of a mini-batch differs from that of all data; but that is the choice of the examples, not "
            "backprop.)",
        ),
        (
            {"D": "approximate"},
            "You have the complex step approximate. It uses a step, like finite differences, but it subtracts nothing; "
            "so h can be so small that its error is far below rounding.",
        ),
        (
            {"E": "exact to rounding"},
            "You have tiny differences exact. When h is 1e-15, loss(w + h) and loss(w) agree in all digits but the "
            "last, and their difference is mostly rounding.",
        ),
        (
            {"B": "exact to rounding"},
            "You have differences exact. They measure the slope of a secant; the bend of the curve is their error.",
        ),
        (
            {"C": "approximate"},
            "You have dual numbers approximate. There is no step in them that could be too large: e² is 0, not small.",
        ),
    ],
    hints=[
        "Ask of each: does it take a step of finite size in a real direction?",
        "Two of the five subtract two nearly equal numbers.",
        "Look once more at the table of errors under “One function, four ways”.",
    ],
)

suits = Choice(
    "suits",
    ["finite differences", "forward mode", "reverse mode"],
    {
        "A": "reverse mode",
        "B": "forward mode",
        "C": "finite differences",
        "D": "forward mode",
        "E": "reverse mode",
    },
    because={
        "A": "One output: a single pass back, for a million slopes.",
        "B": "One input: a single pass, for a thousand slopes.",
        "C": "Nothing but values comes out of this program, so the chain rule has nothing to work on.",
        "D": "Forward mode keeps no tape. It is slower here, but it fits.",
        "E": "With 50 inputs forward mode needs 50 passes; the tape fits, so reverse mode it is.",
    },
    praise="You choose by inputs, outputs, memory, and whether the program can be opened: not by habit.",
    mistakes=[
        (
            {"A": "forward mode"},
            "You chose forward mode for A. It would need a million passes, one for each parameter.",
        ),
        (
            {"A": "finite differences"},
            "You chose finite differences for A. They would need a million and one losses, for one approximate "
            "gradient.",
        ),
        (
            {"B": "reverse mode"},
            "You chose reverse mode for B. It starts from an output, and there are a thousand of them. With one input, "
            "forward mode has everything in a single pass.",
        ),
        (
            {"C": "reverse mode"},
            "You chose reverse mode for C. It needs the local derivative of every operation inside, and this program "
            "shows nobody its inside.",
        ),
        (
            {"C": "forward mode"},
            "You chose forward mode for C. It needs the local derivative of every operation inside, and this program "
            "shows nobody its inside.",
        ),
        (
            {"D": "reverse mode"},
            "You chose reverse mode for D. It has to keep a number for every operation until it comes back, and here "
            "is no room for them.",
        ),
    ],
    hints=[
        "First ask: can the method look inside the program at all?",
        "Then compare the number of inputs with the number of outputs.",
        "In D, ask which method has to remember the whole computation.",
    ],
)
