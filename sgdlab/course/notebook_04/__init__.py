"""The exercises of notebook 04, "The chain rule on a graph".

- predict the slopes of an expression with a fork           [fork_slopes]
- write a derivative rule                                   [silu_rule]
- write a backward pass                                     [backward_pass]
- find the slip in a descent                                [zero_slip]
- find the slip in a backward pass                          [order_slip]
- tell two chain rules apart                                [which_chain]
"""

from sgdlab.course.notebook_04.passes import backward_pass, order_slip
from sgdlab.course.notebook_04.slopes import fork_slopes, silu_rule
from sgdlab.course.notebook_04.words import which_chain
from sgdlab.course.notebook_04.zeros import zero_slip

__all__ = ["backward_pass", "fork_slopes", "order_slip", "silu_rule", "which_chain", "zero_slip"]
