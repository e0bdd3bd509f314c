"""Going downhill without knowing which way is up: methods that use loss values and no gradient.

- random places nearby; the best one is kept                [random_search]
- mutants that replace their parent, or move the center     [evolution_strategy]
- selection, crossover, mutation, elitism                   [genetic_algorithm]

Pass one to `train` as its `optimizer`.  It is an object with three methods: `init(params, rng) -> state`,
`propose(state) -> candidates (K, P)`, `tell(values, state) -> (params, state)`.  You can write your own:

    class Compass:
        # Look a short way in all directions; if nothing is better, look closer.

        def init(self, params, rng):
            return params, 0.5

        def propose(self, state):
            sides = np.eye(len(state[0]))
            return state[0] + state[1] * np.concatenate([0 * sides[:1], sides, -sides])

        def tell(self, values, state):
            best = self.propose(state)[values.argmin()]
            return best, (best, state[1] if values.argmin() else state[1] / 2)
"""

from sgdlab.gradient_free.evolution import evolution_strategy
from sgdlab.gradient_free.genetic import genetic_algorithm
from sgdlab.gradient_free.local import random_search

__all__ = ["evolution_strategy", "genetic_algorithm", "random_search"]
