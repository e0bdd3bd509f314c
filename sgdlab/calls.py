"""Say in a sentence what is wrong with a call, by one rule for all functions, classes and parts.

- functions and classes that say it, as a package offers them [explained]
- the sentence                                              [wrong_call]
- arguments for the call that an error suggests             [example]
- the type of what a function returns                       [returned]
"""

import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, wraps
from types import FunctionType
from typing import TypeAlias, TypeVar, cast, get_type_hints

from sgdlab.quantities import count

VALUES = {  # examples, for calls in errors
    "batch_size": "8",
    "below": "0.001",
    "learning_rate": "0.01",
    "limit": "1.0",
    "optimizer": "gradient_descent(0.1)",
    "rate": "0.1",
    "size": "8",
    "steps": "100",
}
ELSEWHERE = {  # what is an argument in other packages, and what to write here, with the value that was given
    "batch_size": "batches=minibatch({})",
    "epochs": "stop=budget(epochs={})",
    "h": "step={}",
    "iterations": "steps={}",
    "learning_rate": "optimizer=gradient_descent({})",
    "loss": "problem=Problem(loss, data, start)",
    "max_iter": "steps={}",
    "max_norm": "limit={}",
    "momentum": "optimizer=gradient_descent(0.1, momentum={})",
    "nesterov": "optimizer=gradient_descent(0.1, momentum=0.9, nesterov={})",
    "patience": "stop=patience(held_out, {})",
    "random_state": "seed={}",
    "rng": "seed=0",
    "step_size": "learning_rate={}",
    "tol": "stop=loss_change({})",
    "weight_decay": "optimizer=weight_decay(gradient_descent(0.1), {})",
    "x0": "start={}",
}
IN_PLACE = (
    "your function must not change what it is given: write w = 2 * w, not w *= 2; an optimizer returns the step, and "
    "train adds it"
)
PLAIN = inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD
CACHED = type(cache(len))
FAST = "sgdlab.autodiff.composites", "sgdlab.autodiff.functions", "sgdlab.autodiff.scalar"  # called in every step
REST = inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD

Call: TypeAlias = Callable[..., object]
Takes: TypeAlias = Mapping[str, inspect.Parameter]
T = TypeVar("T")

_of_class = cache(inspect.signature)  # 20 µs, for each part that is made


def explained(public: T, package: str) -> T:
    """Return what a package offers; a function or class then says what is wrong with a call, instead of Python.

    >>> def sgd(learning_rate, batch_size): ...
    >>> explained(sgd, "sgdlab")(lr=0.1)
    Traceback (most recent call last):
    TypeError: sgd has no argument 'lr'; it has learning_rate, batch_size: write learning_rate, not lr
    """
    if isinstance(public, type) and public.__new__ is object.__new__:  # type: ignore[comparison-overlap]
        if public.__module__ not in FAST:
            public.__init__ = _checked(public.__init__, public)  # type: ignore[misc]
    elif isinstance(public, FunctionType | CACHED) and public.__module__ not in FAST:
        checked = _checked(public, public)
        checked.__module__ = package  # where it is found when it is pickled
        return cast(T, checked)
    return public


def _checked(plain: Call, call: Call) -> Call:
    @wraps(plain)
    def checked(*args: object, **options: object) -> object:
        try:
            return plain(*args, **options)
        except TypeError:  # looked at after the call, because calls have to be fast
            if wrong := wrong_call(call, args if plain is call else args[1:], options):
                raise TypeError(wrong) from None
            raise
        except ValueError as error:
            if str(error).endswith("is read-only"):  # NumPy's words for what your own function did
                raise ValueError(f"{error}: {IN_PLACE}") from error
            raise

    return checked


def wrong_call(call: Call, args: Sequence[object], options: Mapping[str, object], name: str = "") -> str | None:
    """Return what is wrong with the arguments of a call, or None if nothing is."""
    name = name or call.__name__
    signature = _of_class(call) if isinstance(call, type) else inspect.signature(call)
    try:
        signature.bind(*args, **options)
    except TypeError:
        right, takes = f"{name}({example(call)})", signature.parameters
        around = [one for one in getattr(call, "wrappers", ()) if one in options and one not in takes]
        outer = [f"; {one}({right}, {options[one]!r:.40}) puts it around" for one in around[:1]]
        return f"{name} {_misfit(right, takes, args, options)}{''.join(outer)}"
    return None


def _misfit(right: str, all_takes: Takes, args: Sequence[object], options: Mapping[str, object]) -> str:
    takes = {name: one for name, one in all_takes.items() if one.kind not in REST}
    placed = [name for name, one in takes.items() if one.kind in PLAIN]
    unknown = [name for name in options if name not in all_takes]
    if unknown and all(one.kind is not one.VAR_KEYWORD for one in all_takes.values()):
        instead = {word: what for word, what in ELSEWHERE.items() if what.partition("=")[0] in takes}
        near = meant(unknown[0], {**instead, **dict.fromkeys(takes, "")})
        shown = [instead.get(word, word).format(repr(options[unknown[0]])[:40]) for word in near]
        instead_of = f": write {' or '.join(shown)}, not {unknown[0]}" if near else ""
        return f"has no argument {unknown[0]!r}; it has {', '.join(takes) or 'none'}{instead_of}"
    if len(args) > len(placed) and all(one.kind is not one.VAR_POSITIONAL for one in all_takes.values()):
        most = f"at most {count(len(placed), 'argument')}" if placed else "no argument"
        listed = f" ({', '.join(placed)})" if placed else ""
        named = [f"; write the others by name, such as {name}=…" for name in takes if name not in placed]
        return f"takes {most} without a name{listed}; got {len(args)}{''.join(named[:1])}"
    if twice := [name for name in placed[: len(args)] if name in options]:
        return f"got {twice[0]} twice, once with its name and once without"
    given = [*placed[: len(args)], *(name for name in options if name in takes and takes[name].kind is not PLAIN[0])]
    *before, last = [name for name, one in takes.items() if one.default is one.empty and name not in given]
    return f"needs {', '.join(before)}{' and ' * bool(before)}{last}: write {right}"


def meant(word: str, names: Collection[str]) -> list[str]:
    """Return the names that a word may mean: one that differs by a typo, or else those with its initials or parts.

    >>> meant("lr", ["momentum", "learning_rate"]), meant("batch", ["batch_size"]), meant("X", ["y"])
    (['learning_rate'], ['batch_size'], [])
    >>> meant("epsilon", ["eps", "beta1"]), meant("tol", ["tolerance"])
    (['eps'], ['tolerance'])
    """
    typo = get_close_matches(word, names, n=1, cutoff=0.85)
    initials = [name for name in names if word == "".join(part[0] for part in name.split("_"))]
    shared = [name for name in names if {*word.split("_")} & {*name.split("_")}]
    begun = [name for name in names if len(name) > 2 < len(word) and (word.startswith(name) or name.startswith(word))]
    return typo or initials or shared or begun or get_close_matches(word, names, cutoff=0.7)


def example(call: Call) -> str:
    """Example arguments for a class or function: those without a default, or one that is only given by name."""
    try:
        takes = inspect.signature(call).parameters.values()
    except ValueError:  # a class written in C may not tell its arguments
        return "…"
    needed = [VALUES.get(one.name, one.name) for one in takes if one.default is one.empty and one.kind in PLAIN]
    by_name = [f"{one.name}={VALUES[one.name]}" for one in takes if one.kind not in PLAIN and one.name in VALUES]
    return ", ".join(needed or by_name[:1])


def returned(function: object) -> object:
    """Return the type that a function says it returns, or None if it does not say, or says what is not defined."""
    try:
        return get_type_hints(function).get("return")
    except Exception:  # a user may write anything into annotations
        return None
