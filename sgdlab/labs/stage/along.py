"""Results along the sliders of a lab, computed in advance where the kernel computes its pictures [Along].

The star of a state is the results at all places of every slider.  A ray, the results along one slider, stays valid as
long as everything but its own slider stays the same.  Its *family* is a number for that.
"""

import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from math import gcd

from sgdlab.labs.stage import state
from sgdlab.labs.stage.control import plainly
from sgdlab.labs.stage.in_page import InPage
from sgdlab.labs.stage.ray import pack_ray
from sgdlab.labs.stage.settings import ResultT, SettingsT
from sgdlab.scene import Json, split

PATIENCE = 0.1  # seconds that a ray of the star can take, since the next request waits for it
SLOW = 1.0  # seconds for one result, beyond which there is no star: the next move would wait for it
LARGEST = 150_000  # bytes of a ray that are worth sending
COARSEST = 1024  # places from one to the next in a ray for a page, then half as many, and so on


class Along(InPage[SettingsT, ResultT]):
    """The rays of a lab: its results at all places of a slider, while the other settings stay."""

    took = 0.0  # seconds for the last result
    needs = ""  # what its text does not hold and `restore` takes besides, such as ", problem"
    _last_good: SettingsT

    def settle(self) -> None:
        """Show the result with what takes longer."""
        raise NotImplementedError

    def ray(self, name: str, patience: float = PATIENCE) -> Sequence[ResultT | None]:
        """Return the results at all places of one slider while the other settings stay; None where there is no result.

        As many as these seconds allow: the nearest first, or with more patience, for a page that gets no others, some
        of the whole slider first.
        """
        until, settings, places = time.perf_counter() + patience, self.settings(), self.controls[name].places
        here, coarsest = int(self.controls[name].position), 1 if patience == PATIENCE else COARSEST
        results: list[ResultT | None] = [None] * len(places)
        for k in sorted(range(len(places)), key=lambda k: (-gcd(k - here, coarsest), abs(k - here))):
            if time.perf_counter() < until:
                with suppress(Exception):  # it is shown once the slider comes there and asks the kernel
                    results[k] = self.compute(replace(settings, **{name: places[k]}))
        return results

    def framed(self, result: ResultT) -> Json:
        """Return the frame of a result with the keys that every lab has."""
        return {**split(self.scene(result))[1], **self._beside(result)}

    def _beside(self, result: ResultT) -> Json:
        """What every frame has besides the values of the scene."""
        measured = self.measured(result)
        goals = [{"text": goal.text, "reached": goal.reached(measured)} for goal in self.goals]
        counted = self.counted(result)
        return {"said": [], "goals": goals, **({"counted": counted} if counted else {})}

    def rest(self, has: Mapping[str, int]) -> None:
        """Send one ray that the browser lacks, because the reader pauses; it asks for the next."""
        if self.settings() == self._last_good:
            self.settle()
            ray = next(self.rays(has), None) if self.took < SLOW else None  # no more: the next move would wait for them
            if ray is not None:
                self.view.send_ray(*ray)

    def positions(self) -> Json:
        """Return where all controls stand, and the family of each slider's ray."""
        at = {name: one.position for name, one in self.controls.items() if one.model is not None}
        return {"at": at, "family": {name: self.family(name) for name, one in self.controls.items() if one.places}}

    def family(self, slider: str) -> int:
        """Return a number for everything but one slider: two states with the same number share that slider's ray."""
        others, places = state.write(self.name, self.controls, without=slider), self.controls[slider].places
        return zlib.crc32(f"{others} {places} {self.depends}".encode())

    def rays(self, has: Mapping[str, int]) -> Iterator[tuple[str, int, bytes]]:
        """Yield the rays that a browser lacks, each as name, family and bytes; none that is empty or too large."""
        for name, control in self.controls.items():
            family = self.family(name)
            if control.places and has.get(name) != family:
                results = self.ray(name)
                packed = self.packed(name, results)
                if len(packed) <= LARGEST and any(one is not None for one in results):
                    yield name, family, packed

    def packed(self, name: str, results: Sequence[ResultT | None], *, whole: bool = True) -> bytes:
        """Return the frames along a slider; `whole`: with a gap where there is no result."""
        others = state.write(self.name, self.controls, without=name)
        frames = [
            None if one is None else {**self.framed(one), "state": f"{others} {name}={plainly(place)}"}
            for one, place in zip(results, self.controls[name].places, strict=True)
        ]
        return pack_ray(frames if whole else [one for one in frames if one is not None])
