"""A search that a user could write [Compass]."""

import numpy as np


class Compass:
    """Look a little to all sides; where nothing is better, look closer."""

    def init(self, params, rng):
        return params, 0.5

    def propose(self, state):
        sides = np.eye(len(state[0]))
        return state[0] + state[1] * np.concatenate([0 * sides[:1], sides, -sides])

    def tell(self, values, state):
        best = self.propose(state)[values.argmin()]
        return best, (best, state[1] if values.argmin() else state[1] / 2)
