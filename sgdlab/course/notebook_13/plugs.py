"""Which plug?

These sentences are about large language models. Which part is each of them about? Answer `"batches"`, `"gradient
method"`, `"optimizer"` or `"model"`.

- **A** "We used Adam, with a learning rate that rose to 0.0003 over the first 2,000 steps."
- **B** "Each step saw half a million characters."
- **C** "To save memory, we compute the hidden layers again on the way back instead of keeping them."
- **D** "A place can look back over 2,048 characters."
- **E** "We tuned the model with two forward passes a step, along a random direction, and no backward pass."
- **F** "Every document was used once, in random order."
"""

from sgdlab.course.exercises import Choice

plugs = Choice(
    "plugs",
    ("batches", "gradient method", "optimizer", "model"),
    {"A": "optimizer", "B": "batches", "C": "gradient method", "D": "model", "E": "gradient method", "F": "batches"},
    because={
        "A": "Adam turns gradients into steps, and the rise is a schedule of its learning rate.",
        "B": "How many examples a step looks at is the size of the batch.",
        "C": "The gradient stays the same; only the way in which backprop computes it costs less memory and more time.",
        "D": "That is the loss's own business. All three plugs stay as they are.",
        "E": "Two losses along a random direction are simultaneous perturbation, in place of backprop.",
        "F": "Batches without replacement, for one epoch.",
    },
    praise="The large models have the same three plugs as the line through the penguins.",
    mistakes={
        ("A", "gradient method"): "Adam never computes a gradient: it is given one and decides how far to move.",
        ("C", "optimizer"): "No step changes when layers are computed again: it is the way to the gradient that does.",
        ("C", "model"): "The model computes the same function as before. What changes is how its gradient is found.",
        ("D", "batches"): "The batch says which texts are seen, but how far back a place looks is built into the "
        "model.",
        ("E", "optimizer"): "Two losses along a direction estimate the slope. What is done with it, E does not say.",
        ("B", "model"): "The model reads one text as well as many. How many it sees in a step is job 1.",
    },
    hints=[
        "Ask of each sentence: does it say which examples, how the slopes are found, or how far to move?",
        "If it is none of the three, it speaks of the loss itself: the model.",
        "C and E are both about the way to the slopes.",
    ],
)
