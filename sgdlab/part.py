"""What batches, gradient methods, optimizers, searches and stop rules have in common.

- settings that are checked once, and a repr            [Part]
- the error for a class that was not called             [made]
"""

import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import Any, ClassVar

import numpy as np

SETTINGS = {  # examples, for calls in errors
    "below": "0.001",
    "learning_rate": "0.01",
    "optimizer": "gradient_descent(0.1)",
    "rate": "0.1",
    "size": "8",
    "steps": "100",
}


class Part:
    """A frozen dataclass of settings that checks itself, and whose repr is the call that makes it.

    A class that is called to make a part is named like a function, as in `adam(0.01)`.  A part that is used as it
    stands, such as `backprop`, is the one instance of its class, and has a `name`.
    """

    name: ClassVar[str] = ""

    def check(self, **checks: Callable[[Any, str], Any]) -> None:
        """Replace settings by what a check (value, name) returns for them; for `__post_init__`."""
        for name, check in checks.items():
            object.__setattr__(self, name, check(getattr(self, name), name))

    def __repr__(self) -> str:
        told = []
        for k, field in enumerate(fields(self)):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if field.repr and (np.ndim(value) or value != field.default):
                told.append(repr(value) if k == 0 and not field.kw_only else f"{field.name}={value!r}")
        if self.name and not told:
            return self.name
        return f"{self.name or type(self).__name__}({', '.join(told)})"


def made(value: Any, name: str) -> Any:
    """Return a value, if it isn't a class: a class makes what is needed, so the error says how to call it."""
    if isinstance(value, type):
        raise TypeError(
            f"{name}: you gave the class {value.__name__} itself; write {value.__name__}({_example(value)})"
        )
    return value


def _example(made_by: type) -> str:
    """The settings of a class that have no default; where all have one, a setting that can only be given by name."""
    try:
        takes = inspect.signature(made_by).parameters.values()
    except ValueError:  # a class written in C does not say
        return "…"
    needed = [
        one.name for one in takes if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    ]
    by_name = [
        f"{one.name}={SETTINGS[one.name]}" for one in takes if one.kind is one.KEYWORD_ONLY and one.name in SETTINGS
    ]
    return ", ".join(SETTINGS.get(one, one) for one in needed) or "".join(by_name[:1])
