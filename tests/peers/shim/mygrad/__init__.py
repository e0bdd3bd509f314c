"""MyGrad's names, in any of its modules: NumPy's function or sgdlab's, whichever has that name.

A function that neither has skips the test that calls it, by its name.  A class is an empty one, a constant is 1.
"""

import importlib
import importlib.abc
import importlib.machinery
import os
import sys
from types import ModuleType

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff.rules import elementwise

HOMES = (ad, np, np.linalg, elementwise)
OURS = {"reduce_broadcast": "unbroadcast"}  # another name for the same
INSIDE = ("linalg", "math", "misc", "nnet", "losses", "activations", "funcs")


def _lacking(name):
    def function(*args, **kwargs):
        if "PYTEST_CURRENT_TEST" in os.environ:  # else a file is read, which may have other tests
            pytest.skip(f"sgdlab has no {name}")
        return function

    function.__name__ = name
    return function


def _stand_in(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name == "CONSTANT_ONLY_DTYPES":
        return np.integer, np.bool_
    if name in INSIDE:
        return importlib.import_module(f"mygrad.{name}")
    called = OURS.get(name, name)
    found = next((getattr(home, called) for home in HOMES if callable(getattr(home, called, None))), None)
    if name[0].isupper() or (name.startswith("_") and name[1:2].isupper()):
        return 1.0 if name.isupper() else ad.Tensor if name == "Tensor" else type(name, (), {})
    if found is None:
        return _lacking(name)

    def function(*args, constant=None, **kwargs):
        return found(*args, **kwargs)

    function.__name__ = name
    return function


class _Modules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Every module of the package has all names."""

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.startswith("mygrad.") else None

    def create_module(self, spec):
        return ModuleType(spec.name)

    def exec_module(self, module):
        module.__getattr__ = _once(module)


def _once(module):
    def get(name):
        value = _stand_in(name)
        setattr(module, name, value)
        return value

    return get


os.environ.pop("PYTEST_CURRENT_TEST", None)  # that of the test which runs this suite
sys.meta_path.insert(0, _Modules())
__getattr__ = _once(sys.modules[__name__])
