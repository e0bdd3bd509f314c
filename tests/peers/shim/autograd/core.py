"""autograd's inner module, whose operators take functions of one argument."""

from . import __getattr__ as __getattr__
from .operators import _jvp as make_jvp
from .operators import _vjp as make_vjp
from .rules import primitive, primitive_vjps

__all__ = ["make_jvp", "make_vjp", "primitive", "primitive_vjps"]
