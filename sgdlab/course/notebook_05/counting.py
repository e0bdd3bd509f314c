"""Notebook 05: predict how often a function is run [passes], what the ends of the chain rule cost [products]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def passes_needed(n: int, m: int) -> Any:
    return n + 1, n, 1 + m  # the value at the point itself; a direction each; forward once, back once for each output


def _draw_sizes(rng: np.random.Generator) -> tuple[int, int]:
    n, m = rng.choice(np.arange(3, 40), size=2, replace=False)
    return int(n), int(m)


passes = Exercise(
    "passes",
    passes_needed,
    _draw_sizes,
    praise="Inputs for the first two, outputs for the third: that is the whole difference between the bills.",
    mistakes=[
        Mistake(
            lambda n, m: (n, n, 1 + m),
            "You left out one pass of finite differences: the value at the point itself, from which all the others are "
            "subtracted.",
        ),
        Mistake(
            lambda n, m: (2 * n, n, 1 + m),
            "You counted central differences, which nudge up and down. Here each input is nudged once, and the value "
            "at the point itself is needed besides.",
        ),
        Mistake(
            lambda n, m: (2 * n + 1, n, 1 + m),
            "You counted central differences, which nudge up and down. Here each input is nudged once.",
        ),
        Mistake(
            lambda n, m: (n + 1, n, 2),
            "You gave reverse mode a single pass back. It starts from one output; each of the m outputs needs its own.",
        ),
        Mistake(
            lambda n, m: (n + 1, n, m),
            "You forgot reverse mode's pass forward: it has to compute the values before it can go back.",
        ),
        Mistake(
            lambda n, m: (n + 1, m, 1 + n),
            "You have forward and reverse mode turned around. Forward mode starts from an input, reverse mode from an "
            "output.",
        ),
        Mistake(
            lambda n, m: (n + 1, 1, 1 + m),
            "You gave forward mode a single pass. One pass follows one direction, so n inputs need n.",
        ),
        Mistake(
            lambda n, m: (n + 1, n, n + 1),
            "You let reverse mode depend on the inputs. It gets the slopes for all of them in one pass back, from each "
            "output.",
        ),
    ],
    hints=[
        "Ask each method what it starts from: an input, or an output?",
        "Finite differences and forward mode nudge, or follow, one input at a time. Finite differences also need "
        "something to subtract.",
        "Reverse mode computes the values once, and then goes back from each of the m outputs.",
    ],
)


def products_needed(n: int, k: int, m: int) -> Any:
    from_input = k * k * n + m * k * n  # C (B A): B A is (k, n)
    from_output = m * k * k + m * k * n  # (C B) A: C B is (m, k)
    return from_input, from_output


def _draw_widths(rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(int(one) for one in rng.choice(np.arange(2, 30), size=3, replace=False))


products = Exercise(
    "products",
    products_needed,
    _draw_widths,
    praise="The product is the same from both ends; the work is not. With m = 1 the output's end wins, with n = 1 the "
    "input's.",
    mistakes=[
        Mistake(
            lambda n, k, m: products_needed(n, k, m)[::-1],
            "You have the two ends turned around. From the input's end, B A is multiplied first: a matrix (k, n).",
        ),
        Mistake(
            lambda n, k, m: (k * k * n + m * k * n,) * 2,
            "You gave both ends the same number. The product is the same; which of the two multiplications comes first "
            "decides how large the matrix in the middle is.",
        ),
        Mistake(
            lambda n, k, m: (k * k * n * m, m * k * k * n),
            "You multiplied the costs of the two multiplications. One comes after the other, so they add up.",
        ),
        Mistake(
            lambda n, k, m: (k * n + m * n, m * k + m * n),
            "You counted the entries of the results. Each entry is a sum of as many products as the matrices share "
            "rows and columns.",
        ),
        Mistake(
            lambda n, k, m: (k * k * n, m * k * k),
            "You counted only the first of the two multiplications. The third matrix is still waiting.",
        ),
    ],
    hints=[
        "An (a, b) matrix times a (b, c) matrix costs a × b × c products of numbers.",
        "From the input's end: first B A, which is (k, k) times (k, n); then C times that.",
        "From the output's end: first C B, which is (m, k) times (k, k); then that times A.",
    ],
)
