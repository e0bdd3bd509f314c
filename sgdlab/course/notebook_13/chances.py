"""Write: chances at a temperature

The model gives each character a score. Return the chances from which the next character is drawn: the softmax of the
scores, after you have divided the scores by `temperature`. `scores` is an array with one number for each character.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise
from sgdlab.quantities import Array


def chances_at(scores: Array, temperature: float) -> Answer:
    parts = np.exp(scores / temperature)
    return parts / parts.sum()


def _softmax(scores: Array) -> Answer:
    return chances_at(scores, 1.0)


chances = Exercise(
    "chances",
    chances_at,
    lambda rng: (rng.normal(0.5, 1.0, size=rng.integers(3, 6)), rng.uniform(0.3, 0.8)),
    praise="A low temperature prefers what is likely, a high one draws nearly at random.",
    mistakes=[
        lambda scores, temperature: _softmax(scores),
        "Your chances do not depend on the temperature: it is left out, or it cancels. Divide the scores by it, before "
        "the exponential.",
        lambda scores, temperature: _softmax(scores * temperature),
        "You multiplied by the temperature. So a low one makes all characters equally likely, and it should do "
        "the opposite.",
        lambda scores, temperature: _softmax(scores) / temperature,
        "You divided the chances. They no longer sum to 1. Divide the scores, before the exponential.",
        lambda scores, temperature: _softmax(scores) ** (1 / temperature),
        "Nearly: your chances are in the right proportion, but they don't sum to 1. Divide by the sum at the end.",
        lambda scores, temperature: np.exp(scores / temperature),
        "You left out the sum. Chances sum to 1, so divide by the sum of the exponentials.",
        lambda scores, temperature: np.exp(scores / temperature) / np.exp(scores).sum(),
        "Your sum is that of the scores without the temperature. Add up the same numbers that you divide.",
        lambda scores, temperature: (scores / temperature) / (scores / temperature).sum(),
        "You left out the exponential. Scores may be negative, but chances may not.",
        lambda scores, temperature: np.exp(scores / temperature / np.sum(scores / temperature)),
        "You divided inside of the exponential. Take the exponentials first, and then divide by *their* sum.",
        lambda scores, temperature: np.log(_softmax(scores / temperature)),
        "Those are the logarithms of the chances.",
        lambda scores, temperature: np.eye(len(scores))[np.argmax(scores)],
        "You always take the character with the highest score. Draw from all of them: return a chance for each.",
    ],
    hints=[
        "Softmax makes chances of scores: e to each score, divided by the sum of these. Notebook 06 has it by hand.",
        "Divide the scores first, by the temperature. The rest stays as it is.",
        "parts = np.exp(scores / temperature), and return parts divided by their sum.",
    ],
)
