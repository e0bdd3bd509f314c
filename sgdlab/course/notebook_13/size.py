"""Predict: how many parameters?

A model of the same form reads an alphabet of `letters` characters. A text has at most `places` characters. Each
character becomes `width` numbers, and the hidden layer has `hidden` units. Write a rule: how many parameters does the
model have?
"""

import numpy as np

from sgdlab.course.exercises import Exercise


def parameters(letters: int, places: int, width: int, hidden: int) -> int:
    tables = (letters + places) * width
    attention = 4 * width * width  # query, key, value, and the table that mixes the heads
    layer = 2 * width * hidden  # up, and down again
    return tables + attention + layer + width * letters


def _draw(rng: np.random.Generator) -> tuple[int, ...]:
    width = int(rng.integers(5, 12))
    return int(rng.integers(13, 40)), int(rng.integers(6, 12)), width, width * int(rng.integers(2, 5)) + 1


size = Exercise(
    "size",
    parameters,
    _draw,
    praise="In ours, half of them are in the hidden layer. In GPT-3 it is about two thirds.",
    mistakes=[
        lambda letters, places, width, hidden: parameters(letters, places, width, hidden) - width * letters,
        "You left out the last table, from the `width` numbers to a score for each character.",
        lambda letters, places, width, hidden: parameters(letters, 0, width, hidden),
        "You left out the table of the places. Without it the model could not tell `amy` from `may`.",
        lambda letters, places, width, hidden: parameters(letters, places, width, hidden) - width**2,
        "You counted three tables in the attention. A fourth one mixes what the heads have found.",
        lambda letters, places, width, hidden: parameters(letters, places, width, hidden) - width * hidden,
        "You counted one table of the hidden layer. One leads up to `hidden` numbers, another back to `width`.",
        lambda letters, places, width, hidden: parameters(letters, places, width, 4 * width),
        "You gave the hidden layer 4 × `width` units, as in our model. Here it has `hidden`.",
        lambda letters, places, width, hidden: (
            parameters(letters, places, width, hidden) + 5 * width + hidden + letters
        ),
        lambda letters, places, width, hidden: parameters(letters, places, width, hidden) + width + hidden,
        lambda letters, places, width, hidden: parameters(letters, places, width, hidden) + width + hidden + letters,
        "You counted biases. This model has none: each of its layers is a product with a table, and nothing more.",
        lambda letters, places, width, hidden: parameters(letters + 1, places, width, hidden),
        "You counted one character more. `letters` counts them all, also the one that ends a name.",
        lambda letters, places, width, hidden: (
            parameters(letters, places, width, hidden) + (hidden - width) * letters - width * hidden
        ),
        "You made the scores of the hidden layer. It leads back to `width` numbers first, and the last table makes "
        "scores of these.",
    ],
    hints=[
        "Go through the pieces of the model one by one. Each is a table: how many rows has it, and how many columns?",
        "Two tables turn a character and its place into `width` numbers; the last one makes scores of `width` numbers.",
        "The attention has four tables of `width` × `width`, the hidden layer has two of `width` × `hidden`.",
    ],
)
