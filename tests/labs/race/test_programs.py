"""The plain NumPy program of each runner: its text is that of `sl.program`, it takes the path of `sl.train`."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.one_run import scheduled, steps_of
from sgdlab.labs.race.runners import KINDS, SCHEDULES, read, values_of
from sgdlab.labs.race.settings import RaceSettings
from tests.labs.alone import path_of
from tests.labs.frames import page_frames

SETTINGS = RaceSettings(learning_rate=0.0316, batch_size=8, momentum=0.5, epochs=3, seed=5, start=(0.5, -0.25))
ROSTERS = (
    "full batch; SGD; momentum schedule=1/t; Nesterov; AdaGrad; RMSProp",
    "Adam schedule=cosine; AdamW schedule=exponential; Newton; Newton batch_size=64; SGD replace=yes; Adam replace=yes",
    "full batch momentum=0; SGD batch_size=1; SGD batch_size=1 replace=yes; SGD momentum=0; SGD batch_size=full",
    "Nesterov momentum=0; Nesterov replace=yes batch_size=7; Newton batch_size=9 schedule=cosine; AdaGrad schedule=1/t",
)


def written(lab: sl.RaceLab) -> list[str]:
    """The programs that are shown, in the order of the runners, each below the lines that they share."""
    (code,) = lab.programs().values()
    texts = {name: control.text() for name, control in lab.controls.items()}
    first, *programs = (code.filled({**texts, **one}) for one in lab.view.frame["each"])
    return [first + one if "def train(" in one else one for one in programs]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where programs find their data


def losses_of(lab: sl.RaceLab, program: str, run: sl.Run) -> tuple[float, float]:
    """The final losses of a program, called as its last line says, and of a run."""
    path = path_of(program, {"problem": lab.problem, "start": run.params[0]})
    return float(lab.problem(path[-1])), float(run.losses[-1])


def test_every_program_ends_at_the_loss_of_its_run() -> None:
    for roster in ROSTERS:
        settings = RaceSettings(**{**vars(SETTINGS), "runners": roster})
        lab = sl.RaceLab(settings=settings)
        for program, run in zip(written(lab), lab.result.runners.values(), strict=True):
            own, known = losses_of(lab, program, run)
            assert own == pytest.approx(known, rel=1e-12, abs=1e-12)


def test_tuned_runners_have_their_own_rates() -> None:
    lab = sl.RaceLab(settings=RaceSettings(**{**vars(SETTINGS), "tuned": True}))
    for program, run in zip(written(lab), lab.result.runners.values(), strict=True):
        own, known = losses_of(lab, program, run)
        assert own == pytest.approx(known, rel=1e-12, abs=1e-12)


def lines_of(source: str) -> list[str]:
    """The lines of a program, comments on one line, without its name, the imports and the call."""
    joined = re.sub(r"\A(?:# .*\n)+|(# How far\?.*)\n +# ", lambda found: f"{found[1]} " if found[1] else "", source)
    return [line for line in joined.split("\n") if not re.match("from |# from |# path = |$", line)]


def test_a_program_reads_as_that_of_program_itself() -> None:
    surfaces = {"penguins": [name for name in KINDS if name != "random search"], "rastrigin": ["SGD", "Newton"]}
    for surface, kinds in {**surfaces, "two weights": ["Adam"]}.items():
        lab = sl.RaceLab(surface)
        for kind in kinds:
            own = [""] if kind == "full batch" else ["batch_size=8 replace=yes", "batch_size=full"]
            for schedule in SCHEDULES:
                runners = "; ".join(f"{kind} schedule={schedule} {one}" for one in own)
                settings = RaceSettings(**{**vars(SETTINGS), "surface": surface, "runners": runners})
                lab.apply({name: value for name, value in vars(settings).items() if name in lab.controls})
                for program, runner in zip(written(lab), read(runners), strict=True):
                    values = values_of(runner, lab.settings())
                    steps = steps_of(lab.problem, 3, values.batch_size, runner.kind.key)
                    rule = runner.kind.make(
                        scheduled(values.schedule, values.learning_rate, steps, 3), values.momentum, 0.1
                    )
                    size = values.batch_size
                    batches = sl.full_batch if size is None else sl.minibatch(size, values.replace)
                    source = sl.program(lab.problem, optimizer=rule, batches=batches).source
                    for name, value in (
                        ("decay", 3 / steps),
                        ("factor", 0.01 ** (1 / steps)),
                        ("(?:learning_)?rate", values.learning_rate),
                    ):
                        program = re.sub(f"^({name}) = .*", rf"\1 = {value}", program, flags=re.MULTILINE)
                    ordered = sorted if kind == "Newton" else list  # whose own steps come first
                    assert ordered(lines_of(program)) == ordered(lines_of(source))


def test_names_of_a_loss_do_not_meet_those_of_an_optimizer() -> None:
    def loss(w: Any, batch: Any) -> Any:
        x, y = batch
        total = x @ w - y
        mean = np.square(total)
        scale = np.sqrt(1 + mean)
        return scale.mean()

    rng = np.random.default_rng(0)
    problem = sl.Problem(loss, data=(rng.normal(size=(30, 2)), rng.normal(size=30)), start=[0.5, 0.5])
    lab = sl.RaceLab(problem)
    lab.apply({"runners": "full batch; SGD; Adam learning_rate=0.1; AdaGrad schedule=cosine; RMSProp; AdamW"})
    for program, run in zip(written(lab), lab.result.runners.values(), strict=True):
        own, known = losses_of(lab, program, run)
        assert own == pytest.approx(known, rel=1e-12, abs=1e-12)


def test_what_has_no_program_says_why() -> None:
    lab = sl.RaceLab("moons", settings=RaceSettings(runners="full batch; random search", start=(0.0, 0.0)))
    full, search = written(lab)
    assert "def train(" in full
    assert search.startswith("# random search has no program: a search draws its candidates at random")


def test_a_rule_of_yours_is_called_by_its_name() -> None:
    def halving(gradient: Any, params: Any) -> Any:
        return -0.05 * gradient if gradient[0] > 0 else -0.1 * gradient

    lab = sl.RaceLab(yours=halving)
    *_, program = written(lab)
    assert "# Define halving first: it is what you gave to the lab.\n" in program
    path = path_of(program, {"problem": lab.problem}, {"halving": halving})
    assert lab.problem(path[-1]) == pytest.approx(lab.result.yours.losses[-1], rel=1e-12)
    lab.yours = {"gradient": sl.spsa(), "optimizer": sl.adam(0.1)}
    assert "draws at random" in written(lab)[-1]


def test_programs_go_along_when_the_reader_chooses_another_surface() -> None:
    lab = sl.RaceLab()
    assert lab.view.programs is None
    lab.view._receive(lab.view, {"kind": "programs"}, [])
    lab.surfaces.value = "rastrigin"
    assert lab.view.programs == {"runners": lab.programs()["runners"].sent()}
    lab.controls["runners"].value = "full batch; Newton"
    assert "newton all" in lab.view.programs["runners"]["choices"]["program"][1]


def test_the_page_fills_in_what_the_kernel_fills_in() -> None:
    """In 300 epochs every schedule has more than 1,000 steps, which elsewhere are written with a comma."""
    for roster in ROSTERS[::2]:
        settings = RaceSettings(**{**vars(SETTINGS), "runners": roster, "epochs": 300})
        lab = sl.RaceLab(settings=settings)
        (page,) = page_frames(lab, [settings])
        assert page["each"] == lab.view.frame["each"]
