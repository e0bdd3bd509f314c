"""The settings of a lab as one line of text, such as "race learning_rate=0.1 batch_size=8" [write, read].

The text of a lab with a problem of your own begins with "ravine(problem)".  The lab with such a problem also reads a
text that begins with "ravine", but the usual lab doesn't read the first one.
"""

import shlex

from sgdlab.labs.stage.control import Controls


def write(name: str, controls: Controls, without: str = "") -> str:
    """Return the name of the lab and the value of every control; `without` names one to leave out."""
    return " ".join([name, *(f"{key}={shlex.quote(one.text())}" for key, one in controls.items() if key != without)])


def read(text: str, name: str, controls: Controls) -> dict[str, object]:
    """Return the settings that a text names, checked; the others are left out."""
    head, *parts = pieces_of(text)
    if head not in (name, kind_of(name)):
        raise ValueError(f"this is the state of the lab {head!r}; it is {name!r} that is open here")
    found = {}
    for part in parts:
        key, equals, value = part.partition("=")
        if key not in controls or not equals:
            raise ValueError(f"{part!r} is not a setting of this lab; it has {', '.join(f'{k}=…' for k in controls)}")
        if key in found:
            raise ValueError(f"{key} is there twice: write it once")
        try:
            found[key] = controls[key].parse(value)
        except ValueError as error:
            raise ValueError(f"{key}={value}: {error}") from None
    return found


def kind_of(head: str) -> str:
    """Return the name of a lab without what it was given."""
    return head.partition("(")[0]


def pieces_of(text: str) -> list[str]:
    """Return the pieces of a state text, the name of its lab first."""
    if not isinstance(text, str):
        raise TypeError(f"the state of a lab is a text, such as 'race seed=1'; got {text!r:.80}")
    try:
        pieces = shlex.split(text)
    except ValueError:
        raise ValueError(f"a quotation mark is missing in {text!r}") from None
    if not pieces:
        raise ValueError("the text is empty; the state of a lab begins with its name, such as 'race seed=1'")
    return pieces
