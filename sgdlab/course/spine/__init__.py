"""Build it yourself: the parts of a small.py of your own, each written in the notebook that explains it.

    04  a number that remembers how it was computed           [value]
    06  the same for arrays                                   [tensor]
        a loop around it, to train the two moons              [moons]
    07  mini-batches                                          [sampler]
    08  the loop in which the three jobs meet                 [loop]
    09  gradient descent with momentum                        [optimizer]

What you have written is kept in `my_small.py` beside your notebooks; what you have not is sgdlab's own [my_small].  So
the file always runs, and nothing in a notebook waits for a part that is still open.
"""

from sgdlab.course.spine.loop import loop as loop
from sgdlab.course.spine.mine import my_small as my_small
from sgdlab.course.spine.moons import moons as moons
from sgdlab.course.spine.optimizer import optimizer as optimizer
from sgdlab.course.spine.sampler import sampler as sampler
from sgdlab.course.spine.tensor import tensor as tensor
from sgdlab.course.spine.value import value as value
