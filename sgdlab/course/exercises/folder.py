"""What a folder of exercises holds [exercises_in]."""

from importlib import import_module
from pkgutil import iter_modules

from sgdlab.course.exercises.hints import WithHints


def exercises_in(package: str) -> dict[str, WithHints]:
    """Return the exercises of a package by their names: each has a file of its own, which is named like it.

    >>> list(exercises_in("sgdlab.course.notebook_00"))
    ['training_step', 'whose_job']
    """
    names = [module.name for module in iter_modules(import_module(package).__path__)]
    found = {name: vars(import_module(f"{package}.{name}")).get(name) for name in names}
    return {name: exercise for name, exercise in found.items() if isinstance(exercise, WithHints)}
