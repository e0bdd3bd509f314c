"""NumPy's functions in JavaScript: every line of the table, at random numbers and at special ones."""

import itertools

import numpy as np
import pytest

from sgdlab.autodiff.dispatch import RULES
from sgdlab.compiler.javascript import NotWrittenError, write_javascript
from sgdlab.compiler.javascript.memory import SPECIAL
from sgdlab.compiler.javascript.reductions import REDUCING
from sgdlab.compiler.simplify import REWRITTEN, STATIC
from sgdlab.compiler.steps import Step, TracedProgram, is_elementwise, numpy_function
from tests.in_node import Job, evaluated
from tests.looping import looped

SPECIAL_NUMBERS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, -7.0, 1e-20, 1e-320]
SPECIAL_NUMBERS += [1e16, 1e300, -1e300, 709.9, np.inf, -np.inf, np.nan]
RANDOM = np.random.default_rng(0).normal(size=60) * np.repeat([0.3, 1.0, 30.0], 20)
REALS = np.array(list(itertools.product(SPECIAL_NUMBERS, SPECIAL_NUMBERS))), np.stack([RANDOM, RANDOM[::-1] + 0.1], 1)
FIRST, SECOND = np.concatenate(REALS).T.copy()
WHOLES = np.array(list(itertools.product(range(-4, 5), range(-4, 5))), float).T.copy()

TIES = ("maximum", "minimum", "fmax", "fmin")
WRITTEN = [p.name for p in RULES.values() if is_elementwise(p.name) and p.name not in (REWRITTEN.keys() - {"power"})]
UFUNCS = {name: numpy_function(name) for name in WRITTEN}

# Primitives that have no JavaScript, because nothing in the course needs them there.
LEFT_OUT = {"allclose", "array_equal", "isclose", "isreal", "iscomplex", "searchsorted"}
# Whatever is never recorded: it is told by shapes, replaced by other primitives, or refused while tracing.
NEVER_RECORDED = {*STATIC, *REWRITTEN, "argwhere", "nonzero", "affine", "dense", "relu", "norm", "binary_cross_entropy"}
NEVER_RECORDED |= {"mean_squared_error", "scatter", "softmax_cross_entropy"}


def one_step(op, arrays, dtype, kind=np.float64):
    """The program that computes a single elementwise step."""
    inputs = [Step("input", (), {}, a.shape, np.dtype(kind), label=f"x{k}") for k, a in enumerate(arrays)]
    step = Step(op, tuple(inputs), {}, arrays[0].shape, np.dtype(dtype))
    return TracedProgram(inputs, [step], [step])


def agree(op, found, expected):
    np.testing.assert_allclose(found, expected, rtol=4e-15, atol=0, err_msg=op)
    at_zero = (expected == 0) & (op not in TIES)  # there, either zero is right
    np.testing.assert_array_equal(np.signbit(found[at_zero]), np.signbit(expected[at_zero]), f"the sign of 0 in {op}")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_floats():
    jobs, expected = [], []
    for op, function in UFUNCS.items():
        arrays = (FIRST, SECOND)[: function.nin]
        result = function(*arrays)
        expected.append((op, np.asarray(result, float)))
        jobs.append(Job(write_javascript(one_step(op, arrays, result.dtype)), None, [arrays]))
    for (op, result), found in zip(expected, evaluated(jobs), strict=True):
        assert not isinstance(found, str), (op, found)
        agree(op, found[0][0], result)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@looped("exponent", [0.5, -0.5, 1.5, 2.0, 3.0])
def test_a_power_with_a_number(exponent):
    x = Step("input", (), {}, FIRST.shape, np.dtype(float), label="x0")
    step = Step("power", (x, exponent), {}, FIRST.shape, np.dtype(float))
    (found,) = evaluated([Job(write_javascript(TracedProgram([x], [step], [step])), None, [(FIRST,)])])
    agree("power", found[0][0], FIRST**exponent)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@looped("kind", [np.int64, np.bool_])
def test_whole_numbers_and_bools(kind):
    arrays = [(WHOLES > 0 if kind is np.bool_ else WHOLES).astype(kind)[k] for k in (0, 1)]
    jobs, expected = [], []
    for op, function in UFUNCS.items():
        given = arrays[: function.nin]
        if op == "power":
            given = [given[0], abs(given[1].astype(int)).astype(kind)]
        if op == "reciprocal":  # of the whole number 0 it is no number at all
            given = [np.where(given[0] == 0, 1, given[0]).astype(kind)]
        try:
            result = function(*given)
        except TypeError:  # such as a sign of bools
            continue
        if result.dtype not in (np.float64, np.int64, np.bool_):
            continue
        expected.append((op, result.astype(float)))
        jobs.append(Job(write_javascript(one_step(op, given, result.dtype, kind)), None, [given]))
    assert len(jobs) > 25
    for (op, result), found in zip(expected, evaluated(jobs), strict=True):
        assert not isinstance(found, str), (op, found)
        agree(op, found[0][0], result)


def test_exactly_these_have_no_javascript():
    written = {*UFUNCS, *SPECIAL, *REDUCING, "matmul", "where", "broadcast_to", "transpose", "reshape"}
    assert {p.name for p in RULES.values()} - written - NEVER_RECORDED == LEFT_OUT, (
        "spell it in sgdlab/compiler/javascript/spellings.py, or add it to LEFT_OUT above: then the kernel computes it"
    )


@looped("name", sorted(LEFT_OUT - {"array_equal"}))
def test_what_is_left_out_is_refused_by_name(name):
    x = Step("input", (), {}, (3,), np.dtype(float), label="x")
    step = Step(name, (x, x), {}, (3,), np.dtype(bool))
    with pytest.raises(
        NotWrittenError, match=f"np.{name} is not written in JavaScript; what uses it runs in the kernel"
    ):
        write_javascript(TracedProgram([x], [step], [step]))
