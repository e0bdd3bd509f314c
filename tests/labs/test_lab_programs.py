"""The programs in plain NumPy that a lab offers take the paths of its runs, without sgdlab.

Those of the race are in race/test_programs.py.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.momentum_map.compute import valley
from sgdlab.labs.stage.lab import Lab
from tests.labs.alone import path_of
from tests.labs.same_frames import some_settings

Shown = dict[str, tuple[sl.Problem, Any, Any, int]]  # by name: problem, start, end and seed of a run


def run(problem: Callable[[Any], sl.Problem]) -> Callable[[Any], Shown]:
    return lambda lab: {"run": (problem(lab), lab.result.run.params[0], lab.result.run, 0)}


CASES: dict[str, tuple[Callable[[], Lab[Any, Any]], Callable[[Any], Shown]]] = {
    "ravine": (sl.RavineLab, run(lambda lab: lab.problem)),
    "twin panes": (sl.TwinPanesLab, run(lambda lab: lab.panes.model)),
}


def namespace_of(lab: Lab[Any, Any], name: str) -> dict[str, Any]:
    texts = {key: control.text() for key, control in lab.controls.items()}
    source = lab.programs()[name].filled(texts)
    assert "{" not in source.replace("{}", "")
    assert "sgdlab" not in re.sub("#.*", "", source)
    found: dict[str, Any] = {}
    exec(source, found)
    return found


def test_a_program_takes_the_path_of_the_run() -> None:
    for name in CASES:
        make, shown = CASES[name]
        lab = make()
        for settings in list(some_settings(lab, 0, 2, 2))[:1] + list(some_settings(lab, 0, 3, 2))[-3:]:
            lab.apply(settings)
            for runner, (problem, start, known, seed) in shown(lab).items():
                train = namespace_of(lab, runner)["train"]
                with np.errstate(all="ignore"):
                    path = train(*problem.data, start=start, steps=int(known.steps[-1]), seed=seed)
                np.testing.assert_allclose(path[-1], known.final, rtol=1e-9, atol=1e-12)


def test_the_program_of_each_optimizer_takes_its_path() -> None:
    lab = sl.AnatomyLab()
    for name in lab.controls["optimizer"].options:
        lab.apply({"optimizer": name, "beta1": 0.5, "beta2": 0.99, "learning_rate": 0.0316})
        path = namespace_of(lab, "run")["train"](start=lab.result.run.params[0], steps=60)
        np.testing.assert_allclose(path, lab.result.run.params, rtol=1e-9, atol=1e-12)
    lab.apply({"optimizer": "Adam", "correction": False})
    texts = {key: control.text() for key, control in lab.controls.items()}
    assert lab.programs()["run"].filled(texts).startswith("# Without the bias correction")


def test_the_program_of_the_momentum_map_takes_its_path() -> None:
    for changes in [{}, {"nesterov": True}, {"momentum": 0.0}, {"momentum": 0.0, "nesterov": True}]:
        lab = sl.MomentumMapLab()
        lab.apply({"learning_rate": 0.015, **changes})
        path = namespace_of(lab, "run")["train"](start=valley(lab.curved).start, steps=300)
        np.testing.assert_allclose(path[: len(lab.result.path)], lab.result.path, rtol=1e-9, atol=1e-12)


@pytest.mark.slow
def test_the_program_of_the_slicer_trains_its_network() -> None:
    lab = sl.SlicerLab()
    trained = lab.result.trained
    path = namespace_of(lab, "run")["train"](*trained.problem.data, start=trained.path[0], steps=3000)
    np.testing.assert_allclose(path[::15], trained.path, rtol=1e-6, atol=1e-9)


DATA = np.random.default_rng(0).normal(size=(20, 2))
FIT = sl.linear_regression(DATA, DATA[:, 0] ** 2)
ALONE: dict[str, Callable[[], Lab[Any, Any]]] = {
    "ravine": sl.RavineLab,
    "ravine on a plane": lambda: sl.RavineLab(FIT),
    "twin panes": sl.TwinPanesLab,
    "momentum map": sl.MomentumMapLab,
    "anatomy": sl.AnatomyLab,
    "anatomy of three weights": lambda: sl.AnatomyLab(FIT, batches=sl.minibatch(4)),
    "slicer": sl.SlicerLab,
}


@pytest.mark.parametrize("name", ALONE)
def test_a_program_says_how_to_get_what_it_takes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lab = ALONE[name]()
    shown: dict[str, Any] = {"problem": FIT, "batches": sl.minibatch(4)}  # what a reader gave to some of them
    exec(lab.code, shown)
    texts = {key: control.text() for key, control in lab.controls.items()}
    path = path_of(lab.programs()["run"].filled(texts), shown)
    known = shown["run"]
    np.testing.assert_allclose(path[known.steps], known.params, rtol=1e-6, atol=1e-9)


def test_what_has_no_program_says_why() -> None:
    def loss(w: Any, batch: Any) -> Any:
        return w[0] ** 2 + w[1] ** 2 if w[0] > 0 else 2 * w[0] ** 2 + w[1] ** 2

    lab = sl.RavineLab(sl.Problem(loss, start=[1.0, 1.0]))
    assert lab.programs()["run"].text.startswith("# ")


def test_a_page_gets_the_programs_once_it_asks() -> None:
    lab = sl.RavineLab()
    assert lab.view.programs is None
    lab.view._receive(lab.view, {"kind": "programs"}, [])
    assert lab.view.programs == {"run": lab.programs()["run"].sent()}
