"""Predict: which are exact?

You want the derivative of the loss of one batch. Is what you get `"exact to rounding"` or `"approximate"`, if you take

- **A** backprop;
- **B** differences with h = 0.001;
- **C** dual numbers;
- **D** the complex step with h = 1e-20;
- **E** differences with h = 1e-15?
"""

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
        "A": "Backprop multiplies exact local derivatives. It goes back through the graph and leaves nothing out.",
        "B": "The slope of a secant is not the slope of the curve.",
        "C": "The tangent of every operation is exact, so the tangent of the result is exact too.",
        "D": "What is left out is of the order of h², 1e-40, far below the last digit; and nothing is subtracted.",
        "E": "With too small an h, subtracting loses the digits: the error grows again.",
    },
    praise="Of the four ways, only the differences are approximate.",
    mistakes={
        ("A", "approximate"): "You called backprop approximate. It is exact to rounding: it multiplies and adds exact "
        "local derivatives. (The gradient of a mini-batch differs from that of all the data, but the reason is the "
        "choice of examples, not backprop.)",
        ("D", "approximate"): "You called the complex step approximate. It uses a step, like finite differences, but "
        "it subtracts nothing; so h can be so small that its error is far below rounding.",
        ("E", "exact to rounding"): "You called tiny differences exact. When h is 1e-15, loss(w + h) and loss(w) agree "
        "in all digits but the last, and their difference is mostly rounding.",
        ("B", "exact to rounding"): "You called differences exact. They measure the slope of a secant; the bend of the "
        "curve is their error.",
        ("C", "approximate"): "You called dual numbers approximate. But no step is taken that could be too large: each "
        "operation works out its tangent by the exact rule.",
    },
    hints=[
        "Ask of each: does it take a step of finite size in a real direction?",
        "Two of the five subtract two nearly equal numbers.",
        "Look once more at the table of errors under “One function, four ways”.",
    ],
)
