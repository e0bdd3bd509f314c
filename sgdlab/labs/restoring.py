"""Makes any lab from its state as text [restore]."""

from typing import Any

from sgdlab import labs
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.state import kind_of, pieces_of


def restore(text: str, *args: object, **options: object) -> Lab[Any, Any]:
    """Return the lab of a state text, with the settings that the text names; the other arguments are those of the lab.

    A text holds settings only. If the lab had a problem or a function of your own, give it again: `restore(text,
    problem)`.  A number beyond the ends of its slider becomes the nearest end, and the lab says so.

    Errors: a name of no lab, a text that the lab can't read, the text of a lab with a problem that isn't given again.

    >>> import sgdlab
    >>> sgdlab.restore("race batch_size=1").settings().batch_size
    1
    """
    name = kind_of(pieces_of(text)[0])
    public = [getattr(labs, known) for known in labs.__all__]
    kinds = {kind.name: kind for kind in public if isinstance(kind, type) and issubclass(kind, Lab)}
    if name not in kinds:
        raise ValueError(f"there is no lab {name!r}; there are {', '.join(sorted(kinds))}")
    return kinds[name].from_state(text, *args, **options)
