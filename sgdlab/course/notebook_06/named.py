"""What does the sentence name?

Answer `"the gradient"`, `"the update"` or `"both"`.

- **A** "The error is carried back to the hidden units."
- **B** "Each weight is changed a little against its gradient."
- **C** "We describe a new learning procedure, back-propagation." (1986)
- **D** `loss.backward()`, a line of PyTorch.
- **E** `optimizer.step()`, another line of PyTorch.
"""

from sgdlab.course.exercises import Choice

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
    mistakes={
        ("C", "the gradient"): "You read C as the word is used today. But the paper goes on: “The procedure repeatedly "
        "adjusts the weights”. Its name stood for both halves, and that is where the confusion began.",
        ("C", "the update"): "You read C as the update alone. The paper's procedure has two halves: it computes the "
        "gradient by going back, *and* it adjusts the weights.",
        ("A", "both"): "You saw an update in A. Nothing in that sentence says that a weight changes.",
        ("D", "both"): "You saw an update in D. After `loss.backward()` every parameter is what it was before.",
        ("E", "both"): "You saw a gradient in E. `optimizer.step()` uses the gradients that are there; it computes "
        "none.",
    },
    hints=[
        "Ask of each: does it say how steep the loss is, or does it move something, or both?",
        "One of the five names both.",
        "It is the old one: the paper says in its next sentence what the procedure does to the weights.",
    ],
)
