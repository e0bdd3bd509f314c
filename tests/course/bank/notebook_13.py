"""The exercises of notebook 13: a second right answer to each, wrong programs, and known mistakes written again."""

import numpy as np

import sgdlab as sl
from sgdlab.course.notebook_13 import ahead_slip, chances, size


def model_size(letters, places, width, hidden):
    tables = [
        (letters, width),
        (places, width),
        *[(width, width)] * 4,
        (width, hidden),
        (hidden, width),
        (width, letters),
    ]
    return sum(np.empty(shape).size for shape in tables)


def place_by_place(scores):
    """The softmax of what each place may see, and zeros behind it, in single precision."""
    return np.float32([[*sl.softmax(row[: t + 1]), *np.zeros(len(scores) - t - 1)] for t, row in enumerate(scores)])


RIGHT = {
    "size": model_size,
    "chances": lambda scores, temperature: sl.softmax(scores / temperature, axis=-1),
    "ahead_slip": place_by_place,
}


def counted(*without, mixes=4, hidden_tables=2, biases=False):
    """The size of the model table by table, without some of them."""

    def answer(letters, places, width, hidden):
        tables = {"letters": letters * width, "places": places * width, "scores": letters * width}
        tables |= {"attention": mixes * width**2, "hidden": hidden_tables * width * hidden}
        more = 4 * width + hidden + width + letters if biases else 0
        return sum(entries for name, entries in tables.items() if name not in without) + more

    return answer


def shares(scores, hide=None, axis=-1, by=-np.inf):
    scores = scores.copy()
    if hide is not None:
        scores[hide(len(scores))] = by
    scores = np.exp(scores)
    return scores / scores.sum(axis=axis, keepdims=True)


def masked(k):
    return lambda size: np.triu_indices(size, k)


def at(scores, power):
    parts = np.e ** (scores * power)
    return parts / np.sum(parts)


ANSWERS = {
    size: [
        counted("scores"),
        counted("places"),
        counted(mixes=3),
        counted(hidden_tables=1),
        lambda letters, places, width, hidden: counted()(letters, places, width, width * 4),
        counted(biases=True),
    ],
    chances: [
        lambda scores, temperature: at(scores, temperature),
        lambda scores, temperature: at(scores, 1) * temperature**-1,
        lambda scores, temperature: np.e ** (np.log(at(scores, 1)) / temperature),
        lambda scores, temperature: np.e ** (scores / temperature),
        lambda scores, temperature: np.e ** (scores / temperature) / np.sum(np.e**scores),
        lambda scores, temperature: scores / scores.sum(),
        lambda scores, temperature: np.log(at(scores, 1 / temperature)),
        lambda scores, temperature: (scores == scores.max()).astype(float),
    ],
    ahead_slip: [
        shares,
        lambda scores: shares(scores, masked(0)),
        lambda scores: shares(scores, masked(2)),
        lambda scores: shares(scores, lambda size: np.tril_indices(size, -1), axis=0),
        lambda scores: shares(scores, masked(1), axis=0),
        lambda scores: np.tril(shares(scores)),
        lambda scores: shares(scores, masked(1), by=0.0),
    ],
}

WRONG = {
    "size": {
        "without two tables": counted("scores", "places"),
        "two numbers too small": counted(mixes=3, hidden_tables=1),
        "one more": lambda letters, places, width, hidden: counted()(letters + 1, places, width, hidden),
        "scores of the hidden layer": lambda letters, places, width, hidden: (
            counted("scores", hidden_tables=1)(letters, places, width, hidden) + hidden * letters
        ),
        "4,096": lambda letters, places, width, hidden: 4096,
        "nan": lambda letters, places, width, hidden: float("nan"),
        "text": lambda letters, places, width, hidden: str(counted()(letters, places, width, hidden)),
        "negative": lambda letters, places, width, hidden: -counted()(letters, places, width, hidden),
        "alphabet and places swapped": lambda letters, places, width, hidden: counted()(places, letters, width, hidden),
    },
    "chances": {
        "divided too early": lambda scores, temperature: np.e ** (scores / scores.sum()),
        "what cancels": lambda scores, temperature: at(scores - temperature, 1.0),
        "uphill": lambda scores, temperature: at(scores, -1 / temperature),
        "reversed": lambda scores, temperature: at(scores, 1 / temperature)[::-1],
        "one axis more": lambda scores, temperature: at(scores, 1 / temperature)[None],
        "running sums": lambda scores, temperature: np.cumsum(at(scores, 1 / temperature)),
        "twice": lambda scores, temperature: 2 * at(scores, 1 / temperature),
        "all alike": lambda scores, temperature: np.full(len(scores), 1 / len(scores)),
        "always 0.7": lambda scores, temperature: at(scores, 1 / 0.7),
    },
    "ahead_slip": {
        "transposed": lambda scores: shares(scores, masked(1)).T,
        "itself alone": lambda scores: np.eye(len(scores)),
        "all alike": lambda scores: np.tril(np.ones_like(scores)) / np.arange(1, len(scores) + 1)[:, None],
        "the smallest": lambda scores: shares(-scores, masked(1)),
    },
}
