"""The code of a lab, executed in an empty namespace, leaves the runs in its picture with the same final losses.

Settings: those at first, all questions of the lab, both ends of each control, some combinations of such ends, and some
at random.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.menu import MENU
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.lab import Lab
from sgdlab.problems.examples import penguin_line
from tests.labs.same_frames import some_settings
from tests.labs.test_page_frames import hanging, sexes

X, LABELS = sl.moons(40, noise=0.2)
TABLE = np.array([[1.0, 20.0], [2.0, np.nan], [3.0, 10.0], [5.0, 0.0], [4.0, 15.0], [2.0, 30.0]])  # one is missing
KINDS = list("aabbab")
Losses = dict[str, Any]  # by the variable that the code leaves


class Case(NamedTuple):
    """A lab, what its code leaves as the lab has it, and what the reader has to define."""

    make: Callable[[], Lab[Any, Any]]
    shown: Callable[[Any], Losses]
    own: Mapping[str, Any] = {}
    most: int = 4  # settings besides those at first


def race(result: Any) -> Losses:
    _, *others = result.bands or [""]
    many = {"many": result.many, **{f"{key}_many": result.bands[key] for key in others}}
    return {**{{"yours": "own"}.get(key, key): run for key, run in result.runners.items()}, **many}


def anatomy(result: Any) -> Losses:
    return {"run": result.run, "plain": result.plain}


def momentum_map(result: Any) -> Losses:
    return {"run": result.losses, "many": result.many}


def matrix(result: Any) -> Losses:
    many = None if result.many is None else result.many[0].run
    return {"picked": result.picked.run, "usual": result.usual.run, "many": many}


def cloud(result: Any) -> Losses:
    return {name: getattr(result, name) for name in ("cloud", "covariance", "ellipse")}


RUN = lambda result: {"run": result.run}  # noqa: E731
SENTENCE = lambda built: {"yours": built.yours, "usual": built.usual, "many": built.many}  # noqa: E731
BUTTONS = lambda result: {"losses": result.losses}  # noqa: E731
SLICE = lambda result: {"cut": result.cut}  # noqa: E731
NETWORK = sl.mlp(X, LABELS, (3,), loss="cross_entropy")
PATH = sl.train(NETWORK, optimizer=sl.gradient_descent(0.5), steps=900)


def halving(gradient: Any, params: Any) -> Any:
    return -0.05 * gradient


def half(n: int, rng: Any) -> Iterator[Any]:
    yield from np.array_split(rng.permutation(n), 2)


SIX = (
    "full batch; SGD replace=yes; SGD batch_size=1 schedule=1/t; momentum; "
    "Nesterov learning_rate=0.01; Adam schedule=cosine"
)
OTHERS = (
    "AdaGrad; RMSProp schedule=exponential; AdamW batch_size=full; Newton; "
    "Newton batch_size=32; random search scale=0.3"
)
CASES = {
    "race": Case(sl.RaceLab, race),
    "race on Rosenbrock's function": Case(lambda: sl.RaceLab(sl.rosenbrock()), race, {"problem": sl.rosenbrock()}, 3),
    **{f"race on {name}": Case(lambda name=name: sl.RaceLab(name), race, {}, 1) for name in MENU},
    "race of six": Case(
        lambda: sl.RaceLab(settings=RaceSettings(batch_size=8, runners=SIX, epochs=3)), race, {}, 4
    ),
    "race of others": Case(
        lambda: sl.RaceLab(settings=RaceSettings(batch_size=8, runners=OTHERS, epochs=3)), race, {}, 4
    ),
    "race on data": Case(lambda: sl.RaceLab(TABLE, KINDS), race, {"X": TABLE, "y": KINDS}, 3),
    "race of a network": Case(lambda: sl.RaceLab(NETWORK), race, {"problem": NETWORK}, 2),
    "race with a step of one's own": Case(lambda: sl.RaceLab(yours=halving), race, {"yours": halving}, 3),
    "race with Adam": Case(lambda: sl.RaceLab(yours=sl.adam(0.1)), race, {}, 3),
    "race with parts of one's own": Case(
        lambda: sl.RaceLab(yours={"gradient": sl.forward_mode, "batches": half}), race,
        {"yours": {"gradient": sl.forward_mode, "batches": half}}, 2,
    ),
    "ravine": Case(sl.RavineLab, RUN),
    "ravine over two directions": Case(
        lambda: sl.RavineLab(bowl), RUN, {"problem": (bowl := sl.quadratic([1.0, 4.0, 9.0]))}, 3
    ),
    "ravine without a known minimum": Case(
        lambda: sl.RavineLab(unknown), RUN, {"problem": (unknown := hanging())}, 3
    ),
    "twin panes": Case(sl.TwinPanesLab, RUN),
    "twin panes of a probability": Case(
        lambda: sl.TwinPanesLab(curve), RUN, {"problem": (curve := sexes())}, 3
    ),
    "sentence": Case(sl.SentenceBuilder, SENTENCE, {}, 6),
    "anatomy": Case(sl.AnatomyLab, anatomy),
    "anatomy with mini-batches": Case(
        lambda: sl.AnatomyLab(penguin_line(), batches=sl.minibatch(40)), anatomy, {"problem": penguin_line()}, 3
    ),
    "anatomy of a network": Case(lambda: sl.AnatomyLab(NETWORK), anatomy, {"problem": NETWORK}, 2),
    "momentum map": Case(sl.MomentumMapLab, momentum_map, {}, 2),
    "momentum map of a problem": Case(lambda: sl.MomentumMapLab(penguin_line()), momentum_map, {}, 1),
    "three buttons": Case(sl.ThreeButtonsLab, BUTTONS, {}, 2),
    "three buttons with other points": Case(
        lambda: sl.ThreeButtonsLab(X, LABELS), BUTTONS, {"X": X, "labels": LABELS}, 2
    ),
    "gradient cloud": Case(sl.GradientCloudLab, cloud, {}, 3),
    "gradient cloud of a network": Case(lambda: sl.GradientCloudLab(NETWORK), cloud, {"problem": NETWORK}, 2),
    "slicer": Case(sl.SlicerLab, SLICE, {}, 1),
    "slicer of one's own": Case(
        lambda: sl.SlicerLab(NETWORK, PATH), SLICE, {"problem": NETWORK, "run": PATH}, 2
    ),
    "matrix": Case(sl.MatrixLab, matrix, {}, 2),
    "matrix with a step of one's own": Case(
        lambda: sl.MatrixLab(sl.himmelblau(), yours=halving), matrix,
        {"problem": sl.himmelblau(), "yours": halving}, 1,
    ),
}  # fmt: skip


def last(shown: Any) -> Any:
    """The final losses of a run or of several, or numbers as they are."""
    if isinstance(shown, list) and isinstance(shown[0], sl.Run):
        return np.array([last(one) for one in shown])
    return np.asarray(getattr(shown, "losses", shown))[-1]


def check(lab: Lab[Any, Any], case: Case) -> None:
    """Execute the code of the present settings, and compare what it leaves."""
    namespace = dict(case.own)
    lab.settle()
    runs = case.shown(lab.result)
    if "picked" in runs and runs["picked"] is None:  # parts that don't go together: a comment or an error says why
        with suppress(Exception):
            exec(lab.code, namespace)
        assert "picked" not in namespace
        return
    with np.errstate(all="ignore"):
        exec(lab.code, namespace)
    for name, shown in runs.items():
        if shown is not None and "too slow" not in str(getattr(shown, "stopped_by", "")):  # on a busy machine
            same = np.allclose(last(namespace[name]), last(shown), rtol=1e-12, atol=1e-12, equal_nan=True)
            assert same or a_last_bit_moves(lab, case, name), lab.code


def a_last_bit_moves(lab: Lab[Any, Any], case: Case, name: str) -> bool:
    """Whether a run ends elsewhere if the learning rate changes in its 15th digit, as on the edge of stability."""
    near = replace(lab.settings(), learning_rate=lab.settings().learning_rate * (1 + 1e-15))
    here, there = (last(case.shown(lab.compute(one))[name]) for one in (lab.settings(), near))
    return not np.allclose(here, there, rtol=1e-12, atol=1e-12, equal_nan=True)


def check_some(name: str, seed: int, most: int) -> None:
    """Check the settings at first, and some others; only the usual race may take 1,000 epochs, which are seconds."""
    lab, longest = CASES[name].make(), 1000 if name == "race" else 100
    first, *others = some_settings(lab, seed, most, most)
    chosen = np.random.default_rng(seed).permutation(len(others))[:most]
    for settings in [first, *(others[k] for k in chosen)]:
        values = {key: value for key, value in vars(settings).items() if key in lab.controls}
        lab.apply(values | {"epochs": min(values["epochs"], longest)} if "epochs" in values else values)
        if "error" not in lab.view.frame:  # otherwise there is no picture of these settings
            check(lab, CASES[name])


SOME = [name for name in CASES if name.removeprefix("race on ") not in MENU or name == "race on moons"]


@pytest.mark.parametrize("name", SOME)
def test_the_code_leaves_the_runs_of_the_picture(name: str) -> None:
    check_some(name, 0, min(2, CASES[name].most))


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_code_leaves_the_runs_of_many_pictures(name: str) -> None:
    check_some(name, 1, 3 * CASES[name].most)


HOSTILE = (
    "race seed=__import__('os').system('true')",
    'race seed="0; import os"',
    "race constructor=1 __proto__=2",
    "race epochs='10 epochs)\nimport os'",
    "race start=1,2,3",
    "race start='0,0]; import os; ['",
    "ravine seed=1",
    "race",
)


def test_a_hostile_state_gets_into_no_code() -> None:
    for text in HOSTILE:
        lab = sl.RaceLab()
        with suppress(ValueError):
            lab.restore(text)
        assert lab.code == sl.RaceLab().code


def test_names_that_look_like_code_are_only_looked_up() -> None:
    names = ("0]]; import os; [[", "b", "c")
    lab = sl.AnatomyLab(sl.Problem(lambda w, batch: w @ w, start=[1.0, 2.0, 3.0], names=names))
    lab.controls["across"].value = names[0]
    assert "import os" not in lab.code


def test_a_lab_without_a_run_has_no_code() -> None:
    for make in (sl.HZoomLab, sl.CircuitLab, sl.CostMeterLab):
        lab = make()
        assert lab.code == ""
        assert "code" not in lab.view.spec


def test_the_code_says_first_what_the_reader_has_to_define() -> None:
    bowl = sl.quadratic([1.0, 4.0])
    assert sl.RavineLab(bowl).code.startswith("# Define problem first:")
    assert sl.RaceLab(bowl, yours=halving).code.startswith("# Define problem and yours first:")
    assert sl.RaceLab(yours=sl.adam(0.1)).code.startswith("import sgdlab as sl")


def test_another_part_of_ones_own_is_other_code() -> None:
    lab = sl.RaceLab()
    lab.yours = sl.adam(0.1)
    assert "optimizer=sl.adam(0.1)" in lab.code
    lab.yours = sl.gradient_descent(sl.schedules.cosine(0.1, 9))
    assert "optimizer=sl.gradient_descent(sl.schedules.cosine(0.1, steps=9))" in lab.code
    lab.yours = sl.gradient_descent(lambda step: 0.1 / (1 + step))
    assert "optimizer=yours" in lab.code
