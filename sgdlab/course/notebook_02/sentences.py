"""Find the slips

Four of these six sentences are slips. Answer `"right"` or `"slip"`.

- **A** "The gradient holds the derivatives of the inputs with respect to the function."
- **B** "Where the gradient is not zero, the function falls fastest in the direction of minus the gradient."
- **C** "Where the gradient is not zero, minus the gradient points to the minimum."
- **D** "A smaller learning rate is only safer."
- **E** "The run has stopped, so it has found the minimum."
- **F** "The gradient has as many entries as there are inputs."
"""

from sgdlab.course.exercises import Choice

sentences = Choice(
    "sentences",
    ["right", "slip"],
    {"A": "slip", "B": "right", "C": "slip", "D": "slip", "E": "slip", "F": "right"},
    because={
        "A": "It is the other way around: derivatives of the function with respect to its inputs.",
        "B": "At a point it rises fastest along the gradient, and falls fastest against it.",
        "C": "In a ravine it may miss the minimum by 65 degrees.",
        "D": "Below the best rate it is slower, so a rule that waits for small changes can fire far away.",
        "E": "A run also ends when its steps are used up, wherever it is.",
        "F": "One partial derivative for each input.",
    },
    praise="Four slips, and all of them have been printed. You won't pass them on.",
    mistakes={
        ("A", "right"): "You let A pass. We don't differentiate the inputs: we nudge them, and the function responds. "
        "The gradient holds the derivatives of the function with respect to the inputs.",
        ("C", "right"): "You let C pass. The gradient knows the slopes at one point, but not where the minimum is. "
        "Minus the gradient points straight downhill, which in a ravine is mostly across.",
        ("D", "right"): "You let D pass. Below the best rate a smaller one needs more steps, so a fixed number of "
        "steps ends earlier on the way; and a loss that hardly changes because the steps are short looks like one that "
        "has arrived.",
        ("E", "right"): "You let E pass. A run ends when a rule fires, and most rules know nothing about the minimum: "
        "ask which rule it was.",
        ("B", "slip"): "You marked B as a slip, but it is right: the gradient points uphill, and no direction is "
        "steeper at that point. That is why descent takes minus the gradient.",
        ("F", "slip"): "You marked F as a slip, but it is right: a function of a thousand inputs has a gradient of a "
        "thousand numbers, one slope for each input.",
    },
    hints=[
        "Try each sentence on the ravine of the lab.",
        "In A, ask what is divided by what: whose rise, by whose nudge?",
        "One slip is about what is differentiated, one about a direction, one about the learning rate, and one about "
        "the end of a run.",
    ],
)
