"""The list of steps is enough to write a program: a second, naive reader of it, who knows its description alone."""

import numpy as np
import pytest

from sgdlab.autodiff.functional import value_and_grad
from sgdlab.compiler.steps import Step, numpy_function
from sgdlab.compiler.trace import trace
from tests.derivative_cases import COMPILED


def assemble(step, *_values, of):
    whole = np.zeros(step.shape, step.dtype)
    covered = np.zeros(step.shape, int)
    for index, arrays, value in step.pieces:
        where = index.filled([of(a) for a in arrays])
        np.add.at(whole, where, of(value))
        np.add.at(covered, where, 1)
    fill = step.options["fill"]
    assert fill == "overlap" or covered.max(initial=0) <= 1
    assert fill != "whole" or covered.all()
    return whole


def reduction(name):
    def reduce(step, x, of):
        return getattr(np, name)(x, axis=step.options.get("axis"), keepdims=step.options.get("keepdims", False))

    return reduce


OPERATIONS = {
    "where": lambda step, c, a, b, of: np.where(c, a, b),
    **{name: reduction(name) for name in ("sum", "max", "min")},
    "cumsum": lambda step, x, of: np.cumsum(x, axis=step.options["axis"]),
    "dot": lambda step, a, b, of: np.dot(a, b),
    "matmul": lambda step, a, b, of: np.matmul(a, b),
    "vdot": lambda step, a, b, of: np.sum(a * b),
    "einsum": lambda step, *arrays, of: np.einsum(step.options["subscripts"], *arrays),
    "reshape": lambda step, x, of: np.reshape(x, step.shape),
    "transpose": lambda step, x, of: np.transpose(x, step.options.get("axes")),
    "broadcast_to": lambda step, x, of: np.broadcast_to(x, step.shape),
    "getitem": lambda step, x, *arrays, of: x[step.options["index"].filled(arrays)],
    "assemble": assemble,
    "concatenate": lambda step, *arrays, of: np.concatenate(arrays, axis=step.options.get("axis", 0)),
    "astype": lambda step, x, of: np.asarray(x).astype(step.dtype),
    "sign of det": lambda step, a, of: np.linalg.slogdet(a)[0],
    "logdet": lambda step, a, of: np.linalg.slogdet(a)[1],
}


def interpreted(program, *inputs):
    """Compute a program's results step by step."""
    values = {id(step): value for step, value in zip(program.inputs, inputs, strict=True)}

    def of(a):
        return values[id(a)] if isinstance(a, Step) else a

    for step in program.steps:
        args = [of(a) for a in step.inputs]
        if step.elementwise:
            value = getattr(np, step.op)(*args)
        elif step.op in OPERATIONS:
            value = OPERATIONS[step.op](step, *args, of=of)
        else:
            value = numpy_function(step.op)(*args, **step.options)
        assert (np.shape(value), np.asarray(value).dtype) == (step.shape, step.dtype), step.op
        values[id(step)] = value
    return [of(r) for r in program.results]


@pytest.mark.parametrize("make", [m for _, m in COMPILED], ids=[n for n, _ in COMPILED])
def test_every_rule_is_computed_from_its_steps(make):
    f, args = make()
    weights = np.random.default_rng(1).uniform(0.5, 1.5, np.shape(f(*args)))

    def loss(x, *rest):
        return np.sum(weights * f(x, *rest))

    program = trace(loss, args, [f"x{k}" for k in range(len(args))])
    assert {step.phase for step in program.steps} <= {"forward", "backward"}
    found, expected = interpreted(program, *args), value_and_grad(loss)(*args)
    scale = float(np.sum(np.abs(weights * f(*args)))) + np.max(np.abs(expected[1]), initial=0.0)
    for a, b in zip(found, expected, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-14 * scale)


def test_a_step_is_read_by_later_ones_alone():
    program = trace(lambda x: np.sum(np.tanh(x[1:]) * x[:-1]), [np.arange(4.0)], ["x"])
    known = set(map(id, program.inputs))
    for step in program.steps:
        assert all(id(a) in known for a in step.inputs if isinstance(a, Step))
        known.add(id(step))
    assert all(id(r) in known for r in program.results)
