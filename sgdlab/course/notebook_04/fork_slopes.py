"""Predict: three slopes

f = (x + y) × (y + z). Return the three slopes of f, for x, y and z, at the given place.
"""

from sgdlab.course.exercises import Exercise


def three_slopes(x: float, y: float, z: float) -> tuple[float, float, float]:
    return y + z, (y + z) + (x + y), x + y  # y goes into both factors: two paths, added


fork_slopes = Exercise(
    "fork_slopes",
    three_slopes,
    lambda rng: tuple(rng.uniform(1, 4, size=3)),
    praise="Along each path the local derivatives are multiplied, and the two paths of y are added.",
    mistakes=[
        lambda x, y, z: (x + y) * (y + z),
        "That is the value of f. Return its three slopes: how fast it grows with x, with y and with z.",
        lambda x, y, z: (y + z, y + z, x + y),
        "For y you took only the path through the first factor. But y also goes into the second one, and that "
        "path has to be added.",
        lambda x, y, z: (y + z, x + y, x + y),
        "For y you took only the path through the second factor, as a program does that overwrites instead of "
        "adding. Both paths count.",
        lambda x, y, z: (y + z, (y + z) * (x + y), x + y),
        "For y you multiplied the two paths. Multiply along a path; add over the paths.",
        lambda x, y, z: (x + y, (y + z) + (x + y), y + z),
        "You exchanged x and z. The local derivative of a product with respect to one factor is the *other* factor.",
        lambda x, y, z: (1.0, 2.0, 1.0),
        "These are the local derivatives of the sums alone. They still have to be multiplied by what arrives at "
        "the sums from the product.",
        lambda x, y, z: (y + z, x + 2 * y + z, y + z),
        "The slope with respect to z differs from that with respect to x. z goes into the second factor, "
        "which is multiplied by the first one.",
        lambda x, y, z: (y + z, (y + z) - (x + y), x + y),
        "For y you subtracted one path from the other. What arrives over several paths is added.",
    ],
    hints=[
        "Name the two factors: u = x + y and v = y + z. What arrives at u from f = u × v? What at v?",
        "v arrives at u, and u arrives at v. A sum passes on what it has to each of its arguments.",
        "x gets what u has; z gets what v has; y gets both. Add.",
    ],
)
