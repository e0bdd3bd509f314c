"""What each lab defines, and what it can define; the bases above it use that [Defined]."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic

from sgdlab.labs.stage.goal import Goal, ResultT
from sgdlab.labs.stage.settings import SettingsT, WithSettings
from sgdlab.scene import Json, Scene


class Defined(WithSettings[SettingsT], Generic[SettingsT, ResultT]):
    """A lab as its own class says it: `question` stands above the picture, and the page shows the `goals` in turn."""

    question: ClassVar[str] = ""
    goals: Sequence[Goal] = ()

    # What a lab defines

    def compute(self, settings: SettingsT) -> ResultT:
        """Return the result for the settings: no widget, no display."""
        raise NotImplementedError

    def scene(self, result: ResultT) -> Scene:
        """Return the picture of a result, which the page and the stored figure show."""
        raise NotImplementedError

    # What it can define

    def measured(self, result: ResultT) -> Json:
        """Return what the goals are about, by name: settings of a result, and numbers in it."""
        return {}

    def enriched(self, result: ResultT) -> ResultT | None:
        """Return the result with a part that takes longer, such as the band of many seeds; None without such a part.

        The browser asks for it once the reader pauses.
        """
        return None

    def tools(self) -> Json:
        """Return what the page offers above the picture, besides what every lab has."""
        return {}

    def moved(self, key: str, where: Sequence[float]) -> None:
        """Give a point that the reader dragged, or an index that the reader picked, to the control of that name."""
        if key not in self.controls:
            raise KeyError(f"{type(self).__name__} has no control {key!r}, but its picture moved one of that name")
        self.controls[key].value = where

    def others(self) -> Mapping[str, Json]:
        """Return other problems that a saved page offers instead of this one, by name, as `stored` returns them."""
        return {}

    def offer_all(self) -> None:
        """Send what a saved page needs for all settings, if the page here has been sent less."""
