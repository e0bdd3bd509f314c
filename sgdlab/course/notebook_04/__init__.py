"""The exercises of notebook 04, "The chain rule on a graph"."""

from sgdlab.course.notebook_04.backward_pass import backward_pass as backward_pass
from sgdlab.course.notebook_04.fork_slopes import fork_slopes as fork_slopes
from sgdlab.course.notebook_04.order_slip import order_slip as order_slip
from sgdlab.course.notebook_04.silu_rule import silu_rule as silu_rule
from sgdlab.course.notebook_04.which_chain import which_chain as which_chain
from sgdlab.course.notebook_04.zero_slip import zero_slip as zero_slip
