"""Many small cases in one test [looped]: an item of pytest each would take longer than they do."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from inspect import Signature, signature
from typing import Any


def looped(names: str | Sequence[str], values: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test with each of these values, as pytest.mark.parametrize would; an error says which ones it was."""
    words = names.replace(",", " ").split() if isinstance(names, str) else names
    cases = [dict(zip(words, value if len(words) > 1 else (value,), strict=True)) for value in values]

    def of_all(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def judged(**given: Any) -> None:
            for case in cases:
                try:
                    test(**given, **case)
                except Exception as error:
                    error.add_note(f"with {case!r}")
                    raise

        rest = [one for one in signature(test).parameters.values() if one.name not in words]
        vars(judged)["__signature__"] = Signature(rest)
        return judged

    return of_all
