"""Whether a page draws what the kernel draws, for many settings of a lab [check]: the numbers, and the words by letter.

Settings: those at first, all questions of the lab, both ends of each control, combinations of such ends, and some at
random.  A few depend on the last bits of a sum, which a page adds up in another order: those for which the kernel
itself draws something else when a number moves by less than 1e-13 are counted.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from sgdlab.labs.stage import state
from sgdlab.labs.stage.arrays import pack_all
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.scene import split
from tests.labs.corners import corners as corners_of
from tests.labs.frames import code_of, described, differences, page_frames, plain

AnyLab: TypeAlias = Lab[Any, Any]
AT_RANDOM, CORNERS = 6, 5


def learning_rate_moves(lab: AnyLab, settings: Any, frame: Any) -> bool:
    """Whether the kernel, too, says something else if the learning rate changes in its 14th digit."""
    if not hasattr(settings, "learning_rate"):
        return False
    near = kernel_frame(lab, replace(settings, learning_rate=settings.learning_rate * (1 + 1e-14)))
    return any(differences({key: near.get(key) for key in frame}, frame))


def check(
    lab: AnyLab,
    settings: list[Any],
    sensitive: float = 0.0,
    *,
    moves: Callable[[AnyLab, Any, Any], bool] = learning_rate_moves,
    cleaned: Callable[[Any], Any] = lambda frame: frame,
) -> None:
    """Compare the frames of both for these settings.

    sensitive: the share that may depend on the last bits, for which `moves`.  cleaned: frames before they are compared.
    """
    live, base, constant = lab.live(), pack_all(split(lab.scene(lab.result))[0]), {}  # type: ignore[var-annotated]
    assert live is not None
    specs, count = pack_all(live.specs), 0
    for one, page in zip(settings, page_frames(lab, settings, live), strict=True):
        kernel, built = cleaned(kernel_frame(lab, one)), page.pop("built", None)
        structure, code = pack_all(kernel.pop("structure", base)), page.pop("code", None)
        assert "error" in page or code == code_of(lab, page["state"], kernel.get("counted", {}))
        assert state.read(page.pop("state"), lab.name, lab.controls) == {name: vars(one)[name] for name in lab.controls}
        differing = [*differences(cleaned(page), {**kernel, "structure": page.get("structure")})]
        differing += left_out(page, kernel, constant, vars(one))
        known = built or described(base, specs, page.get("structure"))
        if plain(structure) != plain({key: known.get(key) for key in structure}):
            differing.append("the picture has another structure")
        if differing:
            assert moves(lab, one, kernel), f"{one}: {differing}"
            count += 1
    assert count <= sensitive * len(settings), f"{count} of {len(settings)} settings depend on the last bits"


def some_settings(lab: AnyLab, seed: int, count: int, corners: int | None) -> Iterator[Any]:
    """Settings of a lab: at first, by question, with one control at an end, with all of them there, at random."""
    home, make = vars(lab.settings()), type(lab.settings())
    rng = np.random.default_rng(seed)
    yield make(**home)
    for changes in lab.presets.values():
        yield make(**{**home, **changes})
    ends = {name: corners_of(control) for name, control in lab.controls.items()}
    for name, values in ends.items():
        for value in values:
            yield make(**{**home, name: value})
    all_ends = list(itertools.product(*ends.values()))
    for k in rng.permutation(len(all_ends))[:corners]:
        yield make(**dict(zip(ends, all_ends[k], strict=True)))
    for _ in range(count):
        yield make(**{name: control.random(rng) for name, control in lab.controls.items()})


def kernel_frame(lab: AnyLab, settings: Any) -> dict[str, Any]:
    """The frame that the kernel draws once the hand rests, or the sentence with which it refuses the settings."""
    try:
        result = lab.compute(settings)
    except SettingsError as error:
        return {"error": str(error)}
    richer = lab.enriched(result) or result
    return {**lab.framed(richer), "structure": split(lab.scene(richer))[0]}


def left_out(page: Any, kernel: dict[str, Any], constant: dict[str, Any], settings: dict[str, Any]) -> Iterator[str]:
    """What changes with the settings, although the page computes it neither as a value nor as one of the settings."""
    for key, value in kernel.items():
        if key in page or key in settings:
            continue
        if repr(constant.setdefault(key, value)) != repr(value):
            yield f"{key} changes, and the page leaves it out"
