"""What batches, gradient methods, optimizers, searches and stop rules have in common [Part]."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, ClassVar

import numpy as np


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
