"""What a race returns [RaceResult], who draws batches in it [drawing]."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sgdlab.figures.sentences import spread
from sgdlab.labs.race.runners import Runner, values_of
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.race.tuning import Tuned
from sgdlab.labs.race.words import WORDS
from sgdlab.problems import Problem
from sgdlab.run import Run


@dataclass(frozen=True)
class RaceResult:
    """The runs by the key of their runner, the sentences below the picture, and many seeds of each if they are wanted.

    problem: with the points that are drawn;  runners: that of the learner, "yours", comes last;  names: what stands at
    their lines;  bands: the ensembles of many seeds by the key of their runner, unless they take too long;  race: who
    races, with the values that each has of its own;  tuned: the grids of learning rates, if these are tuned;  crosses:
    the budget from which on the leader of full batch and the first that draws its batches stays the same, None if it
    never changes, in the rows that are drawn, which can be fewer than the steps;  predicted: the noise floor of the
    latter, the expected excess loss in the long run;  verdict: sentences about both.
    """

    problem: Problem
    settings: RaceSettings
    race: Sequence[Runner]
    runners: Mapping[str, Run]
    names: Mapping[str, str]
    lines: tuple[str, ...]
    said: str
    bands: Mapping[str, Run] = field(default_factory=dict)
    tuned: Mapping[str, Tuned] = field(default_factory=dict)
    crosses: float | None = None
    predicted: float | None = None
    verdict: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """What the picture shows: how each ends and where, where they cross, and how the seeds end."""
        crossing = self.verdict[:1] if self.crosses is not None else ()
        late = (f"{line}." for line in self.lines[len(self.runners) :])  # why there are no bands
        return " ".join(filter(None, [self.said, self.best, *crossing, self.luck, *late]))

    @property
    def best(self) -> str:
        """The best of the learning rates that were tried, if they are tuned."""
        each = ", ".join(f"{self.names[key]} {one.best:g}" for key, one in self.tuned.items())
        return each and WORDS["best"].format(rates=each)

    @property
    def many(self) -> Run | None:
        """The many seeds of the runner that the sentences are about."""
        return next((self.bands.get(runner.key) for runner in drawing(self)), None)

    @property
    def luck(self) -> str:
        """How these end; empty without them."""
        return "" if self.many is None else spread(self.many, self.whose)

    @property
    def whose(self) -> str:
        """The name of the runner that the sentences are about, where others draw their batches, too."""
        some = drawing(self)
        return some[0].name if len(some) > 1 else ""

    @property
    def full(self) -> Run:
        """The run of the full batch, if it races."""
        return self.runners["full"]

    @property
    def sgd(self) -> Run:
        """The run of SGD, if it races."""
        return self.runners["sgd"]

    @property
    def yours(self) -> Run | None:
        """The run of the learner's own part."""
        return self.runners.get("yours")


def drawing(result: RaceResult) -> list[Runner]:
    """Return the runners that draw their batches, SGD first: the words about luck are about the first one."""
    some = [one for one in result.race if values_of(one, result.settings).batch_size is not None]
    return sorted(some, key=lambda one: one.key != "sgd")
