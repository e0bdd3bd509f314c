"""Your turn: what the learner made in a cell takes part, anew whenever that cell is run [parts_of, YourTurn]."""

import inspect
import weakref
from typing import Any

from IPython import get_ipython

JOBS = ("optimizer", "gradient", "batches")


def parts_of(thing: Any) -> dict[str, Any]:
    """Return the parts for `train` of which the learner made one or more.

    An optimizer: an object with init and update, or a function (gradient, params) -> step.  A gradient method: a
    function (loss, params, batch) -> (value, gradient).  Or a dictionary of parts by job, such as sgdlab.sgd(0.1, 4).

    Errors: anything else.

    >>> parts_of(lambda gradient, params: -0.1 * gradient).keys()
    dict_keys(['optimizer'])
    >>> parts_of(lambda loss, params, batch: (0, params)).keys()
    dict_keys(['gradient'])
    """
    if isinstance(thing, dict) and thing and set(thing) <= set(JOBS):
        return dict(thing)
    if callable(getattr(thing, "update", None)) and not isinstance(thing, dict | type):
        return {"optimizer": thing}
    if callable(thing) and not isinstance(thing, type):
        takes = inspect.signature(thing).parameters.values()
        needed = [one for one in takes if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
        return {"optimizer" if len(needed) == 2 else "gradient": thing}
    raise TypeError(
        "yours is an optimizer such as sgdlab.adam(0.1) or a function (gradient, params) -> step, a gradient method "
        f"(loss, params, batch) -> (value, gradient), or a dictionary of {', '.join(JOBS)}; got {thing!r:.80}"
    )


class YourTurn:
    """A lab in which `yours`, a thing of the learner's, takes part."""

    yours: Any
    view: Any

    def take(self, thing: Any) -> None:
        """Let a thing take part, and what its name in the notebook stands for later; an error is told in the lab."""
        try:
            self.yours = thing
        except Exception as error:
            self.view.fail(f"your turn: {type(error).__name__}: {error}")
        follow(self, thing)


def follow(lab: Any, thing: Any) -> None:
    """Let a lab take what the name of a thing in the notebook stands for, whenever a cell gave it another meaning."""
    shell = get_ipython()
    names = (
        [] if shell is None else [name for name, value in shell.user_ns.items() if value is thing and name[0] != "_"]
    )
    if not names:
        return
    known, name = weakref.ref(lab), names[0]

    def look(*_: Any) -> None:
        lab = known()
        if lab is None or lab.followed is not look:
            shell.events.unregister("post_run_cell", look)
        elif shell.user_ns.get(name) not in (None, lab.yours):
            lab.take(shell.user_ns[name])

    lab.followed = look
    shell.events.register("post_run_cell", look)
