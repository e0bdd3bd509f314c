"""Results along the sliders of a lab, computed in advance where the kernel computes its pictures [Along]."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import cast

from sgdlab.labs.stage.coded import Coded
from sgdlab.labs.stage.goal import ResultT
from sgdlab.labs.stage.settings import SettingsT
from sgdlab.labs.stage.star import part, rays

PATIENCE = 0.1  # seconds that a ray of the star can take, since the next request waits for it
SLOW = 1.0  # seconds for one result, beyond which there is no star: the next move would wait for it


class Along(Coded[SettingsT, ResultT]):
    """The rays of a lab: its results at all places of a slider, while the other settings stay."""

    took = 0.0  # seconds for the last result
    _last_good: SettingsT

    def compute(self, settings: SettingsT) -> ResultT:
        """Return the result for the settings: no widget, no display."""
        raise NotImplementedError

    def settle(self) -> None:
        """Show the result with what takes longer."""
        raise NotImplementedError

    def ray(self, settings: SettingsT, name: str, places: Sequence[float]) -> Sequence[ResultT | None]:
        """Return the results at all places of one slider while the other settings stay; None where there is no result.

        A lab that computes many at once does so here.  The others compute as many as a tenth of a second allows, the
        nearest first.
        """
        here = self.controls[name].position
        return self.along(name, places, sorted(range(len(places)), key=lambda k: abs(k - here)), settings)

    def along(
        self, name: str, places: Sequence[float], order: Iterable[int], settings: SettingsT | None = None
    ) -> list[ResultT | None]:
        """Return the results at some places of one slider, as many as a tenth of a second allows, in this order."""
        given = settings or self.settings()
        until, results = time.perf_counter() + PATIENCE, cast(list[ResultT | None], [None] * len(places))
        for k in order:
            if time.perf_counter() < until:
                results[k] = self._tried(replace(given, **{name: places[k]}))
        return results

    def _tried(self, settings: SettingsT) -> ResultT | None:
        """A result for the star; None for an error, which is shown once the slider comes there and asks the kernel."""
        try:
            return self.compute(settings)
        except Exception:
            return None

    def rest(self, has: Mapping[str, int]) -> None:
        """Send what is due and one ray that the browser lacks, because the reader pauses; it asks for the next."""
        self.offer_if_due()
        if self.settings() == self._last_good:
            self.settle()
            most = 1 if self.took < SLOW else 0  # no more, so that the next move doesn't wait for them
            for ray in islice(rays(self, has), most):  # type: ignore[arg-type]
                self.view.send_frames("ray", *ray)

    def hurry(self, name: str, first: int) -> None:
        """Send what comes next, before it is there, because the clock plays."""
        if name not in self.controls or not self.controls[name].places:
            raise ValueError(f"{name!r} is no slider of this lab")
        self.view.send_frames("part", *part(self, name, first))  # type: ignore[arg-type]
