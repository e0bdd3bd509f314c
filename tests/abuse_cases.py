"""A valid call of every public name [cases]; tests/repository/test_abuse.py spoils one argument at a time."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from inspect import Parameter, signature, unwrap
from typing import Any

import numpy as np

import sgdlab as sl
from sgdlab import autodiff
from sgdlab.noise import GradientNoise
from tests.update_paths import SCHEDULES, schedule_settings

X = np.array([[0.0, 1.0], [1.0, 0.5], [2.0, 2.0], [3.0, -1.0]])
Y = np.array([1.0, 3.0, 5.0, 7.0])
CLASS = np.array([0, 1, 1, 0])
W2 = np.array([0.5, -0.5])
BOWL = sl.quadratic([1.0, 4.0])
LINE = sl.linear_regression(X[:, :1], Y)
STEP = sl.gradient_descent(0.1)


def loss(w: Any) -> Any:
    return np.sum(w**2)


@cache
def run(seeds: int | None = None) -> Any:
    return sl.train(LINE, steps=3, seeds=seeds, progress=False)


@cache
def sgd_run(seeds: int | None = None) -> Any:
    return sl.train(LINE, **sl.sgd(0.1, 2), steps=3, seeds=seeds, progress=False)


@cache
def sweep() -> Any:
    return sl.train_many(BOWL, sl.gradient_descent, learning_rate=[0.1, 0.2], momentum=[0.0, 0.5], steps=3, n_jobs=1)


def trained(**settings: Any) -> Any:
    return sl.train(**{"progress": False, "steps": 3, **settings})


def turning(value: Any) -> Callable[..., Any]:
    """A loss that is one at first, and from the third call on something else."""
    calls = []

    def loss(w: Any) -> Any:
        calls.append(w)
        return np.sum(w**2) if len(calls) < 3 or isinstance(value, float) else value

    return loss


def stepped(make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **settings: trained(problem=BOWL, optimizer=make(**settings))


def by(method: Any) -> Callable[..., Any]:
    return lambda loss, params: method(loss, params)


def configured(method: Any) -> Callable[..., Any]:
    return lambda **options: method(**options)(loss, W2)


def made(name: str) -> Callable[..., Any]:
    return getattr(sl, name)


def scheduled(make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **s: stepped(sl.gradient_descent)(learning_rate=make(**s))


def batched(make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **s: trained(problem=LINE, batches=make(**s))


def figure_cases() -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    cut = sl.slices(BOWL, [0.0, 0.0], [[1.0, 0.0]], points=5)
    plane = sl.slices(BOWL, [0.0, 0.0], np.eye(2), points=5)
    return {
        "curves": (sl.curves, {"named": {"a": ([1.0], [2.0])}, "xlabel": "x", "ylabel": "y", "xscale": "log",
                               "yscale": "log", "marks": {"m": 1.0}, "levels": {"l": 1.0}}),
        "curves' x": (lambda x, y: sl.curves({"a": (x, y)}), {"x": [1.0, 2.0], "y": [1.0, 2.0]}),
        "decision_boundary": (sl.decision_boundary, {"predict": lambda r: r[:, 0] > 1, "X": X, "labels": CLASS > 0,
                                                     "x": "a", "y": "b"}),
        "line_on_data": (sl.line_on_data, {"problem": LINE, "params": [1.0, 1.0], "x": "x", "y": "y"}),
        "loss_curves": (sl.loss_curves, {"runs": run(), "against": "steps", "log": True, "excess": 0.0,
                                         "band": (10, 90), "seeds": {}}),
        "loss_slice": (sl.loss_slice, {"cut": cut, "yscale": "linear"}),
        "loss_slice's paths": (lambda paths: sl.loss_slice(plane, paths), {"paths": np.eye(2)}),
        "loss_surface": (sl.loss_surface, {"problem": LINE, "runs": run(), "surface": None}),
        "spectrum": (sl.spectrum, {"eigenvalues": [4.0, 1.0]}),
        "sweep_map": (sl.sweep_map, {"sweep": sweep()}),
    }  # fmt: skip


GRADS: dict[str, Any] = {"f": loss, "x": W2}
DATASET = {"n": 10, "noise": 0.1, "seed": 0}
RATE = {"learning_rate": 0.1}
PLANE = {"center": [0.0, 0.0], "directions": np.eye(2)}
CASES: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "Tensor": (sl.Tensor, {"data": [1.0, 2.0]}),
    "Dual": (sl.Dual, {"data": [1.0, 2.0], "tangent": [1.0, 0.0]}),
    "Value": (lambda data: sl.Value(2.0) * sl.Value(data), {"data": 3.0}),
    "affine": (autodiff.affine, {"X": X, "w": W2, "b": 0.5}),
    "dense": (autodiff.dense, {"X": X, "W": np.eye(2), "b": np.ones(2)}),
    "mean_squared_error": (autodiff.mean_squared_error, {"prediction": Y, "target": Y + 1}),
    "binary_cross_entropy": (autodiff.binary_cross_entropy, {"logits": Y, "target": CLASS}),
    "softmax_cross_entropy": (autodiff.softmax_cross_entropy, {"logits": X, "labels": CLASS}),
    "affine in a gradient": (lambda w, X, b: sl.grad(lambda w: np.sum(autodiff.affine(X, w, b)))(w),
                             {"w": W2, "X": X, "b": 0.5}),
    "mean_squared_error in a gradient": (lambda p, t: sl.grad(lambda p: autodiff.mean_squared_error(p, t))(p),
                                         {"p": Y, "t": Y + 1}),
    "binary_cross_entropy in a gradient": (lambda z, t: sl.grad(lambda z: autodiff.binary_cross_entropy(z, t))(z),
                                           {"z": Y, "t": CLASS}),
    "softmax_cross_entropy in a gradient": (lambda z, t: sl.grad(lambda z: autodiff.softmax_cross_entropy(z, t))(z),
                                            {"z": X, "t": CLASS}),
    **{n: (made(n), {"x": W2}) for n in ("relu", "sigmoid", "softplus")},
    **{n: (made(n), {"x": W2, "axis": 0}) for n in ("softmax", "logsumexp")},
    "check_grads": (sl.check_grads, {"f": loss, "args": (W2,), "modes": ("rev",), "order": 1, "tolerance": 1e-4,
                                     "seed": 0}),
    **{n: (lambda f, x, argnums, has_aux, n=n: made(n)(f, argnums, has_aux)(x),
           {**GRADS, "argnums": 0, "has_aux": False}) for n in ("grad", "value_and_grad")},
    "hessian": (lambda f, x, argnums: sl.hessian(f, argnums)(x), {**GRADS, "argnums": 0}),
    "jacobian": (lambda f, x, argnums, mode: sl.jacobian(f, argnums, mode)(x),
                 {**GRADS, "argnums": 0, "mode": "forward"}),
    "hvp": (sl.hvp, {**GRADS, "v": W2}),
    "jvp": (sl.jvp, {"f": loss, "primals": (W2,), "tangents": (W2,)}),
    "vjp": (lambda f, x, g: sl.vjp(f, x)[1](g), {**GRADS, "g": 1.0}),
    "compile": (lambda f, x: sl.compile(f).value_and_grad(x), GRADS),
    "draw_graph": (sl.draw_graph, {"output": sl.Value(1.0) * 2, "names": {}, "limit": 9}),
    "with_examples": (sl.with_examples, {"problem": BOWL, "n": 6, "noise": 0.5, "seed": 0}),
    **{n: (made(n), DATASET) for n in ("moons", "xor")},
    "circles": (sl.circles, {**DATASET, "factor": 0.5}),
    "spirals": (sl.spirals, {**DATASET, "classes": 2, "turns": 1.0}),
    "blobs": (sl.blobs, {**DATASET, "classes": 3}),
    "standardize": (lambda X, other: sl.standardize(X, other), {"X": X, "other": X}),
    "train_test_split": (lambda a, b, **s: sl.train_test_split(a, b, **s),
                         {"a": X, "b": Y, "test_size": 0.25, "seed": 0}),
    "evolution_strategy": (stepped(sl.evolution_strategy), {"sigma": 0.1, "population": 4, "learning_rate": 0.1}),
    "genetic_algorithm": (stepped(sl.genetic_algorithm), {"population": 8, "spread": 1.0, "tournament": 3,
                                                          "crossover": 0.9, "mutation": 0.1, "elite": 2}),
    "by_hand": (by(sl.by_hand), {"loss": BOWL, "params": W2}),
    "filter_normalized": (sl.filter_normalized, {"model": LINE, **PLANE, "biases": "scaled"}),
    "pca_directions": (sl.pca_directions, {"path": [[0.0, 0.0], [1.0, 2.0], [2.0, 1.0]], "count": 1}),
    "project": (sl.project, {"points": [[1.0, 2.0]], **PLANE}),
    "random_directions": (sl.random_directions, {"size": 5, "count": 2, "seed": 0}),
    "slices": (sl.slices, {"problem": BOWL, **PLANE, "x": (-1, 1), "y": (-1, 1), "points": 3, "path": [[0, 1.0]]}),
    "surface": (sl.surface, {"problem": BOWL, "center": [0.0, 0.0], "span": 2.0, "x": (-1, 1), "points": 3,
                             "paths": [[[0.0, 0.0]]]}),
    "lanczos": (sl.lanczos, {"problem": BOWL, "params": W2, "k": 1, "tolerance": 1e-8, "largest": True, "seed": 0}),
    "sharpness": (sl.sharpness, {"problem": BOWL, "params": W2, "tolerance": 1e-4, "seed": 0}),
    "gradient_noise": (sl.gradient_noise, {"problem": LINE, "params": W2}),
    "GradientNoise": (lambda gradients, size, level: GradientNoise(gradients, "mine").ellipse(size, level),
                      {"gradients": np.eye(2), "size": 1, "level": 0.9}),
    **{n: (stepped(made(n)), {"optimizer": STEP, second: 0.5}) for n, second in
       (("clip_norm", "limit"), ("clip_value", "limit"), ("weight_decay", "decay"))},
    **{f"schedules.{kind.__name__}": (scheduled(kind), schedule_settings(kind)) for kind in SCHEDULES},
    "Problem": (lambda **s: sl.Problem(**s)([1.0, 1.0]),
                {"loss": lambda w, batch: np.mean((batch[0] @ w) ** 2), "data": (X,), "start": W2}),
    "Model": (lambda params, X, labels: sl.logistic_regression(globals()["X"], CLASS).accuracy(params, X, labels),
              {"params": np.ones(3), "X": X, "labels": CLASS}),
    "logistic_regression": (sl.logistic_regression, {"X": X, "y": CLASS, "l2": 0.1, "intercept": True}),
    "mlp": (sl.mlp, {"X": X, "y": Y, "hidden": (2,), "activation": "tanh", "loss": "mse", "init": "he", "l2": 0.1,
                     "seed": 0}),
    "quadratic": (sl.quadratic, {"eigenvalues": [1.0, 2.0], "rotation": 0.5}),
    "ravine": (sl.ravine, {"condition": 9.0, "angle": 0.1}),
    **{n: (made(n), {"size": 2}) for n in ("rastrigin", "rosenbrock")},
    **{n: (lambda point, n=n: made(n)()(point), {"point": [0.0, 1.0]}) for n in ("beale", "himmelblau", "saddle")},
    "Bill": (sl.Bill, {"updates": 1}),
    "Run": (lambda names: list(run().table(names)), {"names": ["a", "b"]}),
    "Sweep": (lambda i, j: sweep().settings(i, j), {"i": 0, "j": 0}),
    "budget": (lambda **s: trained(problem=LINE, stop=sl.budget(**s)),
               {"steps": 2, "epochs": 2.0, "example_gradients": 8, "loss_evaluations": 9}),
    "gradient_norm": (lambda below: trained(problem=BOWL, stop=sl.gradient_norm(below)), {"below": 1e-3}),
    "target_loss": (lambda below: trained(problem=BOWL, stop=sl.target_loss(below)), {"below": 1e-3}),
    "loss_change": (lambda **s: trained(problem=BOWL, stop=sl.loss_change(**s)), {"below": 1e-3, "over": 2}),
    "patience": (lambda **s: trained(problem=BOWL, stop=sl.patience(**s)), {"held_out": loss, "steps": 2}),
    "train_many": (lambda problem, recipe, seed, n_jobs, rate, steps: sl.train_many(
        problem, recipe, seed=seed, n_jobs=n_jobs, learning_rate=rate, steps=steps),
        {"problem": BOWL, "recipe": sl.adam, "seed": [0], "n_jobs": 1, "rate": [0.1], "steps": 2}),
    "sgd": (lambda **s: trained(problem=LINE, **sl.sgd(**s)), {**RATE, "batch_size": 2, "momentum": 0.1}),
    "program": (lambda start, steps, seed, **s: sl.program(**s)(start, steps=steps, seed=seed),
                {"start": W2, "steps": 3, "seed": 0, "problem": LINE, "gradient": sl.backprop, "optimizer": STEP,
                 "batches": sl.minibatch(2)}),
    "train": (trained, {"problem": LINE, "start": W2, "gradient": sl.backprop, "optimizer": STEP,
                        "batches": sl.full_batch, "steps": 3, "stop": sl.target_loss(0.1), "seed": 0,
                        "seeds": 2, "record_every": 1, "progress": False}),
    "train's loss": (lambda value: trained(problem=turning(value), start=W2), {"value": 1.0}),
    "train's loss, by differences": (lambda value: trained(problem=turning(value), start=W2,
                                     gradient=sl.finite_difference), {"value": 1.0}),
    "train's gradient": (lambda value, g: trained(problem=BOWL, gradient=lambda *a: (value, g)),
                         {"value": 0.0, "g": W2}),
    "train's step": (lambda step: trained(problem=BOWL, optimizer=lambda *a: step), {"step": W2}),
    "train's batch": (lambda batch: trained(problem=LINE, batches=lambda n, rng: iter([batch])), {"batch": [0]}),
    "train's rate": (lambda rate: trained(problem=BOWL, optimizer=sl.adam(lambda k: rate)), {"rate": 0.1}),
    "train's reason": (lambda reason: trained(problem=BOWL, stop=lambda run: reason), {"reason": None}),
}  # fmt: skip


@cache
def cases() -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """Return {name: (function, valid arguments)}."""
    return {**found(), **CASES, **figure_cases()}


def found() -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """Return the cases of the parts and problems that have none of their own, with the arguments that they name."""
    named = {"learning_rate": 0.1, "size": 2, "X": X, "y": Y, "labels": CLASS}
    ways = {"optimizers": stepped, "gradient_free": stepped, "batches": batched, "problems": lambda make: make}
    calls = {}
    for name in (name for name in sl.__all__ if name not in CASES):
        value = getattr(sl, name)
        part = getattr(unwrap(value), "__module__", "").split(".")[1:2]
        if name in sl.gradients.__all__:
            calls[name] = (by(value), {"loss": loss, "params": W2})
            if options := {one.name: getattr(value, one.name) for one in fields(value)}:
                calls[f"{name}(…)"] = (configured(value), options)
        elif way := ways.get("".join(part)):
            arguments = {n: named.get(n, one.default) for n, one in signature(value).parameters.items()}
            if not any(one is Parameter.empty for one in arguments.values()):
                calls[name] = (way(value), arguments)
    return calls
