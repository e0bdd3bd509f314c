"""A lab that the page can compute by itself: the kernel sends what it needs, and then waits to be asked [InPage].

It also has its runs as lines of Python.
"""

import sys

from traitlets import Bunch

from sgdlab.labs.stage.arrays import exact
from sgdlab.labs.stage.code import Code
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.garbage import swept
from sgdlab.labs.stage.live import Live, described, in_picture, sent
from sgdlab.labs.stage.settings import Defined, ResultT, SettingsT
from sgdlab.labs.stage.view import View
from sgdlab.scene import Figure, Json, figure_of


class InPage(Defined[SettingsT, ResultT]):
    """The result of a lab, which is computed when somebody asks for it if a page draws by itself in the meantime."""

    view: View
    _alive = False  # whether a page computes its pictures by itself, so that no result is needed before it is asked for
    _stale = False  # whether the controls have moved since the last result
    _result: ResultT
    depends = ""  # what else results depend on besides the settings, as text: while it is the same, rays stay valid
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
    def result(self) -> ResultT:
        """What the picture shows."""
        if self._stale:
            alive, self._alive = self._alive, False
            try:
                self.refresh()
            finally:
                self._alive = alive
        return self._result

    @result.setter
    def result(self, result: ResultT) -> None:
        self._result, self._stale = result, False

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

    def leaves_it_to_the_page(self) -> bool:
        """Whether a page draws what the controls say now; only a notice of a control needs the kernel."""
        self.view.places = in_picture(self.controls)
        self._stale = self._alive and not any(control.notice for control in self.controls.values())
        return self._stale

    def placed(self, change: Bunch) -> None:
        """Take what the reader has moved in a picture that the page computes."""
        for name, value in change["new"].items():
            taken: object = value if isinstance(value, str) else tuple(value)
            if taken != self.controls[name].value:
                self.controls[name].value = taken
