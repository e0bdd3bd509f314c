"""Predict: what goes where?

In the picture of the loss surface of a straight line, what is each of these: an `"axis"`, the `"height"`, or held
`"fixed"`, so that it is neither?

- **A** the slope `w` of the line
- **B** the flipper length of the seventh penguin
- **C** the mean of the squared errors
- **D** the body mass of the seventh penguin
- **E** the height `b` of the line above x = 0
- **F** the number of penguins
"""

from sgdlab.course.exercises import Choice

surface_axes = Choice(
    "surface_axes",
    ["axis", "height", "fixed"],
    {"A": "axis", "B": "fixed", "C": "height", "D": "fixed", "E": "axis", "F": "fixed"},
    because={
        "A": "The slope w is a parameter, and parameters are what the loss depends on.",
        "B": "A flipper is data. It was measured once, and no step of training changes it.",
        "C": "The mean of the squared errors is the loss: the height over (w, b).",
        "D": "A body mass is data, too. It shapes the surface, but it is on none of its axes.",
        "E": "The height b of the line is the other parameter.",
        "F": "The number of examples is a property of the data, and stays as it is.",
    },
    praise="Parameters on the axes, the loss as the height, and the data in neither: they are what is held fixed.",
    mistakes={
        ("B", "axis", "D", "height"): "You described the plot of the data: flippers across, masses up. On the loss "
        "surface each point is a whole line, and no penguin has a place of its own.",
        ("B", "axis"): "You put a flipper on an axis. It is an axis of the plot of the data; the loss surface holds "
        "the data fixed and lets the parameters move.",
        ("D", "height"): "You made a body mass the height. That is the plot of the data; on the surface the height is "
        "the loss.",
        ("C", "axis"): "You put the loss on an axis. The loss is the result: a number for every choice of the "
        "parameters, drawn as the height.",
        ("A", "fixed", "E", "fixed"): "You held the parameters fixed. That is what a prediction does: parameters "
        "fixed, data in. For the loss it is the other way around.",
        ("E", "height"): "You took b for the height. It is the height of the line, on the plot of the data. On the "
        "loss surface b is a parameter, so it has an axis, and the height is the loss.",
        ("F", "axis"): "You put the number of examples on an axis. It belongs to the data, and other data give another "
        "surface.",
    },
    hints=[
        "Ask of each: does training change it? Does it come out as the result? Or is it simply given?",
        "There are two axes and one height. Everything else is fixed.",
        "The two axes are what you dragged in the left pane of the lab.",
    ],
)
