"""Any lab from its state as text [restore]."""

from typing import Any

from sgdlab import labs
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.state import words


def restore(text: str, *args: Any, **options: Any) -> Any:
    """Return the lab that a state text is of, with the settings that it names; the rest goes to the lab as it is made.

    Errors: a text of a lab that there is not, or that the lab can't read.

    >>> import sgdlab
    >>> sgdlab.restore("race batch_size=1").settings().batch_size
    1
    """
    name = words(text)[0]
    for known in labs.__all__:
        getattr(labs, known)  # loads it
    kinds = {kind.name: kind for kind in Lab.__subclasses__()}
    if name not in kinds:
        raise ValueError(f"there is no lab {name!r}; there are {', '.join(sorted(kinds))}")
    return kinds[name].from_state(text, *args, **options)
