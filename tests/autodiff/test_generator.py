"""Random programs against NumPy, differences, the complex step, other libraries, and the compiler."""

import re
from functools import cache

import numpy as np
import pytest

from sgdlab.autodiff.check import GradientError
from sgdlab.autodiff.dispatch import DERIVED, RULES
from sgdlab.autodiff.rules.calls import name_of
from sgdlab.autodiff.rules.picking import WHERE
from sgdlab.compiler.simplify import REWRITTEN
from tests.derivative_cases import PRIMITIVES
from tests.falsified import Falsified, Spy, arguments_of
from tests.generator.drawing import drawn
from tests.generator.peers import ABSENT, SkippedError
from tests.generator.run import CHECKS, Failure, failing, run

# Counting lines would more than double its time; the tests of the rules and of the compiler reach 98 % of them.
pytestmark = pytest.mark.no_cover

SEED = 7
PARTS, SLOW_PARTS = 8, 10

# A primitive's own name, which programs call as np.linalg.norm, and a function whose values NumPy leaves open.
LEFT_OUT = {"_length", "_scatter", "empty_like"}


def checked(numbers, share=1.0):
    found = run(SEED, numbers, share=share)
    assert not found.failures, "\n".join(map(str, found.failures))
    return found.counts


@pytest.mark.parametrize("part", [pytest.param(k, marks=[pytest.mark.slow] * (k % 2)) for k in range(PARTS)])
def test_2000_programs(part):
    counts = checked(range(part, 2000, PARTS))
    assert counts["programs"] == 2000 // PARTS
    assert min(counts[name] for name in ("value", "reverse", "forward", "hvp", "third", "compiled", "float32")) > 10


@pytest.mark.slow
@pytest.mark.parametrize("part", range(SLOW_PARTS))
def test_20000_programs(part):
    """Half as many expensive checks: value and both modes, which every program gets, find most mistakes."""
    assert checked(range(2000 + part, 22000, SLOW_PARTS), share=0.5)["programs"] == 20000 // SLOW_PARTS


# What the 2,000 programs reach.


@cache  # and no fixture, whose lines would be counted
def programs():
    return [drawn(SEED, i) for i in range(2000)]


def test_every_function_of_the_table_is_reached():
    source = "\n".join(line.code for program in programs() for line in program.lines)
    names = {name_of(f): f for f in (*RULES, *DERIVED) if not (f in RULES and RULES[f].vjps is None)}
    ours = [name for name, f in names.items() if getattr(f, "__module__", "").startswith("sgdlab")]
    where = {name: r"sl(\.autodiff)?" if name in ours else "np" for name in names}
    missing = {name for name in names if not re.search(rf"{where[name]}\.{name}\(", source)}
    assert missing == LEFT_OUT, "draw calls of it in tests/generator/operations"


def test_every_rule_is_reached_in_both_modes(monkeypatch):
    expected = {(p.name, mode, i) for p in PRIMITIVES for mode in ("vjps", "jvps") for i in arguments_of(p)}
    noted = {}
    for p in PRIMITIVES:
        for mode in ("vjps", "jvps"):
            noted[p.name, mode] = set()
            monkeypatch.setattr(p, mode, Spy(getattr(p, mode), noted[p.name, mode]))
    for program in programs():
        for check in ("value", "forward") if program.is_double else ("float32",):
            CHECKS[check](program, np.random.default_rng(0))
        reached = {(*key, i) for key, numbers in noted.items() for i in numbers}
        if reached >= expected:
            break
    assert expected - reached == set(), "draw calls of it in tests/generator/operations"


@pytest.mark.oracle
def test_programs_have_the_values_and_gradients_of_pytorch():
    if "torch" in ABSENT:
        pytest.skip("PyTorch is not installed: no oracle")
    found = [failing(CHECKS["torch"], program, (0,)) for program in programs()[:400] if program.is_double]
    assert all(one is None or isinstance(one, SkippedError) for one in found), found
    assert found.count(None) > len(found) / 3


# The generator is tested: what is planted is found, and becomes small.


def found_and_shrunk(check, most=2000):
    """The first program that fails the check, shrunk."""
    for i in range(most):
        program = drawn(SEED, i)
        if program.is_double:
            error = failing(CHECKS[check], program, (SEED, i, 2))
            if error is not None:
                failure = Failure(SEED, i, check, program, error)
                return failure.smallest(), str(failure)
    pytest.fail("nothing was found")


@pytest.mark.parametrize(
    ("primitive", "mode", "argument", "check"),
    [
        (WHERE, "vjps", 1, "reverse"),
        (RULES[np.tanh], "jvps", 0, "forward"),
        (RULES[np.multiply], "jvps", 1, "hvp"),
        (RULES[np.divide], "jvps", 1, "third"),
        (RULES[np.sum], "jvps", 0, "jacobian"),
    ],
    ids=str,
)
def test_a_rule_off_by_a_factor_is_found(primitive, mode, argument, check, monkeypatch):
    monkeypatch.setattr(primitive, mode, Falsified(getattr(primitive, mode), argument))
    small, printed = found_and_shrunk(check)
    assert len(small.lines) <= 2
    assert f"fails the check {check!r}" in printed
    if check == "reverse":
        with pytest.raises(GradientError):
            exec(printed, {})
        monkeypatch.undo()
        exec(printed, {})


def test_a_wrong_program_of_the_compiler_is_found(monkeypatch):
    monkeypatch.setitem(REWRITTEN, "square", lambda x: x * (x + 1e-6))
    small, printed = found_and_shrunk("compiled")
    assert "np.square" in printed
    assert len(small.lines) <= 2


def test_an_error_in_place_of_a_result_is_found(monkeypatch):
    def fails(a, axis=None):
        raise IndexError("tuple index out of range")

    monkeypatch.setitem(DERIVED, np.cumprod, fails)
    small, printed = found_and_shrunk("value")
    assert len(small.lines) == 1
    assert "tuple index out of range" in printed


def test_a_program_of_a_seed_is_always_the_same():
    first, again = (drawn(3, 5) for _ in range(2))
    assert first.source() == again.source()
    assert first.source() != drawn(3, 6).source()
