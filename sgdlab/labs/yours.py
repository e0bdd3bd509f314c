"""Your turn: the part of `train` that the learner writes in a cell, used anew whenever the cell runs [YourTurn]."""

import inspect
import weakref
from collections.abc import Callable
from typing import TypedDict, cast

from IPython import get_ipython

from sgdlab import training
from sgdlab.batches import BatchRule
from sgdlab.calls import explained
from sgdlab.gradient_free.search import GradientFree
from sgdlab.gradients.method import GradientMethod
from sgdlab.labs.stage.code import written
from sgdlab.labs.stage.view import View
from sgdlab.optimizers.optimizer import Optimizer, OwnRule
from sgdlab.quantities import Given
from sgdlab.training.search import is_search


class Parts(TypedDict, total=False):
    """Some of the three parts of `train`."""

    optimizer: Optimizer | GradientFree | OwnRule
    gradient: GradientMethod
    batches: BatchRule


JOBS = ("optimizer", "gradient", "batches")
train = explained(training.train, "sgdlab")  # it says what is wrong with a function that changes what it is given


def parts_of(thing: Given) -> Parts:
    """Return the parts for `train` among what the learner made, by their job.

    An optimizer: an object with init and update, a function (gradient, params) -> step, or a search.  A gradient
    method: a function (loss, params, batch) -> (value, gradient).  Or a dictionary of parts by job, such as
    sgdlab.sgd(0.1, 4).

    Errors: anything else.
    """
    if isinstance(thing, dict) and thing and set(thing) <= set(JOBS):
        return cast(Parts, dict(thing))
    if not isinstance(thing, dict | type) and (callable(getattr(thing, "update", None)) or is_search(thing)):
        return {"optimizer": thing}
    if callable(thing) and not isinstance(thing, type):
        takes = inspect.signature(thing).parameters.values()
        by_place = [one for one in takes if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
        needed = [one for one in by_place if one.default is one.empty or one.default is None]  # batch can be None
        if len(needed) == 2:
            return {"optimizer": thing}
        if len(needed) > 2 or any(one.kind is one.VAR_POSITIONAL for one in takes):
            return {"gradient": thing}
    raise TypeError(
        "yours is an optimizer such as sgdlab.adam(0.1), a function (gradient, params) -> step, a search with propose "
        "and tell, a gradient method (loss, params, batch) -> (value, gradient), or a dictionary of "
        f"{', '.join(JOBS)}; got {thing!r:.80}"
    )


def parts_written(thing: object) -> dict[str, str]:
    """Return how the parts that the learner made are written in code, by job: a call of sgdlab's, or "yours".

    >>> from sgdlab import adam
    >>> parts_written({"optimizer": adam(0.1), "batches": lambda n, rng: [[0]]})
    {'optimizer': 'sl.adam(0.1)', 'batches': 'yours["batches"]'}
    """
    parts = {} if thing is None else parts_of(thing)
    own = 'yours["{job}"]' if isinstance(thing, dict) else "yours"
    return {job: written(part, own.format(job=job)) for job, part in parts.items()}


class YourTurn:
    """A lab that uses `yours`, something that the learner wrote."""

    view: View
    depends: str
    followed: Callable[[object], None] | None = None
    _yours: object = None
    _parts: Parts | None = None

    @property
    def yours(self) -> object:
        """What the learner wrote, or None."""
        return self._yours

    @yours.setter
    def yours(self, thing: object) -> None:
        parts = None if thing is None else self.usable(thing)
        self._yours, self._parts = thing, parts
        self.depends = "" if thing is None else f"yours {id(thing)}"
        self.show_yours()

    def usable(self, thing: Given) -> Parts:
        """Return the parts among what the learner made, by their job.  Errors: parts that the lab has no use for."""
        return parts_of(thing)

    def show_yours(self) -> None:
        """Show the lab with other parts than before."""
        raise NotImplementedError

    def take(self, thing: object) -> None:
        """Use a thing, and later whatever its name in the notebook stands for; the lab shows an error as a sentence."""
        try:
            self.yours = thing
        except Exception as error:
            self.view.fail(f"your turn: {type(error).__name__}: {error}")
        follow(self, thing)


def follow(lab: YourTurn, thing: object) -> None:
    """Let a lab take what the name of a thing in the notebook stands for, whenever a cell defines that name anew."""
    shell, known = get_ipython(), weakref.ref(lab)
    named = {} if shell is None else shell.user_ns
    name = next((name for name, value in named.items() if value is thing and name[0] != "_"), None)
    if name is None:
        return

    def look(*_: object) -> None:
        lab = known()
        if lab is None or lab.followed is not look:
            shell.events.unregister("post_run_cell", look)
        elif shell.user_ns.get(name) not in (None, lab.yours):
            lab.take(shell.user_ns[name])

    lab.followed = look
    shell.events.register("post_run_cell", look)
