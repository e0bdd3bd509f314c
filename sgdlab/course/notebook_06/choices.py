"""Notebook 06: which button was it [whose_button], what does a sentence name [named]."""

from sgdlab.course.exercises import Choice

whose_button = Choice(
    "whose_button",
    ["forward", "backward", "update", "none of them"],
    {
        "A": "update",
        "B": "forward",
        "C": "backward",
        "D": "update",
        "E": "none of them",
        "F": "update",
    },
    because={
        "A": "The boundary depends on the parameters, and only an update changes them.",
        "B": "The loss is the last thing that the way forward computes.",
        "C": "Error gradients are what is carried back.",
        "D": "It was computed at parameters that are gone now.",
        "E": "Forward alone, or backward alone, computes the same again and again; update alone runs out of gradient "
        "after one step.",
        "F": "Forward and backward have no learning rate in them.",
    },
    praise="Forward and backward look. Only update moves.",
    mistakes=[
        (
            {"A": "backward"},
            "You let backward move the boundary. It computes a gradient; look at the lab's line “0 of 42 parameters "
            "changed”.",
        ),
        (
            {"E": "backward"},
            "You expect something of a thousand backwards. The first one computes the gradient, and the others compute "
            "the same one again. No parameter changes.",
        ),
        (
            {"E": "update"},
            "You expect something of update alone. It needs a gradient, and the one it has is used up by the first "
            "step. It takes all three, in turn.",
        ),
        (
            {"D": "backward"},
            "In D you chose backward. Backward makes a gradient; what makes it out of date is that the parameters move "
            "away from under it.",
        ),
        (
            {"D": "forward"},
            "In D you chose forward. It computes outputs and loss, and the gradient at these parameters stays what it "
            "is.",
        ),
        (
            {"F": "backward"},
            "You gave the learning rate to backward. A gradient says how steep it is; how far to go is decided later.",
        ),
    ],
    hints=[
        "Ask of each: does a parameter have to change for this?",
        "Three of the six can only be an update.",
        "In E, try it in the lab: press one button alone, as often as you like.",
    ],
)

named = Choice(
    "named",
    ["the gradient", "the update", "both"],
    {"A": "the gradient", "B": "the update", "C": "both", "D": "the gradient", "E": "the update"},
    because={
        "A": "Carrying the error back is how the gradient is computed.",
        "B": "Changing weights against their gradient is gradient descent.",
        "C": "In 1986 the name stood for the whole procedure, with the rule that adjusts the weights.",
        "D": "This line of code computes gradients, and changes no parameter.",
        "E": "This line moves the parameters, and computes no gradient.",
    },
    praise="You can read the old sentence and the new ones without mixing up the jobs.",
    mistakes=[
        (
            {"C": "the gradient"},
            "You read C as the word is used today. But the paper goes on: “The procedure repeatedly adjusts the "
            "weights”. Its name was for both halves. That is where the confusion began.",
        ),
        (
            {"C": "the update"},
            "You read C as the update alone. The paper's procedure has two halves: it computes the gradient by going "
            "back, *and* it adjusts the weights.",
        ),
        (
            {"A": "both"},
            "You find an update in A. Nothing in that sentence says that a weight changes.",
        ),
        (
            {"D": "both"},
            "You find an update in D. After `loss.backward()` every parameter is what it was before.",
        ),
        (
            {"E": "both"},
            "You find a gradient in E. `optimizer.step()` uses the gradients that are there; it computes none.",
        ),
    ],
    hints=[
        "Ask of each: does it say how steep the loss is, or does it move something, or both?",
        "One of the five names both.",
        "It is the old one: the paper says in its next sentence what the procedure does to the weights.",
    ],
)
