"""Which button was it?

Answer `"forward"`, `"backward"`, `"update"` or `"none of them"`.

- **A** The decision boundary moved.
- **B** The loss of the present parameters became known.
- **C** The hidden units got their error gradients.
- **D** The gradient in hand became out of date.
- **E** This button *alone*, pressed a thousand times, takes a network all the way down to a low loss.
- **F** The learning rate mattered.
"""

from sgdlab.course.exercises import Choice

whose_button = Choice(
    "whose_button",
    ["forward", "backward", "update", "none of them"],
    {"A": "update", "B": "forward", "C": "backward", "D": "update", "E": "none of them", "F": "update"},
    because={
        "A": "The boundary depends on the parameters, and only an update changes them.",
        "B": "The loss is the last thing that the forward pass computes.",
        "C": "Error gradients are what the backward pass carries back.",
        "D": "It was computed at parameters that are gone now.",
        "E": "Forward alone, or backward alone, computes the same thing again and again. Update alone runs out of "
        "gradient after one step.",
        "F": "Forward and backward have no learning rate in them.",
    },
    praise="Forward and backward look. Only update moves.",
    mistakes={
        ("A", "backward"): "You let backward move the boundary. It computes a gradient; look at the lab's line “0 of "
        "42 parameters changed”.",
        ("E", "backward"): "You expect something from a thousand backwards. The first one computes the gradient, and "
        "all the others compute the same one again. No parameter changes.",
        ("E", "update"): "You expect something from update alone. But the gradient belongs to the parameters at which "
        "it was computed. After one update it is out of date, and the lab throws it away. You need all three, in turn.",
        ("D", "backward"): "In D you chose backward. Backward makes a gradient; what makes it out of date is that the "
        "parameters move away from under it.",
        ("D", "forward"): "In D you chose forward. It computes outputs and loss, and the gradient at these parameters "
        "doesn't change.",
        ("F", "backward"): "You gave the learning rate to backward. A gradient says how steep it is; how far to go is "
        "decided later.",
    },
    hints=[
        "Ask of each: does a parameter have to change for this?",
        "Three of the six can only be an update.",
        "In E, try it in the lab: press one button alone, as often as you like.",
    ],
)
