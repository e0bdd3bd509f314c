"""Which way is up: how the gradient of a loss is computed, but not what is done with it.

- reverse-mode automatic differentiation                    [backprop]
- forward-mode automatic differentiation                    [forward_mode]
- differences of loss values                                [finite_difference]
- one loss value for each parameter, off the real axis      [complex_step]
- the problem's own closed form                             [by_hand]
- estimates from random directions                          [spsa], [forward_gradient], [evolution_gradient]

A gradient method is `method(loss, params, batch=None) -> (value, gradient)`.  You can use each one as it is, or call it
with options alone to get a configured one: `finite_difference(scheme="2-point")`.  A method that draws random numbers
also has a parameter `rng`, a generator that `train` supplies.  Your own three lines can be a method too:

    def one_entry(loss, params, batch, rng):
        value, gradient = backprop(loss, params, batch)
        return value, gradient * (rng.integers(len(params)) == np.arange(len(params))) * len(params)
"""

from sgdlab.gradients.closed_form import by_hand
from sgdlab.gradients.differences import complex_step, finite_difference
from sgdlab.gradients.estimates import evolution_gradient, forward_gradient, spsa
from sgdlab.gradients.forward import forward_mode
from sgdlab.gradients.reverse import backprop

__all__ = ["backprop", "by_hand", "complex_step", "finite_difference", "forward_mode"]
__all__ += ["evolution_gradient", "forward_gradient", "spsa"]
