"""sgdlab: stochastic gradient descent and backpropagation, told apart.

Training is three independent jobs, and each is a part that can be swapped (the module in brackets):

    which examples?      the batches           [batches]
    which way is up?     the gradient method   [gradients], on the engine in [autodiff]
    how far to move?     the optimizer         [optimizers]; or a search without gradients [gradient_free]

They meet in one loop, `train` [training], which minimizes a problem's loss [problems] and leaves a record
with its bill [run].  A name is loaded when it is first used, so `import sgdlab` alone does not even load NumPy.
"""

from sgdlab.lazy import homes, lazily

__version__ = "0.2.0"

_HOME = homes(__file__)
__getattr__, __all__ = lazily(__name__, _HOME)


def __dir__() -> list[str]:
    return __all__
