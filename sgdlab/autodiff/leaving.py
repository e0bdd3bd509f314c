"""What happens where a box would become a plain number, and its derivative would be lost: an error [leaving].

NumPy fills a plain array with `float(box)`, and hides the reason of the error behind words of its own; `called` brings
it back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class LostDerivativeError(TypeError):
    """A box was about to become a plain number, without its derivative."""


def leaving(method: str) -> Callable[..., Any]:
    """Make the method of a box that would return what is inside as a plain number: it raises."""

    def refuse(self: Any, *args: Any, **options: Any) -> Any:
        if hasattr(self.inner, "inner"):  # derivatives are nested: the innermost box knows what it is
            return getattr(self.inner, method)(*args, **options)
        name = type(self).__name__
        raise LostDerivativeError(
            f"a {name} does not become a plain number or array, because its derivative would be lost: use NumPy's "
            "functions (np.exp, not math.exp); make one of several with np.stack([...]) or np.concatenate([...]), also "
            "where you would fill a plain array; where no derivative is wanted, .data has the values"
        )

    return refuse


def called(f: Callable[..., Any], *args: Any) -> Any:
    """Return f(*args); where it fills a plain array with boxes, raise the reason and not NumPy's words for it."""
    try:
        return f(*args)
    except ValueError as error:  # "setting an array element with a sequence."
        if isinstance(error.__cause__, LostDerivativeError):
            raise error.__cause__ from None
        raise
