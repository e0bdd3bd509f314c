"""sgdlab.course.repair.lent: what the lines of a right program say of those of another one."""

import ast

from sgdlab.course.repair.lent import computed
from tests.course.repair.test_repair import found


def walked(values, scale):
    place, way = 1.0, 0.0
    for value in values:
        way = 0.5 * way + value
        place = place - scale * way
    return place


def walked_back(steps, rate):
    at, velocity = 1.0, 0.0
    for step in steps:
        velocity = 0.5 * velocity + step
        at = at + rate * velocity
    return at


def test_a_line_that_a_right_program_has_is_not_the_first_to_be_changed():
    """`0.5 * velocity - step` would do as well, but that line is right."""
    told = found(walked_back, right=walked).told(plainly=True)
    assert "`at + rate * velocity`" in told
    assert "`at - rate * velocity`" in told


def test_lines_compute_the_same_if_only_variables_have_other_names():
    one, other, more = (
        ast.parse(f"def f({x}, {y}):\n  {z} = {x} - 2 * {y}\n  return {z}").body[0] for x, y, z in ("abc", "pqr", "bac")
    )
    assert [*computed(one).values()] == [*computed(other).values()] == [*computed(more).values()]
    turned = ast.parse("def f(a, b):\n  c = b - 2 * a\n  return c").body[0]
    assert [*computed(turned).values()] != [*computed(one).values()]
