"""What a lab and its page share: the page computes the lab by itself, or the kernel sends results ahead [InPage].

A page that computes is sent what it needs, and then the kernel waits to be asked.  For the others, the star of a state
is the results at all places of every slider.  A ray, the results along one slider, stays valid as long as everything
but its own slider stays the same.  Its *family* is a number for that.
"""

import sys
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from math import gcd

from traitlets import Bunch

from sgdlab.labs.stage import state
from sgdlab.labs.stage.arrays import exact
from sgdlab.labs.stage.code import Code
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.garbage import swept
from sgdlab.labs.stage.live import Live, described, in_picture, sent
from sgdlab.labs.stage.numbers import plainly
from sgdlab.labs.stage.ray import pack_ray
from sgdlab.labs.stage.settings import Defined, ResultT, SettingsT
from sgdlab.labs.stage.view import View
from sgdlab.scene import Figure, Json, figure_of, split

PATIENCE = 0.1  # seconds that a ray of the star can take, since the next request waits for it
LARGEST = 150_000  # bytes of a ray that are worth sending
COARSEST = 1024  # places from one to the next in a ray for a page, then half as many, and so on


class InPage(Defined[SettingsT, ResultT]):
    """A lab whose page computes it, or is sent results along the sliders; it also has its runs as lines of Python."""

    view: View
    result: ResultT  # what the picture shows
    depends = ""  # what else results depend on besides the settings, as text: while it is the same, rays stay valid
    needs = ""  # what its text does not hold and `restore` takes besides, such as ", problem"
    _alive = False  # whether a page computes its pictures by itself, so that no result is needed before it is asked for
    _template: tuple[str, Controls, Code | None] | None = None  # what it depends on, and the template

    def live(self) -> Live | None:
        """Return what the page needs to compute the lab by itself; None if the kernel has to."""
        return None

    def coded(self) -> Code | None:
        """Return the code that trains the runs of the lab, with fields for the controls; None if it shows no run."""
        return None

    def counted(self, result: ResultT) -> dict[str, str]:
        """Return texts for more fields of the code: what a result has and no control says."""
        return {}

    def programs(self) -> dict[str, Code]:
        """Return the runs as programs in plain NumPy, by name; it takes a moment, so it is done when somebody asks."""
        return {}

    @property
    def code(self) -> str:
        """Python that leaves the runs in the picture as variables, with the present settings; empty without runs."""
        if self.template is None:
            return ""
        texts = {name: control.text() for name, control in self.controls.items()}
        return self.template.filled({**texts, **self.counted(self.result)})

    @property
    def template(self) -> Code | None:
        """The template of the code, made anew when the controls, or something besides them, are others."""
        known = self._template
        if known is None or known[0] != self.depends or known[1] is not self.controls:
            made = self.coded() if self.controls else None
            known = self._template = self.depends, self.controls, made and made.over(self.controls)
        return known[2]

    def described_code(self) -> Json:
        """Return what a description says of the code."""
        written = type(self).programs is not InPage.programs
        return {"code": {**self.template.sent(), "programs": written}} if self.template else {}

    def stored(self) -> Json:
        """Return what a saved page needs to show and to compute this lab."""
        frame = {key: value for key, value in self.view.frame.items() if key != "error"}  # it is of the moment
        computed = {"live": dict(self.view.live), "values": exact(vars(self.settings()))} if self.view.live else {}
        return {"spec": self.view.spec, "frame": frame, **computed}

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        return figure_of(self.scene(self.result))

    def picture(self) -> dict[str, str]:
        """Return the figure as a notebook stores it; none in a browser's Python, where Matplotlib would take long."""
        if sys.platform == "emscripten":
            return {}
        with swept():
            return self.figure()._repr_mimebundle_()

    @property
    def page(self) -> View:
        """The lab as one widget with controls of its own, for homes without those of Jupyter, such as marimo."""
        if self.controls and self.view.controls is None:
            self.stand_alone()
        return self.view

    def _display_(self) -> View:
        """What marimo shows."""
        return self.page

    def offer(self) -> None:
        """Send what the page needs to compute the lab by itself, with new programs if it has asked for some before."""
        live = self.live()
        if self.view.controls is not None:
            self.stand_alone()  # another problem has other controls, which come first
        self.view.live = {} if live is None else sent(self, live)
        self.view.places = in_picture(self.controls)
        self._alive = self._alive and live is not None
        if self.view.programs is not None:
            self.offer_programs()

    def offer_programs(self) -> None:
        """Send the programs to the page, because somebody asks for them."""
        self.view.programs = {name: program.sent() for name, program in self.programs().items()}

    def stand_alone(self) -> None:
        """Give the picture controls of its own, because a page can't reach those of Jupyter."""
        with self.view.hold_sync():
            self.view.controls, self.view.state = described(self), self.state

    def stated(self, change: Bunch) -> None:
        """Take the settings of a page with controls of its own."""
        if change["new"] != self.state:
            self.restore(change["new"])

    def came_alive(self) -> None:
        """A page has begun to compute by itself."""
        self._alive = bool(self.view.live)

    def left_to_the_kernel(self) -> None:
        """A page that had begun to compute can't go on, so the kernel draws what the controls say."""
        self.view.live, self._alive = {}, False
        self.refresh()

    def placed(self, change: Bunch) -> None:
        """Take what the reader has moved in a picture that the page computes."""
        for name, value in change["new"].items():
            taken: object = value if isinstance(value, str) else tuple(value)
            if taken != self.controls[name].value:
                self.controls[name].value = taken

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
