"""Write: a quotient of dual numbers

The class `Pair` above cannot divide. You get two dual numbers, (`u`, `du`) and (`v`, `dv`), each a value and its
tangent. Return the value and the tangent of u / v.
"""

from sgdlab.course.exercises import Answer, Exercise, both_signs


def divide(u: float, du: float, v: float, dv: float) -> Answer:
    return u / v, (du * v - u * dv) / v**2


quotient = Exercise(
    "quotient",
    divide,
    both_signs(divide, lambda rng: tuple(rng.uniform(0.5, 2, size=4) * rng.choice([-1, 1], size=4))),
    by_hand=True,
    praise="Add this line to a table of rules, and forward mode can differentiate every program that divides.",
    mistakes=[
        lambda u, du, v, dv: (u / v, du / dv),
        "You divided the two tangents. The slope of a quotient is not the quotient of the slopes.",
        lambda u, du, v, dv: (u / v, du * dv),
        "You multiplied the two tangents. Each of them belongs to one term: du is multiplied by v, and dv by u.",
        lambda u, du, v, dv: (u / v, (du * v + u * dv) / v**2),
        "You added the two parts, as for a product. A growing divisor makes the quotient smaller.",
        lambda u, du, v, dv: (u / v, (du * v - u * dv) / v),
        "You divided by v. The rule divides by its square, v².",
        lambda u, du, v, dv: (u / v, 1 / v - u / v**2),
        "You added up the local derivatives, 1/v and −u/v². Each of them still has to be multiplied by the tangent "
        "of its own number.",
        lambda u, du, v, dv: (du * v - u * dv) / v**2,
        "That is the tangent alone. The next operation needs the value too: return both.",
        lambda u, du, v, dv: (u / v, du * v - u * dv / v**2),
        "You divided only the last product by v². Put the whole numerator into brackets.",
        lambda u, du, v, dv: (u / v, du * v - u * dv),
        "The division by v² is missing.",
    ],
    hints=[
        "Two numbers come out: the value, u / v, and its tangent. The tangent is the chain rule, with one term for u "
        "and one for v.",
        "The local derivatives of u / v are 1/v with respect to u, and −u/v² with respect to v.",
        "Multiply each local derivative by the tangent of its own number, and add: du / v − u × dv / v².",
    ],
)
