"""Programs written in JavaScript and run in Node, against the function itself."""

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import sgdlab.compiler
from sgdlab.autodiff.functional import value_and_grad
from sgdlab.compiler import compile
from sgdlab.compiler.javascript import NotWrittenError, write_javascript
from sgdlab.compiler.recording import UntraceableError
from sgdlab.compiler.trace import trace
from tests.derivative_cases import COMPILED
from tests.generator.drawing import drawn
from tests.in_node import Job, evaluated
from tests.looping import looped

SEED = 5
X3 = np.array([1.0, -2.0, 3.0])


def program(f, args, names=None):
    return trace(f, args, names or [f"x{k}" for k in range(len(args))])


def agree(found, expected, name):
    scale = max(1.0, *(float(np.max(np.abs(e), initial=0.0)) for e in expected))
    for a, b in zip(found, expected, strict=True):
        assert np.ndim(a) == min(np.ndim(b), 1)
        np.testing.assert_allclose(a, np.ravel(b) if np.ndim(b) else b, rtol=1e-9, atol=1e-11 * scale, err_msg=name)


def case(name, f, args, names=None):
    """A function with its JavaScript, for `compare`."""
    return name, f, Job(write_javascript(program(f, args, names)), None, [args])


def compare(cases):
    """Compare functions in Node with the functions themselves."""
    for (name, f, job), found in zip(cases, evaluated([job for *_, job in cases]), strict=True):
        assert not isinstance(found, str), (name, found)
        agree(found[0], value_and_grad(f)(*job.calls[0]), name)


def test_every_rule_in_javascript():
    cases = []
    for name, make in COMPILED:
        f, args = make()
        weights = np.random.default_rng(1).uniform(0.5, 1.5, np.shape(f(*args)))

        def loss(x, *rest, f=f, weights=weights):
            return np.sum(weights * f(x, *rest))

        cases.append(case(name, loss, args))
    assert len(cases) > 150
    compare(cases)


def random_programs(numbers):
    """Compare random programs; return how many were written, and how many were not, by the reason."""
    cases, counts = [], Counter()
    for i in numbers:
        drawing = drawn(SEED, i)
        f, args = drawing.functions().loss, [np.asarray(a) for a in drawing.arguments]
        try:
            cases.append(case(f"program {i}", f, args))
        except UntraceableError:
            counts["untraceable"] += 1
        except NotWrittenError:
            counts["refused" if drawing.is_double else "single"] += 1
    compare(cases)
    return len(cases), counts


@pytest.mark.no_cover  # test_every_rule_in_javascript reaches the same lines
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_200_random_programs():
    written, refused = random_programs(range(270))
    assert written >= 200
    assert refused["refused"] == 0, "nothing in float64 is refused"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("part", range(10))
def test_10000_random_programs(part):
    written, _ = random_programs(range(270 + part, 10270, 10))
    assert written >= 700


def test_an_axis_of_a_function_without_a_derivative():
    """By position too; the axis is no array, so it is not an input of the step."""
    kinds = {
        "argsort of all": lambda x: np.sum(x.ravel() * np.argsort(x, axis=None)),
        "argsort": lambda x: np.sum(x * np.argsort(x, 0)),
        "argmax": lambda x: np.sum(x[:, 0] * np.argmax(x, 1)),
        "argmin": lambda x: np.sum(x * np.argmin(x, 0)),
        "any": lambda x: np.sum(x * np.any(x > 1.5, 0)),
        "all": lambda x: np.sum(x * np.all(x > -0.5, 0)),
        "count_nonzero": lambda x: np.sum(x * np.count_nonzero(x > 0, 0)),
        "size": lambda x: np.sum(x) * np.size(x, 1),
    }
    x = np.array([[1.0, 2.0, -1.0], [0.5, -0.3, 2.0]])
    compare([case(name, loss, [x]) for name, loss in kinds.items()])


@looped("rows", [2, 30])
def test_products_of_conditions_are_conditions(rows):
    """In NumPy, true + true is true."""
    kinds = {
        "matmul": lambda x: np.sum(x[0] * ((x > 0).T @ (x > 0))[0]),
        "dot": lambda x: np.sum(x) * np.dot(x[:, 0] > 0, x[:, 0] > 0),
        "einsum": lambda x: np.sum(x[0] * np.einsum("ij,ik->k", x > 0, x > 0)),
        "count": lambda x: np.sum(x[0] * np.sum(x > 0, axis=0)),
    }
    x = np.abs(np.random.default_rng(0).normal(size=(rows, 3))) * [1, 1, -1]
    compare([case(name, loss, [x]) for name, loss in kinds.items()])


def test_the_module_takes_typed_arrays(tmp_path):
    fast = compile(lambda w, x, c: np.sum((w * x - c) ** 2))
    w, x = np.arange(10.0), np.linspace(0, 1, 10)
    value, gradient = fast.value_and_grad(w, x, 0.5)
    (tmp_path / "loss.mjs").write_text(fast.javascript, encoding="utf-8")
    call = (
        'import run from "./loss.mjs";'
        f"const [v, g] = run(Float64Array.from({w.tolist()}), Float64Array.from({x.tolist()}), 0.5);"
        "console.log(JSON.stringify([v, [...g], g.constructor.name]));"
    )
    (tmp_path / "call.mjs").write_text(call, encoding="utf-8")
    evaluated([])  # skips where there is no Node
    found = json.loads(subprocess.run(["node", tmp_path / "call.mjs"], capture_output=True, check=True).stdout)
    assert found == [pytest.approx(value), pytest.approx(gradient.tolist()), "Float64Array"]


def test_errors_are_those_of_the_source():
    with pytest.raises(ValueError, match="there is no program yet: call the compiled function with an x"):
        _ = compile(lambda w: np.sum(w)).javascript
    branching = compile(lambda w: np.sum(w) if w[0] > 0 else w[0])
    branching(X3)
    with pytest.raises(ValueError, match="there is no program: f is run without compiling, because it branches"):
        _ = branching.javascript


def test_single_precision_is_refused():
    fast = compile(lambda w: np.sum(w * w))
    fast.value_and_grad(X3.astype(np.float32))
    with pytest.raises(NotWrittenError, match=r"float32 is not written in JavaScript, .* for float64 only"):
        _ = fast.javascript


def test_a_large_array_of_the_function_is_refused():
    large = np.random.default_rng(0).normal(size=30_000)
    fast = compile(lambda w: np.sum(w * large))
    fast.value_and_grad(np.ones(30_000))
    with pytest.raises(NotWrittenError, match=r"shape \(30000,\), is too large .* pass it as data"):
        _ = fast.javascript


def test_results_have_memory_of_their_own():
    steps = program(lambda w, x: np.sum(w * x), [X3, 2 * X3], ["w", "x"])
    steps.results = [steps.inputs[0], steps.inputs[0], steps.results[1], np.eye(2), 3.0]
    factory = write_javascript(steps)
    ((first, second),) = evaluated([Job(factory, None, [[X3, 2 * X3], [X3 + 1, X3]])])
    for found, w, x in ((first, X3, 2 * X3), (second, X3 + 1, X3)):
        for a, b in zip(found, (w, w, x, np.eye(2).ravel(), 3.0), strict=True):
            np.testing.assert_array_equal(a, b)
    assert len(set(re.findall(r"results = \[(.*)\];", factory)[0].split(", "))) == 5


HOSTILE = ["class", "new", "Math", "B", "results", "sum", "i", "j", "var", "eliminate", "Float64Array", "eval", "power"]


def test_names_that_mean_something_in_javascript():
    args = [np.ones((7, 7)) + np.diag(np.arange(7.0)), np.array(1.5)]
    cases = []
    for name in HOSTILE:
        space = {"np": np}
        word = "klass" if name == "class" else name
        lines = f"var = w ** {word}", "return np.sum(np.sort(var @ var.T)) + np.linalg.det(var)"
        exec("\n    ".join([f"def f(w, {word}):", *lines]), space)
        cases.append(case(name, space["f"], args, ["w", name]))
    compare(cases)


@looped("name", ["x; process.exit()", "*/ alert(1) //", "a\nb", "1x", "", "x\u2028y", "π", "x́"])
def test_only_identifiers_get_into_the_text(name):
    steps = program(lambda w, x: np.sum(w * x), [X3, 2 * X3], ["w", name])
    steps.steps[0].label = name
    factory = write_javascript(steps)
    assert name.isidentifier() or not name or name not in factory
    agree(evaluated([Job(factory, None, [[X3, X3]])])[0][0], (14.0, X3), name)


def test_the_readme_shows_what_is_written():
    text = (Path(sgdlab.compiler.__file__).parent / "README.md").read_text(encoding="utf-8")
    space = {"np": np}
    exec(re.search(r"```python\n(.*?)```", text, re.S)[1], space)
    fast = compile(space["loss"])
    fast.value_and_grad(np.ones(2), np.ones(2))
    assert re.search(r"```javascript\n(.*?)```", text, re.S)[1] == fast.javascript
