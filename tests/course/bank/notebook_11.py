"""The exercises of notebook 11: a second right answer to each, found in another way, and programs with their slips."""

import numpy as np

import sgdlab as sl


def random_slope(loss, w, h, rng):
    direction = 2.0 * (rng.random(len(w)) < 0.5) - 1.0
    w += h * direction  # in place: a call has parameters of its own
    up = loss(w)
    w -= 2 * h * direction
    return direction * (up - loss(w)) / h / 2


def evolve(losses_of, start, generations, rng):
    """Of forty, the best twelve have children, whose every parameter is that of one parent or of the other."""
    found = np.vstack([start, start + rng.normal(size=(39, len(start)))])
    for _ in range(generations):
        found = found[np.argsort(losses_of(found))][:12]
        pairs = found[rng.integers(12, size=(39, 2))]
        children = np.where(rng.random((39, len(start))) < 0.5, pairs[:, 0], pairs[:, 1])
        best, found = found[0], np.vstack([found[0], children + 0.2 * rng.normal(size=children.shape)])
    return best.astype(np.float32)


RIGHT = {
    "step_losses": lambda n, samples, population: {
        "central differences": n + n,
        "complex step": n,
        "SPSA": samples + samples,
        "genetic algorithm": population,
    },
    "direction_slip": random_slope,
    "genetic": evolve,
}


def _losses(n, samples, population, **other):
    right = {"central differences": 2 * n, "complex step": n, "SPSA": 2 * samples, "genetic algorithm": population}
    return right | {name.replace("_", " "): value for name, value in other.items()}


def _signs(w, rng):
    return rng.choice([-1.0, 1.0], size=len(w))


def _slope(loss, w, h, v, by=2.0):
    return (loss(w + h * v) - loss(w - h * v)) / (by * h) * v


def _two_directions(loss, w, h, rng):
    return (loss(w + h * _signs(w, rng)) - loss(w - h * _signs(w, rng))) / (2 * h) * _signs(w, rng)


def _other_at_the_end(loss, w, h, rng):
    v = _signs(w, rng)
    return (loss(w + h * v) - loss(w - h * v)) / (2 * h) * _signs(w, rng)


def _one_side(loss, w, h, rng):
    v = _signs(w, rng)
    return (loss(w + h * v) - loss(w)) / (2 * h) * v


def _to_the_middle(loss, w, h, rng):
    return 2 * _one_side(loss, w, h, rng)


def _unit(loss, w, h, rng):
    v = _signs(w, rng)
    return _slope(loss, w, h, v / np.linalg.norm(v))


def _alone(loss, w, h, rng):
    v = _signs(w, rng)
    return (loss(w + h * v) - loss(w - h * v)) / (2 * h)


def _twice(loss, w, h, rng):
    return (_slope(loss, w, h, _signs(w, rng)) + _slope(loss, w, h, _signs(w, rng))) / 2


def _evolve(
    losses_of, start, generations, rng, *, parents=20, share=1.0, noise=0.3, elite=True, pick=0, sign=1, at=1, mean=0.0
):
    population = at * start + rng.normal(size=(40, len(start)))
    population[0] = start
    for _ in range(generations):
        ranked = population[np.argsort(sign * losses_of(population))]
        one, other = ranked[rng.integers(parents, size=(2, 40))]
        population = one + share * rng.random((40, 1)) * (other - one) + rng.normal(mean, noise, size=one.shape)
        if elite:
            population[0] = ranked[0]
    return ranked[pick]


def _family(losses_of, start, generations, rng, child):
    """Children that are made of the better half, whose best lives on."""
    population = start + rng.normal(size=(40, len(start)))
    population[0] = start
    for _ in range(generations):
        ranked = population[np.argsort(losses_of(population))]
        population = child(ranked[:20], rng) + 0.3 * rng.normal(size=population.shape)
        population[0] = ranked[0]
    return ranked[0]


def _step_alone(better, rng):
    one, other = better[rng.integers(20, size=(2, 40))]
    return rng.random((40, 1)) * (other - one)


def _one_mother(better, rng):
    fathers, mother = better[rng.integers(20, size=40)], better[rng.integers(20)]
    return mother + rng.random((40, 1)) * (fathers - mother)


def _away(better, rng):
    one, other = better[rng.integers(20, size=(2, 40))]
    return one + rng.random((40, 1)) * (one - other)


def _local_search(losses_of, start, generations, rng):
    best = start
    for _ in range(generations):
        tried = np.vstack([best, best + 0.3 * rng.normal(size=(39, len(start)))])
        best = tried[np.argmin(losses_of(tried))]
    return best


WRONG = {
    "step_losses": {
        "forward differences": lambda n, s, k: _losses(n, s, k, central_differences=n + 1),
        "the middle too": lambda n, s, k: _losses(n, s, k, central_differences=2 * n + 1),
        "complex twice": lambda n, s, k: _losses(n, s, k, complex_step=2 * n),
        "complex and the middle": lambda n, s, k: _losses(n, s, k, complex_step=n + 1),
        "SPSA with n": lambda n, s, k: _losses(n, s, k, SPSA=2 * n * s),
        "SPSA one side": lambda n, s, k: _losses(n, s, k, SPSA=s),
        "SPSA two": lambda n, s, k: _losses(n, s, k, SPSA=2),
        "SPSA and the middle": lambda n, s, k: _losses(n, s, k, SPSA=2 * s + 1),
        "genetic with n": lambda n, s, k: _losses(n, s, k, genetic_algorithm=k * n),
        "genetic, without the best": lambda n, s, k: _losses(n, s, k, genetic_algorithm=k - 1),
        "genetic, half": lambda n, s, k: _losses(n, s, k, genetic_algorithm=k / 2),
        "two at once": lambda n, s, k: _losses(n, s, k, central_differences=n + 1, SPSA=s),
        "three at once": lambda n, s, k: _losses(n, s, k, complex_step=2 * n, SPSA=2, genetic_algorithm=2 * k),
        "a list": lambda n, s, k: [2 * n, n, 2 * s, k],
    },
    "direction_slip": {
        "divided by 2, times h": lambda loss, w, h, rng: h**2 * _slope(loss, w, h, _signs(w, rng)),
        "two directions": _two_directions,
        "another one at the end": _other_at_the_end,
        "by h": lambda loss, w, h, rng: _slope(loss, w, h, _signs(w, rng), by=1),
        "turned": lambda loss, w, h, rng: -_slope(loss, w, h, _signs(w, rng)),
        "the slope alone": _alone,
        "one side": _one_side,
        "one side, by its length": _to_the_middle,
        "one direction of length 1": _unit,
        "normal directions": lambda loss, w, h, rng: _slope(loss, w, h, rng.normal(size=len(w))),
        "the same for all": lambda loss, w, h, rng: _slope(loss, w, h, rng.choice([-1.0, 1.0]) * np.ones(len(w))),
        "zeros and ones": lambda loss, w, h, rng: _slope(loss, w, h, rng.choice([0.0, 1.0], size=len(w))),
        "two estimates": _twice,
        "differences": lambda loss, w, h, rng: np.array([(loss(w + e) - loss(w - e)) / (2 * h) for e in h * np.eye(5)]),
        "turned and by h": lambda loss, w, h, rng: -_slope(loss, w, h, _signs(w, rng), by=1),
        "a generator of one's own": lambda loss, w, h, rng: _slope(loss, w, h, _signs(w, np.random.default_rng())),
        "text": lambda loss, w, h, rng: "a direction",
        "by sgdlab": lambda loss, w, h, rng: sl.spsa(h=h)(loss, w, rng=rng)[1],
    },
    "genetic": {
        "no crossover": lambda *given: _evolve(*given, share=0.0),
        "no selection": lambda *given: _evolve(*given, parents=40),
        "no mutation": lambda *given: _evolve(*given, noise=0.0),
        "no elitism": lambda *given: _evolve(*given, elite=False),
        "no selection, no elitism": lambda *given: _evolve(*given, parents=40, elite=False),
        "the largest losses": lambda *given: _evolve(*given, sign=-1),
        "the worst is returned": lambda *given: _evolve(*given, pick=-1),
        "no crossover, no elitism": lambda *given: _evolve(*given, share=0.0, elite=False),
        "the step alone": lambda *given: _family(*given, _step_alone),
        "the same mother": lambda *given: _family(*given, _one_mother),
        "away from the other parent": lambda *given: _family(*given, _away),
        "around 0": lambda *given: _evolve(*given, at=0),
        "noise of 1": lambda *given: _evolve(*given, noise=1.0),
        "noise around 0.3": lambda *given: _evolve(*given, noise=1.0, mean=0.3),
        "a local search": _local_search,
        "the start": lambda losses_of, start, generations, rng: start,
        "text": lambda losses_of, start, generations, rng: "best",
        "one generation more": lambda f, start, generations, rng: _evolve(f, start, generations + 1, rng),
        "one generation less": lambda f, start, generations, rng: _evolve(f, start, generations - 1, rng),
        "a population of 20": lambda f, start, g, rng: _evolve(lambda p: np.tile(f(p[:20]), 2), start, g, rng),
        "a generator of one's own": lambda f, start, g, rng: _evolve(f, start, g, np.random.default_rng()),
        "0.3 for noise": lambda *given: _evolve(*given, noise=0.0, mean=0.3),
        "the lowest loss is returned": lambda *given: _evolve(*given).sum(),
        "no crossover, no selection": lambda *given: _evolve(*given, share=0.0, parents=40),
        "the whole population is returned": lambda *given: np.tile(_evolve(*given), (40, 1)),
    },
}
