"""What the page needs for both panes [live_of]; `front_end/src/labs/twin_panes` computes what `compute` does."""

from sgdlab.figures.sentences import capital
from sgdlab.labs.stage.live import Live, recipes_of
from sgdlab.labs.twin_panes.compute import STEPS, WORDS
from sgdlab.labs.twin_panes.one_feature import NEAREST, OneFeature
from sgdlab.labs.twin_panes.picture import ENDS
from sgdlab.optimizers import gradient_descent


def live_of(panes: OneFeature) -> Live | None:
    """Return the program of gradient descent and what the picture needs; None if the loss can't be written for it."""
    model = panes.model
    recipes = recipes_of(model, {"descent": {"optimizer": gradient_descent(0.1)}})
    if recipes is None:
        return None
    facts = {
        "title": capital(model.title),
        "probability": panes.probability,
        "nearest": NEAREST,
        "steps": STEPS,
        "examples": model.n,
        "unit": panes.unit,
        "minimum": model.minimum,
        "floor": panes.floor,
        "x": panes.x,
        "y": panes.y,
        "across": panes.across,
        "ends": list(ENDS),
        "at": panes.ends.tolist(),
        "up": panes.frame[1],
        "columns": ["", *panes.names, "loss"],
    }
    return Live(recipes, facts, WORDS)
