"""Notebook 11: predict what a swap changes [swaps], and which recipe suits [suits]."""

from sgdlab.course.exercises import Choice

swaps = Choice(
    "swaps",
    ["the path", "the bill", "both", "neither"],
    {"A": "the bill", "B": "the path", "C": "both", "D": "both", "E": "neither"},
    because={
        "A": "Both are exact, so the gradients are the same, and so are the steps. Forward mode needs a pass for each "
        "parameter.",
        "B": "Each takes one gradient a step. What it makes of it is another step.",
        "C": "Other examples give other gradients, and fewer examples cost less.",
        "D": "Two losses in place of a gradient cost less, and the estimate goes another way.",
        "E": "With all examples, backprop and gradient descent nothing is drawn at random.",
    },
    praise="Exact for exact changes the bill, optimizer for optimizer the path, and batches or estimates both.",
    mistakes=[
        (
            {"A": "the path"},
            "You let the path change with the gradient method. Two exact methods give the same gradient; it does not "
            "matter to the optimizer where it comes from.",
        ),
        (
            {"A": "both"},
            "You let the path change with the gradient method, too. Both methods are exact, so every step is the same.",
        ),
        (
            {"B": "both"},
            "You let the bill change with the optimizer. Adam and momentum both ask for one gradient a step. (Newton's "
            "method would be dearer: it wants the Hessian as well.)",
        ),
        (
            {"B": "the bill"},
            "You let only the bill change with the optimizer. But the optimizer is what makes the steps.",
        ),
        (
            {"D": "the bill"},
            "You took SPSA for exact. Its slope is right along one random direction; what it says of all others is "
            "right only on average.",
        ),
        (
            {"E": "the path"},
            "You let the seed change a run in which nothing is random. Whoever looks at all examples draws none.",
        ),
    ],
    hints=[
        "First ask: are the gradients the same, number by number? If so, and the optimizer too, the path is.",
        "The bill counts losses and gradients of single examples. Ask what one step asks for.",
        "In E ask what the seed is used for.",
    ],
)

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
        "C": "The loss jumps, so that slopes say nothing; and a single valley is not enough.",
        "D": "The program is smooth but closed: losses are all there is, and three inputs are few for differences.",
    },
    praise="You choose by what there is: derivatives or not, many parameters or few, one valley or many.",
    mistakes=[
        (
            {"A": "Newton's method"},
            "You chose Newton's method for A. Its Hessian would have a million times a million numbers.",
        ),
        (
            {"A": "a search without gradients"},
            "You chose a search for A. What it needs grows with the number of parameters, and here are a million.",
        ),
        (
            {"B": "SGD with backprop"},
            "You chose SGD for B. It would get near; but all digits are wanted, and it has a noise floor.",
        ),
        (
            {"C": "SGD with backprop"},
            "You chose backprop for C. Where the loss is a count it is flat almost everywhere, and all slopes are 0.",
        ),
        (
            {"C": "Newton's method"},
            "You chose Newton's method for C. Where the loss is a count, its Hessian is 0 almost everywhere.",
        ),
        (
            {"D": "SGD with backprop"},
            "You chose backprop for D. It needs to see every operation, and this program shows none.",
        ),
        (
            {"D": "a search without gradients"},
            "You chose a search for D. It would work. But the program is smooth and has one valley: slopes are to be "
            "had from differences, and three inputs are few.",
        ),
    ],
    hints=[
        "Ask first whether there are derivatives at all, and whether backprop can get at them.",
        "Then ask how many parameters there are: a Hessian has the square of that.",
        "C is the one whose slopes say nothing.",
    ],
)
