"""Predict: of what is it true?

Somebody shows pictures and numbers of a trained relu network. Assign each sentence to `"the function"` (any parameters
with the same outputs would do), `"the parameters"` (it may change when the network is rescaled), or `"the plane"` (it
may change when other directions are drawn). If both would change it, answer `"the plane"`.

- **A** "The minimum is sharp: the largest curvature is 186."
- **B** "The picture shows a round bowl."
- **C** "Of the penguins, 99 % are recognized."
- **D** "In the picture the path hardly moves."
- **E** "Training ended 7 away from where it started."
- **F** "In the picture there is no hill beside the place where it ended."
"""

from sgdlab.course.exercises import Choice

shown = Choice(
    "shown",
    ["the function", "the parameters", "the plane"],
    {
        "A": "the parameters",
        "B": "the plane",
        "C": "the function",
        "D": "the plane",
        "E": "the parameters",
        "F": "the plane",
    },
    because={
        "A": "Rescaling changes the sharpness, and not one output.",
        "B": "Another plane through the same point can show a ridge.",
        "C": "It is measured on outputs alone.",
        "D": "A random plane hides nearly all of the way, whatever the path did.",
        "E": "Distances are measured between parameters, and rescaling changes those.",
        "F": "The picture shows two of 131 directions.",
    },
    praise="You can look at a landscape, say what you see, and say what it is true of.",
    mistakes={
        ("A", "the function"): "In A you chose the function. Look again at the network that was rescaled: the "
        "sharpness grows 46-fold, and no output changes.",
        ("A", "the plane"): "In A you chose the plane. The largest curvature is taken over all directions; no plane is "
        "chosen.",
        ("B", "the parameters"): "In B you chose the parameters. Rescaling does change the picture, but so does "
        "another plane through the same parameters. So it is true of this plane only.",
        ("C", "the parameters"): "In C you chose the parameters. Two networks with the same outputs have the same "
        "accuracy, wherever their parameters are.",
        ("D", "the parameters"): "In D you believed the picture. The path was 7 long; what seems to stand still is its "
        "shadow.",
        ("E", "the function"): "In E you chose the function. After rescaling, the same two networks are about nine "
        "times as far apart.",
        ("E", "the plane"): "In E you chose the plane. The distance is measured between two sets of parameters, "
        "without any picture.",
        ("F", "the parameters"): "In F you chose the parameters. Another plane through the same parameters may show a "
        "hill. So it is true of this plane only.",
        ("F", "the function"): "In F you drew a conclusion about all directions from two of them.",
        ("B", "the function"): "In B you took the slice for the landscape. Choose another plane, and the bowl may be a "
        "trough.",
    },
    hints=[
        "Ask of each: would it change if the network were rescaled? Would it change in another plane?",
        "Only one of the six survives both, and it has nothing to do with curvature or distance.",
        "What another plane changes belongs to the plane. What only rescaling changes belongs to the parameters.",
    ],
)
