"""The tests of the table are tested: any rule that is off by 0.05 % is caught, in both modes."""

import numpy as np
import pytest

from tests.derivative_cases import EVERY, PRIMITIVES, check
from tests.falsified import Falsified, Spy, arguments_of
from tests.looping import looped

pytestmark = pytest.mark.no_cover  # test_rules.py reaches the same lines

FLAT = {  # derivatives that are zero everywhere, by function and argument: zero times a factor is zero
    *((name, 0) for name in ("sign", "floor", "ceil", "rint", "trunc", "floor_divide")),
    ("floor_divide", 1),
}


@pytest.fixture(scope="module")
def users():
    """Which case uses which rule: (primitive, mode, i) -> cases."""
    originals = {p: (p.vjps, p.jvps) for p in PRIMITIVES}
    found = {}
    try:
        notes = {(id(p), mode): set() for p in PRIMITIVES for mode in ("vjps", "jvps")}
        for p in PRIMITIVES:
            p.vjps, p.jvps = Spy(p.vjps, notes[id(p), "vjps"]), Spy(p.jvps, notes[id(p), "jvps"])
        for name, make in EVERY:
            for noted in notes.values():
                noted.clear()
            check(*make(), np.random.default_rng(1))
            for key, noted in notes.items():
                for i in noted:
                    found.setdefault((*key, i), []).append((name, make))
    finally:
        for p, (vjps, jvps) in originals.items():
            p.vjps, p.jvps = vjps, jvps
    return found


@pytest.mark.parametrize("mode", ["vjps", "jvps"])
@looped("primitive", PRIMITIVES)
def test_a_rule_off_by_a_factor_of_1_0005_is_caught(primitive, mode, users, monkeypatch):
    for i in arguments_of(primitive):
        cases = users.get((id(primitive), mode, i))
        assert cases, f"no case uses rule {i} of {primitive.name}: write one into tests/derivative_cases.py"
        with monkeypatch.context() as patch:
            patch.setattr(primitive, mode, Falsified(getattr(primitive, mode), i))
            caught = 0
            for _, make in cases[:3]:
                try:
                    check(*make(), np.random.default_rng(1))
                except AssertionError:
                    caught += 1
        assert caught or (primitive.name, i) in FLAT, (
            f"rule {i} of {primitive.name} was falsified and nothing noticed: write a case that depends on it into "
            f"tests/derivative_cases.py, or add {(primitive.name, i)} to FLAT in {__file__} if this derivative is zero "
            "everywhere"
        )
        assert not caught or (primitive.name, i) not in FLAT, f"{(primitive.name, i)} is not flat: take it out of FLAT"
