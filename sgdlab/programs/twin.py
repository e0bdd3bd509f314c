"""A copy of a part of yours to trace, so that what yours remembers stays as it is [twin]."""

from copy import deepcopy
from types import CellType, FunctionType, MethodType, ModuleType

from sgdlab.compiler.recording import UntraceableError
from sgdlab.optimizers.own_function import PlainFunction
from sgdlab.quantities import Given


def twin(part: Given) -> Given:
    """Return a deep copy of a part, with copies of what a function of yours remembers in variables and defaults."""
    try:
        return _twin(part, {})
    except Exception as error:  # of any class: what it remembers, such as a generator, decides how it is copied
        raise UntraceableError(f"what it remembers can't be copied: {error}") from None


def _twin(part: Given, known: dict[int, Given]) -> Given:
    if isinstance(part, PlainFunction):
        return PlainFunction(_twin(part.function, known))
    if isinstance(part, MethodType):
        return MethodType(_twin(part.__func__, known), _twin(part.__self__, known))
    made = part if isinstance(part, FunctionType) else type(part)
    if isinstance(part, ModuleType) or str(made.__module__).startswith("sgdlab."):  # which remember nothing
        return part
    if not isinstance(part, FunctionType):
        return deepcopy(part, known)
    if id(part) not in known:
        outside, cells = part.__globals__.copy(), [CellType() for _ in part.__closure__ or ()]
        own = FunctionType(part.__code__, outside, part.__name__, None, tuple(cells))
        known[id(part)] = own  # before its own names are looked up, as it may be one of them
        own.__defaults__, own.__kwdefaults__ = _twin((part.__defaults__, part.__kwdefaults__), known)
        vars(own).update(_twin(vars(part), known))
        for cell, theirs in zip(cells, part.__closure__ or (), strict=True):
            if theirs != CellType():
                cell.cell_contents = _twin(theirs.cell_contents, known)
        for name in outside.keys() & {*part.__code__.co_names}:
            outside[name] = _twin(outside[name], known)
    return known[id(part)]
