"""What a folder of exercises holds [exercises_in]."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from sgdlab.course.exercises.choices import Choice
from sgdlab.course.exercises.exercise import Exercise


def exercises_in(package: str) -> Callable[[str], Exercise | Choice]:
    """Put the exercises of a package into it by their names: each has a file of its own, which is named like it.

    Return the package's `__getattr__`, so that editors, which can't see the names, know what each of them is.

    >>> from sgdlab.course import notebook_00
    >>> notebook_00.whose_job
    exercise 'whose_job': .check(answer), .hint(), .solution()
    """
    home = import_module(package)
    names = [module.name for module in iter_modules(home.__path__)]
    found = {name: vars(import_module(f"{package}.{name}")).get(name) for name in names}
    vars(home).update({name: one for name, one in found.items() if isinstance(one, Exercise | Choice)})

    def missing(name: str) -> Exercise | Choice:
        raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=home)

    return missing
