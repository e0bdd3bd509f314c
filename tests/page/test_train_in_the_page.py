"""The loop in the page is that of `sgdlab.train`, with the programs of all problems and optimizers that can be written.

The same rows to 1e-9, step of divergence, reason to stop and bill, whatever is set.  Some runs are
chaotic: `train` itself goes elsewhere if the start moves by 1e-15.  They are counted, and named if there are many: 85
of 10,000, most of them on Rastrigin's function.
"""

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.programs.optimizer import replaced, settings_of
from sgdlab.run import Run
from tests.in_node import in_the_page
from tests.page.recipes import OPTIMIZERS, PROBLEMS

TRAIN = """
import { train } from "{source}/training/train.js";
answer(asked.runs.map(([recipe, options]) => train(asked.recipes[recipe], options)));
"""
UNWRITTEN = {("your own", "Newton")}  # its Hessian is made of arrays whose size is that of a batch
PAIRS = [pair for pair in product(PROBLEMS, OPTIMIZERS) if pair not in UNWRITTEN]
FRACTIONS = {"momentum", "beta1", "beta2", "rho", "factor"}  # settings below 1
CHAOTIC = 0.01  # at most, the share of runs


@cache
def recipe(problem: str, optimizer: str) -> dict[str, Any]:
    found: dict[str, Any] = sl.program(PROBLEMS[problem], optimizer=OPTIMIZERS[optimizer]).recipe()
    return found


@dataclass(frozen=True)
class Case:
    """One run, with the options of the page."""

    problem: str
    optimizer: str
    settings: dict[str, Any]
    batches: dict[str, Any]
    stop: list[dict[str, Any]]
    options: dict[str, Any]
    also: dict[str, bool] = field(default_factory=dict)

    @property
    def for_the_page(self) -> tuple[str, dict[str, Any]]:
        own = {"settings": self.settings, "batches": self.batches, "stop": self.stop, "also": self.also}
        return f"{self.problem} by {self.optimizer}", {**self.options, **own}

    def train(self) -> Run:
        """The same run in Python."""
        problem, rule = PROBLEMS[self.problem], OPTIMIZERS[self.optimizer]
        names = [one["name"] for one in recipe(self.problem, self.optimizer)["data"]]
        paths = settings_of(rule, {"params", "k", *names}, zeros=True).paths
        optimizer = replaced(rule, {paths[name]: value for name, value in self.settings.items()})
        batches = sl.full_batch if self.batches["size"] is None else sl.minibatch(**self.batches)
        stop: Any = None
        for words in self.stop:
            own = getattr(sl, words["rule"])(**{name: value for name, value in words.items() if name != "rule"})
            stop = own if stop is None else stop | own
        run: Run = sl.train(problem, optimizer=optimizer, batches=batches, stop=stop, progress=False, **self.options)
        return run


def cases(count: int, pairs: list[tuple[str, str]]) -> list[Case]:
    rng = np.random.default_rng(16)
    return [case(rng, *pairs[k % len(pairs)], long=k < 2) for k in range(count)]


def case(rng: np.random.Generator, problem: str, optimizer: str, long: bool) -> Case:
    """Settings from tiny to far too large; few steps, or so many that the record is thinned."""
    n = PROBLEMS[problem].n
    size = None if not PROBLEMS[problem].data or rng.random() < 0.2 else int(rng.integers(1, n + 1))
    drawn = {} if size is None else {"replace": bool(rng.random() < 0.3), "drop_last": bool(rng.random() < 0.3)}
    rules = stop_rules(rng)
    steps = [0, 1, 2, None, int(rng.integers(3, 41))][int(rng.choice(5, p=[0.03, 0.03, 0.03, 0.1, 0.81]))]
    settings = recipe(problem, optimizer)["settings"]
    far = 0 if "network" in problem else 2  # the slopes of a network far away are nothing but rounding
    return Case(
        problem,
        optimizer,
        {name: setting(rng, name, value) for name, value in settings.items()},
        {"size": size, **drawn},
        rules,
        {
            "start": (rng.normal(size=PROBLEMS[problem].size) * 10 ** rng.uniform(-1, far)).tolist(),
            "steps": 2500 if long else 50 if steps is None and rules else steps,
            "seed": int(rng.integers(100)),
            "record_every": None if long else [None, 1, int(rng.integers(1, 20))][int(rng.integers(3))],
        },
        {"gradients": bool(rng.random() < 0.3)},
    )


def setting(rng: np.random.Generator, name: str, value: float) -> float:
    if isinstance(value, int):
        return int(rng.integers(1, 40))
    if name in FRACTIONS:
        return float(rng.choice([0.0, 0.5, 0.9, 0.99, 1 - 10 ** rng.uniform(-4, -0.1)]))
    if rng.random() < 0.03:
        return float(10 ** rng.uniform(3, 300))
    return float((value or 0.1) * 10 ** rng.uniform(-2, 1.5)) if rng.random() < 0.9 or value else 0.0


def stop_rules(rng: np.random.Generator) -> list[dict[str, Any]]:
    below, most = float(10 ** rng.uniform(-6, 1)), float(np.round(10 ** rng.uniform(0, 3.5), 1))
    every = [
        {"rule": "gradient_norm", "below": below},
        {"rule": "loss_change", "below": below, "over": int(rng.integers(1, 12))},
        {"rule": "budget", "epochs": most},
    ]
    how_many = int(rng.choice([0, 1, 2], p=[0.5, 0.3, 0.2]))
    return [every[k] for k in rng.choice(len(every), how_many, replace=False)]


def counts(run: Run) -> dict[str, Any]:
    """What the page counts of a bill: all but the length of the tape and the recording."""
    counted = ("loss_evaluations", "example_gradients", "operations", "updates")
    return {name: getattr(run.bill, name) for name in counted}


def difference(run: Run, found: dict[str, Any], close: float = 1e-9) -> str:
    """Say what differs: anything at all in counts and words, more than this in a row of numbers."""
    wanted = {"stopped_by": run.stopped_by, "diverged_at": run.diverged_at, "bill": counts(run)}
    for name, value in wanted.items():
        if found[name] != value:
            return f"{name}: {found[name]} instead of {value}"
    for name in ("steps", "examples_seen"):
        if not np.array_equal(found[name], getattr(run, name)):
            return f"{name}: {found[name]} instead of {getattr(run, name)}"
    for name in ("params", "losses", "gradients"):
        if found[name] is None:
            continue
        right = getattr(run, name)
        mine = np.reshape(found[name], right.shape)
        rows = tuple(range(1, right.ndim))
        allowed = close * np.abs(right).max(axis=rows, keepdims=True, initial=0.0) + 1e-3 * close
        far = np.abs(mine - right) > allowed  # the latter where terms cancel
        if np.any(far):
            return f"{name} of row {np.argwhere(far)[0][0]}"
    return ""


def is_chaotic(one: Case, run: Run) -> bool:
    """Whether starts that differ by 1e-15 lead to rows that differ by a tenth of what is allowed."""
    rng = np.random.default_rng(0)
    for _ in range(6):
        start = one.options["start"] * (1 + 1e-15 * rng.choice([-1, 1], len(one.options["start"])))
        other = replace(one, options={**one.options, "start": start}).train()
        if difference(run, vars_of(other), 1e-10):
            return True
    return False


def vars_of(run: Run) -> dict[str, Any]:
    """A run in the form of those of the page."""
    names = ("steps", "examples_seen", "params", "losses", "gradients")
    return {
        **{name: getattr(run, name) for name in names},
        "stopped_by": run.stopped_by,
        "diverged_at": run.diverged_at,
        "bill": counts(run),
    }


def check(count: int, pairs: list[tuple[str, str]]) -> list[Run]:
    """Compare runs with those of the page, and return them."""
    asked = cases(count, pairs)
    recipes = {f"{problem} by {optimizer}": recipe(problem, optimizer) for problem, optimizer in pairs}
    answers = in_the_page(TRAIN, {"recipes": recipes, "runs": [one.for_the_page for one in asked]})
    runs, chaotic = [], []
    for one, found in zip(asked, answers, strict=True):
        run = one.train()
        runs.append(run)
        if differs := difference(run, found):
            assert is_chaotic(one, run), f"{one}: {differs}"
            chaotic.append(f"{one.problem} by {one.optimizer}")
    assert len(chaotic) <= CHAOTIC * count, f"{len(chaotic)} of {count} are chaotic: {', '.join(chaotic)}"
    return runs


def test_runs_are_those_of_train() -> None:
    """For a sample that has every problem and every optimizer, and reaches all that can happen."""
    runs = check(400, PAIRS[::9])
    reasons = " ".join(run.stopped_by for run in runs)
    for words in ("steps", "diverged at step 1", "gradient norm", "loss changed", "epochs"):
        assert words in reasons, words
    assert any(run.diverged_at is not None and run.diverged_at > run.steps[-1] for run in runs), "no undone step"
    assert any(run.steps[-1] > 2000 and len(run.steps) < 2000 for run in runs), "no thinned record"


def test_an_optimizer_may_remember_a_number() -> None:
    class Slower:
        def init(self, params: Any) -> Any:
            return 0.0

        def update(self, gradient: Any, state: Any, params: Any) -> Any:
            return -gradient / np.sqrt(1 + state), state + np.sum(gradient**2)

    parts: Any = {"problem": PROBLEMS["plane"], "optimizer": Slower()}
    options = {"steps": 9, "start": [0, 0, 0]}
    (found,) = in_the_page(TRAIN, {"recipes": [sl.program(**parts).recipe()], "runs": [[0, options]]})
    assert np.allclose(np.reshape(found["params"], (10, 3)), sl.train(**parts, steps=9).params, rtol=1e-9)


@pytest.mark.slow
def test_ten_thousand_runs_are_those_of_train() -> None:
    check(10_000, PAIRS)
