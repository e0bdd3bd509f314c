"""Functions of single numbers: of one, of two of unequal shapes, and choices between them."""

import numpy as np

from sgdlab.autodiff.dispatch import RULES

from ..draft import GAP, Draft, RejectedError

WIDE, POSITIVE, NONZERO = (-50.0, 50.0), (0.2, 50.0), (0.3, 50.0)
UNIT, SMALL = (-0.85, 0.85), (-3.0, 3.0)

ONE = {
    **dict.fromkeys(("negative", "positive", "conjugate", "sin", "cos", "arctan", "tanh", "arcsinh"), WIDE),
    **dict.fromkeys(("radians", "deg2rad", "nan_to_num", "real", "imag", "copy"), WIDE),
    **dict.fromkeys(("degrees", "rad2deg"), UNIT),
    **dict.fromkeys(("exp", "exp2", "expm1", "sinh", "cosh", "sinc"), SMALL),
    "square": (-5.0, 5.0), "tan": (-1.1, 1.1), "log1p": (-0.7, 50.0), "arccosh": (1.2, 50.0), "reciprocal": NONZERO,
    **dict.fromkeys(("sqrt", "cbrt", "log", "log2", "log10"), POSITIVE),
    **dict.fromkeys(("arcsin", "arccos", "arctanh"), UNIT),
}  # fmt: skip
OURS = ("sigmoid", "softplus", "relu")
AT_ZERO = ("abs", "absolute", "fabs", "sign", "angle")  # kinks at 0
AT_WHOLE = ("floor", "ceil", "trunc", "rint", "round", "around", "modf")  # jumps at whole numbers and halves
INFIX = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**", "remainder": "%",
         "floor_divide": "//"}  # fmt: skip


def _one(name):
    def draw(d: Draft) -> str:
        v = d.within(d.pick(), *ONE[name])
        return d.line(f"-{v}" if name == "negative" and d.chance(0.3) else f"np.{name}({v})")

    return draw


def _ours(name):
    def draw(d: Draft) -> str:
        v = d.off(d.pick(), np.abs, [-0.8, 0.7, 1.5]) if name == "relu" else d.within(d.pick(), *WIDE)
        return d.line(f"sl.{name}({v})")

    return draw


def _at_zero(name):
    def draw(d: Draft) -> str:
        v = d.off(d.pick(), np.abs, [-0.8, 0.7, 1.5])
        return d.line(f"abs({v})" if name == "abs" and d.chance(0.5) else f"np.{name}({v})")

    return draw


def _at_whole(name):
    def draw(d: Draft) -> str:
        v = d.off(d.pick(), lambda a: np.minimum(a % 0.5, 0.5 - a % 0.5), [-1.75, 0.75, 1.25])
        return d.line(f"np.{name}({v}){'[0]' if name == 'modf' else ''} * {v}")

    return draw


def _pair(d: Draft):
    """Two operands of shapes that broadcast: variables, constants, numbers; at least one of them is a variable."""
    a = d.pick()
    if d.chance(0.2):
        b = d.constant(d.cast(np.float64(d.rng.uniform(-2, 2)))) if d.chance(0.3) else d.number()
    else:
        b = d.shaped(d.meets(np.shape(d.value(a))), constant=0.25)
    return (a, b) if d.chance(0.7) else (b, a)


def _is_variable(name):
    return name[0] in "xv"


def _into(d: Draft, name, low, high):
    """An operand of any kind, in range."""
    if _is_variable(name):
        return d.within(name, low, high)
    if name[0] == "c" and name[1:].isdigit():
        return d.constant(d.numbers(np.shape(d.value(name)), low, min(high, low + 4.0)))
    return d.number(low + 0.1, min(high, low + 4.0))


def _call(d: Draft, name, a, b):
    return f"{a} {INFIX[name]} {b}" if name in INFIX and d.chance(0.5) else f"np.{name}({a}, {b})"


def _two(name, first, second):
    def draw(d: Draft) -> str:
        a, b = _pair(d)
        a, b = _into(d, a, *first), _into(d, b, *second)
        return d.line(_call(d, name, a, b))

    return draw


def _power(name):
    def draw(d: Draft) -> str:
        if d.chance(0.4):
            v = d.within(d.pick(), 0.3, 6.0) if d.chance(0.5) else d.within(d.pick(), -3.0, 3.0)
            exponent = d.one("2", "3", "1", "0", "2.0", "np.float64(2.0)", "np.int64(2)")
            return d.line(_call(d, name, v, exponent))
        a, b = _pair(d)
        return d.line(_call(d, name, _into(d, a, 0.3, 4.0), _into(d, b, -2.0, 2.0)))

    return draw


def _choice(name):
    """The larger or smaller of two, which differ."""

    def draw(d: Draft) -> str:
        a, b = _pair(d)
        values = [[eval(x, space) for x in (a, b)] for space in d.spaces]
        if not all(np.all(np.abs(u - v) > GAP) for u, v in values):
            b = _into(d, b, -0.5, 0.5)
            shape = np.shape(d.value(a)) if a in d.spaces[0] else None
            if shape is None:
                raise RejectedError
            side = d.rng.choice([-1.2, 1.2], shape)
            a = d.moved(a, side) if _is_variable(a) else d.constant(side)
        return d.line(f"np.{name}({a}, {b})")

    return draw


def _modulo(name):
    def draw(d: Draft) -> str:
        a, b = _pair(d)
        low, high = (2.6, 3.1) if name == "fmod" or d.chance(0.7) else (-3.1, -2.6)
        a, b = _into(d, a, low - 0.06, high + 0.06), _into(d, b, 0.94, 1.46)
        values = [[eval(x, space) for x in (a, b)] for space in d.spaces]
        if not all(np.all(np.abs(u / v - np.rint(u / v)) > GAP) for u, v in values):
            raise RejectedError
        if name == "divmod":
            return d.line(f"{d.one('np.divmod', 'divmod')}({a}, {b})[1]")
        return d.line(_call(d, name, a, b))

    return draw


def _condition(d: Draft, shape) -> str:
    """A mask: a constant, or a comparison of a variable."""
    if d.chance(0.5):
        return d.constant(d.rng.random(shape) < 0.5)
    v = d.off(d.shaped(shape), lambda a: np.abs(a - 0.1), [-0.5, 0.9])
    sign, np_name = d.one((">", "greater"), ("<", "less"), (">=", "greater_equal"), ("<=", "less_equal"))
    mask = f"({v} {sign} 0.1)" if d.chance(0.6) else f"np.{np_name}({v}, 0.1)"
    return f"np.logical_not({mask})" if d.chance(0.1) else mask


def _where(d: Draft) -> str:
    a, b = _pair(d)
    shape = d.meets(np.broadcast_shapes(*(np.shape(eval(x, d.spaces[0])) for x in (a, b))))
    return d.line(f"np.where({_condition(d, shape)}, {a}, {b})")


def _select(d: Draft) -> str:
    a, b = _pair(d)
    shape = np.broadcast_shapes(*(np.shape(eval(x, d.spaces[0])) for x in (a, b)))
    masks = [d.constant(d.rng.random(shape) < 0.5) for _ in range(2)]
    if d.chance(0.5) and not any(np.shape(eval(x, d.spaces[0])) != shape for x in (a, b)):
        return d.line(f"np.select([{masks[0]}, {masks[1]}], [{a}, {b}], {d.number()})")
    a, b = (d.shaped(shape) for _ in range(2))
    return d.line(f"np.select([{masks[0]}, {masks[1]}], [{a}, {b}])")


def _clip(d: Draft) -> str:
    v = d.off(d.pick(), lambda a: np.minimum(np.abs(a + 0.7), np.abs(a - 0.9)), [-1.2, 0.0, 0.5, 1.4])
    limits = d.one("-0.7, 0.9", "-0.7, None", "None, 0.9", "min=-0.7, max=0.9")
    return d.line(d.one(f"np.clip({v}, {limits})", f"{v}.clip(-0.7, 0.9)"))


OPERATIONS = {
    **{name: _one(name) for name in ONE},
    **{name: _ours(name) for name in OURS},
    **{name: _at_zero(name) for name in AT_ZERO},
    **{name: _at_whole(name) for name in AT_WHOLE},
    **{name: _two(name, WIDE, WIDE) for name in ("add", "subtract", "multiply", "logaddexp", "logaddexp2")},
    **{name: _two(name, WIDE, NONZERO) for name in ("divide", "hypot", "arctan2")},
    **{name: _power(name) for name in ("power", "float_power")},
    **{name: _choice(name) for name in ("maximum", "minimum", "fmax", "fmin")},
    **{name: _modulo(name) for name in ("remainder", "fmod", "floor_divide", "divmod")},
    "where": _where, "select": _select, "clip": _clip,
}  # fmt: skip

# A function of one number that has a rule but no line above is tried where its argument is positive.
NEW = [f.__name__ for f in RULES if isinstance(f, np.ufunc) and (f.nin, f.nout) == (1, 1) and RULES[f].vjps is not None]
NEW = [name for name in NEW if name not in OPERATIONS]
ONE |= dict.fromkeys(NEW, POSITIVE)
OPERATIONS |= {name: _one(name) for name in NEW}
