"""Find the slip: a model that peeks

`scores[t, s]` says how much place t would like to look at place s. The code turns each row into shares that sum to 1,
and should hide the places that come later, because their characters are what the model is asked to guess. With this
code the loss falls almost to 0, but every name that the model makes is empty. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Function, changed
from sgdlab.quantities import Array


def looks(scores: Array) -> Answer:
    T = len(scores)
    hidden = np.triu(np.ones((T, T)), 1) == 1  # above the diagonal: the places that come later
    parts = np.exp(np.where(hidden, -np.inf, scores))
    return parts / parts.sum(axis=1, keepdims=True)


def _observe(answer: Function, scores: Array) -> Answer:
    """The shares, and the rows in which there is none, because every place is hidden."""
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.asarray(answer(scores))
    if shares.shape != scores.shape:
        return {"the shape of the shares": shares.shape}
    return {
        "the shape of the shares": shares.shape,
        "rows with nan in them, as after 0 / 0": np.flatnonzero(np.isnan(shares).any(axis=1)).tolist(),
        "the shares": np.nan_to_num(shares),
    }


def _draw(rng: np.random.Generator) -> tuple[Array]:
    size = int(rng.integers(3, 6))
    return (rng.normal(size=(size, size)),)


_given = changed(looks, {"triu": "tril", "T)), 1)": "T)), -1)"})
ahead_slip = Exercise(
    "ahead_slip",
    looks,
    _draw,
    given=_given,
    observe=_observe,
    praise="Each place sees itself and what came before. So one pass trains the model on every character of a name.",
    mistakes=[
        changed(looks, {"np.where(hidden, -np.inf, scores)": "scores"}),
        "Now nothing is hidden, so the model still sees the characters that it should guess.",
        changed(looks, {"T)), 1)": "T)), 0)"}),
        "Now a place doesn't see itself, and the first one sees nothing: 0 / 0. The diagonal has to stay.",
        changed(looks, {"T)), 1)": "T)), 2)"}),
        "Each place still sees the next one, which is the very character that it should guess.",
        changed(_given, {"axis=1": "axis=0"}),
        "You let the columns sum to 1, and the code still hides what came earlier.",
        changed(looks, {"axis=1": "axis=0"}),
        "The right places are hidden, but now the columns sum to 1. Row t holds the shares of place t.",
        changed(looks, {"np.where(hidden, -np.inf, scores)": "scores", "return ": "return ~hidden * "}),
        "You hide the later places after the sum was taken, so the rows no longer sum to 1. Hide them before.",
        changed(looks, {"-np.inf": "0.0"}),
        "A score of 0 hides nothing: e⁰ is 1. Only −∞ becomes a share of 0.",
    ],
    hints=[
        "Print `hidden` for T = 3. Row 0 belongs to the first place: what may it see?",
        "np.tril keeps what lies below the diagonal, where s < t. Those places came earlier.",
        "np.triu keeps what lies above. With 1 as its second argument it leaves the diagonal out.",
    ],
)
