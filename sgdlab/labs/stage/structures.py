"""Pictures of one lab that differ in more than their values, such as in the name of a line [structures]."""

from collections.abc import Iterator, Mapping
from typing import Any

from sgdlab.labs.stage.arrays import pack_all
from sgdlab.scene import Json, Scene, split

_MISSING = object()


def structures(scenes: Mapping[str, Scene]) -> Json:
    """Return what a page needs to make one structure from another: where they differ, and what each has there.

    Equal values are sent once.  None: a structure has nothing there, which can be a key or the end of a list.

    >>> from sgdlab.scene import Lines
    >>> found = structures({"one": Scene("Adam", "", []), "two": Scene("SGD", "", [], [Lines(["It falls."])])})
    >>> found["values"][:2], found["of"]
    (['Adam', 'SGD'], {'one': {'name': 0, 'words.0': None}, 'two': {'name': 1, 'words.0': 2}})
    """
    packed = {name: pack_all(split(scene)[0]) for name, scene in scenes.items()}
    values: list[object] = []

    def place(value: object) -> int | None:
        if value is _MISSING:
            return None
        if value not in values:
            values.append(value)
        return values.index(value)

    of: dict[str, dict[str, int | None]] = {name: {} for name in packed}
    for path, each in _differing(list(packed.values()), ""):
        for name, value in zip(packed, each, strict=True):
            of[name][path] = place(value)
    return {"values": values, "of": of}


def _differing(each: list[Any], path: str) -> Iterator[tuple[str, list[Any]]]:
    """The places at which structures differ, with what each has there."""
    if all(one is not _MISSING and one == each[0] for one in each):
        return
    if all(isinstance(one, dict) and "f32" not in one for one in each):
        keys = dict.fromkeys(key for one in each for key in one)
        inner = {key: [one.get(key, _MISSING) for one in each] for key in keys}
    elif all(isinstance(one, list) for one in each):
        inner = {str(k): [one[k] if k < len(one) else _MISSING for one in each] for k in range(max(map(len, each)))}
    else:
        yield path, each
        return
    for key, values in inner.items():
        yield from _differing(values, f"{path}.{key}" if path else key)
