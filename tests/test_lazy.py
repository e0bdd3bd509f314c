"""Names are loaded when they are first used, and no sooner."""

import json
import pkgutil
import re
import subprocess
import sys

import pytest

import sgdlab
from sgdlab.lazy import ELSEWHERE, homes, lazily

RACE = """
import json, sys
import sgdlab
assert sgdlab.gradients.__name__ == "sgdlab.gradients", "a module is an attribute although nobody has imported it"
before = [name for name in sys.modules if name.startswith("sgdlab.labs")]
sgdlab.RaceLab
after = [name for name in sys.modules if name.startswith("sgdlab.labs.")]
print(json.dumps([before, after]))
"""


def test_a_lab_loads_no_other_lab():
    printed = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=True).stdout
    before, after = json.loads(printed)
    assert before == []
    assert "sgdlab.labs.race.lab" in after
    assert {name.split(".")[2] for name in after} == {"race", "stage", "band", "given", "rate", "yours"}


def test_the_stub_says_where_each_name_is(tmp_path):
    (tmp_path / "__init__.pyi").write_text(
        "from . import run as run\nfrom .run import Run as Run\nfrom .a.b import x as x\nfrom .a.b import y as y\n"
    )
    assert homes(str(tmp_path / "__init__.py")) == {"run": ["Run"], "a.b": ["x", "y"]}


def test_a_name_is_found_once_and_kept():
    import sgdlab.training.stopping

    load, names = lazily("sgdlab.training.stopping", {})
    assert names == []
    with pytest.raises(AttributeError, match=r"sgdlab\.training\.stopping has no 'budgets'; it has"):
        load("budgets")
    with pytest.raises(AttributeError, match=r"sgdlab has no 'bill'\. Did you mean Bill\?$"):
        lazily("sgdlab", {"run": ["Bill"]})[0]("bill")
    with pytest.raises(AttributeError, match=r"sgdlab has no 'SGD'; it has Bill$"):
        lazily("sgdlab", {"run": ["Bill"]})[0]("SGD")
    with pytest.raises(AttributeError, match=r"sgdlab has no 'SGD'\. Did you mean sgd\?$"):
        sgdlab.SGD  # noqa: B018
    with pytest.raises(AttributeError, match=r"sgdlab has no '__bill__'$"):  # what Python asks for is no slip
        lazily("sgdlab", {"run": ["Bill"]})[0]("__bill__")
    load, names = lazily("sgdlab", {"training.stopping": ["patience"], "run": ["Bill"]})
    assert names == ["Bill", "patience"]
    assert load("patience") is sgdlab.training.stopping.patience
    assert vars(sgdlab)["patience"] is sgdlab.training.stopping.patience


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("momentum", ". Did you mean gradient_descent(0.1, momentum=0.9)?"),  # and not MomentumMapLab
        ("numerical_gradient", ". Did you mean finite_difference?"),
        ("cosine", ". Did you mean schedules.cosine?"),
        ("load", ". Did you mean Run.load?"),  # and not np.load, which doesn't make a run
        ("mini_batch", ". Did you mean minibatch?"),
        ("mse", ". Did you mean mean_squared_error?"),
        ("cross_entropy", ". Did you mean binary_cross_entropy or softmax_cross_entropy?"),
        ("tanh", "; NumPy's functions take what sgdlab computes with: write np.tanh"),
    ],
)
def test_a_name_of_the_field_or_of_another_package_leads_to_ours(name, instead):
    with pytest.raises(AttributeError, match=re.escape(f"sgdlab has no {name!r}{instead}") + "$"):
        getattr(sgdlab, name)


def test_what_is_suggested_exists():
    assert all(eval(f"sgdlab.{call}") for call in ELSEWHERE.values())


def test_a_package_that_is_missing_is_named_with_what_installs_it():
    """As with NumPy alone: the name is asked for in a process where no ipywidgets can be found."""
    code = "import sys; sys.modules['ipywidgets'] = None; import sgdlab; sgdlab.RaceLab()"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    last = ended.stderr.splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: ")
    assert "ipywidgets" in last
    assert last.endswith('; sgdlab.labs.RaceLab needs it: pip install "sgdlab[lab]"')


@pytest.mark.parametrize("package", [sgdlab, sgdlab.labs], ids=lambda package: package.__name__)
def test_no_name_that_is_loaded_late_is_that_of_a_module(package):
    """Importing such a module would hide what it holds: the package then has the module under that name."""
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert modules
    assert not modules & set(package.__all__)
