"""Load the names of a package when they are first used [lazily]; its stub says where each is [homes]."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

ELSEWHERE = {  # what the field or other packages call a part, and how it is written here
    "amsgrad": "adam(0.01, amsgrad=True)",
    "autograd": "grad",
    "cosine": "schedules.cosine",
    "curvature": "sharpness",
    "early_stopping": "patience",
    "earlystopping": "patience",
    "exponential_decay": "schedules.exponential",
    "fit": "train",
    "gradcheck": "check_grads",
    "gradient": "grad",
    "gradient_clipping": "clip_norm",
    "heavy_ball": "gradient_descent(0.1, momentum=0.9)",
    "jacfwd": "jacobian",
    "jacrev": "jacobian",
    "jit": "compile",
    "load": "Run.load",
    "minimize": "train",
    "mnist": "digits",
    "momentum": "gradient_descent(0.1, momentum=0.9)",
    "nesterov": "gradient_descent(0.1, momentum=0.9, nesterov=True)",
    "network": "mlp",
    "neural_network": "mlp",
    "numerical_gradient": "finite_difference",
    "step_decay": "schedules.step_decay",
    "warmup": "schedules.warm_up",
}


def homes(package: str) -> dict[str, list[str]]:
    """Return which names each module holds, as the stub says that lies beside the file of a package.

    The stub is what editors read, so there is one list for both: the `__all__` of each room, which `python -m
    tools.stub` writes down, so that nobody needs to import the rooms to know them.
    """
    with open(package.removesuffix("py") + "pyi", encoding="utf-8") as stub:
        found = re.findall(r"^from \.(\S+) import (\w+) as", stub.read(), re.MULTILINE)
    return {home: [name for other, name in found if other == home] for home, _ in found}


def lazily(package: str, homes: Mapping[str, Sequence[str]]) -> tuple[Callable[[str], Any], list[str]]:
    """Return the `__getattr__` of a package and the list of its names, given which names each module holds.

    >>> load, names = lazily("sgdlab", {"run": ["Bill", "Run"]})
    >>> names, load("Run").__module__, load("run").__name__
    (['Bill', 'Run'], 'sgdlab.run', 'sgdlab.run')
    """
    home = {name: module for module, names in homes.items() for name in names}

    def load(name: str) -> Any:
        if name in homes and name not in home:
            return import_module(f"{package}.{name}")
        if name.startswith("__"):  # Python and its tools ask for those by the thousand
            raise AttributeError(f"{package} has no {name!r}")
        if name not in home:
            raise AttributeError(f"{package} has no {name!r}{_instead(name, home)}")
        from sgdlab.calls import explained  # only now, because it takes as long as all that is loaded before

        try:
            module = import_module(f"{package}.{home[name]}")
        except ModuleNotFoundError as error:  # of a small installation, such as one with NumPy alone
            error.msg += f'; {package}.{name} needs it: pip install "sgdlab[lab]"'
            raise
        value = explained(getattr(module, name), package)
        setattr(sys.modules[package], name, value)
        return value

    return load, sorted(home)


def _instead(name: str, home: Mapping[str, str]) -> str:
    from sgdlab.calls import meant

    lower = {one.lower(): one for one in home}
    lower |= {word: call for word, call in ELSEWHERE.items() if re.split(r"[.(]", call)[0] in home}
    if name.lower() not in lower and hasattr(import_module("numpy"), name):
        return f"; NumPy's functions take what sgdlab computes with: write np.{name}"
    if near := meant(name.lower(), lower):
        return f". Did you mean {' or '.join(lower[one] for one in near)}?"
    return f"; it has {', '.join(sorted(home))}"
