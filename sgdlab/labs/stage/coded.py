"""A lab as code: the lines of Python that leave the runs in its picture as variables [Coded]."""

from sgdlab.labs.stage.code import Code
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.goal import ResultT
from sgdlab.labs.stage.in_page import InPage
from sgdlab.labs.stage.settings import SettingsT
from sgdlab.scene import Json


class Coded(InPage[SettingsT, ResultT]):
    """A lab with runs defines `coded`, the template of its code, and `counted`, if that needs more than controls."""

    depends = ""  # what else results depend on besides the settings, as text: while it is the same, rays stay valid
    _template: tuple[str, Controls, Code | None] | None = None  # what it depends on, and the template

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
        template = self.template
        if template is None:
            return ""
        texts = {name: control.text() for name, control in self.controls.items()}
        return template.filled({**texts, **self.counted(self.result)})

    @property
    def template(self) -> Code | None:
        """The template of the code, made anew when the controls, or something besides them, are others."""
        known = self._template
        if known is None or known[0] != self.depends or known[1] is not self.controls:
            made = self.coded() if self.controls else None
            known = self._template = self.depends, self.controls, made and made.over(self.controls)
        return known[2]

    def offer(self) -> None:
        """Send what the page needs to compute the lab by itself, with new programs if it has asked for some before."""
        super().offer()
        if self.view.programs is not None:
            self.offer_programs()

    def offer_programs(self) -> None:
        """Send the programs to the page, because somebody asks for them."""
        self.view.programs = {name: program.sent() for name, program in self.programs().items()}

    def described_code(self) -> Json:
        """Return what a description says of the code."""
        written = type(self).programs is not Coded.programs
        return {"code": {**self.template.sent(), "programs": written}} if self.template else {}
