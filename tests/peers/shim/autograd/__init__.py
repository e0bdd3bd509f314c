"""autograd's names, with sgdlab behind them, for autograd's own tests.

autograd spreads its names over a dozen modules; here most of them are one and the same.  A name that is missing here is
a part of autograd that sgdlab knows nothing of, and says so when it is called.
"""

import sys
from builtins import dict, list, tuple, type  # noqa: F401, UP029  (autograd has names of its own for them)
from functools import partial

from .checks import check_equivalent, check_grads, combo_check, quick_grad_check, scalar_close  # noqa: F401
from .operators import *  # noqa: F403
from .rules import defvjp, isbox, isinstance, primitive, primitive_vjps  # noqa: F401
from .trees import flatten  # noqa: F401

for _name in ("builtins", "extend", "misc", "test_util", "tracer", "util", "wrap_util"):
    sys.modules[f"{__name__}.{_name}"] = sys.modules[__name__]


def _absent(name, *args, **options):
    raise NotImplementedError(f"{name} is a part of autograd that the shim does not have")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return partial(_absent, name)
