"""Who may import whom, and how large a file may grow. docs/design.md says why."""

import ast
import gzip
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE, TESTS = ROOT / "sgdlab", ROOT / "tests"
MODULES = sorted(PACKAGE.rglob("*.py"))
STANDARD = sys.stdlib_module_names

PARTS = {"batches", "gradients", "optimizers", "gradient_free", "problems", "run", "bill"}
BELOW_LABS = PARTS | {"checks", "files", "part", "autodiff", "data", "progress_bar", "training", "sweep"}
BELOW_LABS |= {"landscape", "noise", "figures", "scene"}
WIDGETS = {"numpy", "matplotlib", "ipywidgets", "anywidget", "traitlets", "IPython"}

# part: (the parts of sgdlab it may import, the packages of others). What is not here is not allowed; only `quantities`,
# the names of types, and `calls`, the errors of wrong calls, may be imported by all.
MAY_IMPORT: dict[str, tuple[set[str], set[str]]] = {
    "__init__": ({"labs", "lazy"}, set()),  # of the labs only their names
    "lazy": (set(), set()),
    "small": (set(), {"numpy"}),
    "__main__": ({"command"}, set()),
    "quantities": (set(), {"numpy"}),
    "calls": (set(), set()),
    "checks": (set(), {"numpy"}),
    "autodiff": ({"checks"}, {"numpy"}),
    "data": ({"checks"}, {"numpy"}),
    "progress_bar": (set(), {"tqdm"}),
    "part": ({"checks"}, {"numpy"}),
    "batches": ({"checks", "part"}, {"numpy"}),
    "optimizers": ({"checks", "part"}, {"numpy"}),
    "gradient_free": ({"checks", "part"}, {"numpy"}),
    "files": (set(), set()),
    "bill": ({"checks"}, set()),
    "run": ({"bill", "checks", "saving"}, {"numpy"}),
    "saving": ({"files"}, {"numpy"}),
    "compiler": ({"checks", "autodiff"}, {"numpy"}),  # entered by gradients, landscape and programs alone
    "gradients": ({"checks", "part", "autodiff", "compiler"}, {"numpy"}),
    "problems": ({"checks", "autodiff", "data"}, {"numpy"}),
    "programs": ({"autodiff", "batches", "compiler", "gradients", "optimizers", "part", "problems"}, {"numpy"}),
    "training": (PARTS | {"autodiff", "checks", "part", "programs", "progress_bar"}, {"numpy"}),
    "noise": ({"checks", "gradients", "problems"}, {"numpy"}),
    "sweep": (
        {"bill", "checks", "optimizers", "part", "problems", "progress_bar", "run", "training"},
        {"numpy", "joblib"},
    ),
    "landscape": (
        {"checks", "run", "problems", "autodiff", "compiler", "gradients", "optimizers", "training"},
        {"numpy"},
    ),
    "scene": ({"checks", "files"}, {"numpy", "matplotlib", "PIL"}),  # what a picture shows: nothing of gradients
    "figures": ({"checks", "scene", "run", "problems", "landscape", "autodiff", "sweep"}, {"numpy", "matplotlib"}),
    "labs": (BELOW_LABS | {"lazy", "programs"}, WIDGETS),
    "course": ({"checks", "files", "scene"}, {"numpy", "IPython", "anywidget", "traitlets"}),  # nothing of gradients
    "exercises": (
        {"course", "files", "batches", "data", "gradients", "optimizers", "problems", "small"},
        {"numpy", "IPython"},
    ),
    "command": (
        {"__version__", "autodiff", "data", "files", "gradients", "labs", "problems", "course"},
        {"numpy", "jupyter_client"},
    ),
}


def part_of(module: Path) -> str:
    """Return the name of the part a file belongs to: its folder in sgdlab/, or its own name."""
    return part(*module.relative_to(PACKAGE).with_suffix("").parts)


def part(first: str, second: str = "", *rest: str) -> str:
    """Return the part of sgdlab.first.second: the kit of the course is one part, its exercises (and spine) another."""
    return "exercises" if first == "course" and second.startswith(("notebook_", "spine")) else first


def imported(source: str, package: str) -> Iterator[str]:
    """Yield the full name of everything that is imported anywhere in a source, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{name.name}" for name in node.names)


def forbidden(source: str, module: Path) -> list[str]:
    """Return the names that a module imports and may not."""
    here = part_of(module)
    own, others = MAY_IMPORT[here]
    package = ".".join(module.relative_to(ROOT).parent.parts)
    wrong = []
    for name in imported(source, package):
        top, *rest = name.split(".")
        ours = top == "sgdlab" and bool(rest) and part(*rest) in own | {here, "quantities", "calls"}
        if not (ours or top in STANDARD or top in others):
            wrong.append(name)
    return wrong


def wrong(find, paths):
    """Return what is found in each of the files, without those in which there is nothing."""
    found = {str(path.relative_to(ROOT)): find(path.read_text(encoding="utf-8"), path) for path in paths}
    return {path: those for path, those in found.items() if those}


def test_every_module_imports_only_what_its_part_may():
    assert {*map(part_of, MODULES)} <= {*MAY_IMPORT}, f"a new part: say in {Path(__file__).name} what it may import"
    assert wrong(forbidden, MODULES) == {}


@pytest.mark.parametrize(
    ("place", "source", "wrong"),
    [
        ("autodiff/x", "import numpy as np", []),
        ("autodiff/x", "from ..run import Run", ["sgdlab.run.Run"]),
        ("optimizers", "def f():\n    from sgdlab import gradients", ["sgdlab.gradients"]),
        ("gradients", "import sgdlab.optimizers", ["sgdlab.optimizers"]),
        ("problems", "import scipy.linalg", ["scipy.linalg"]),
        ("problems/x", "from sgdlab.compiler import Compiled", ["sgdlab.compiler.Compiled"]),
        ("labs/x", "import sgdlab.compiler.trace", ["sgdlab.compiler.trace"]),
        ("landscape/x", "from sgdlab.compiler import Compiled", []),
        ("course/x", "from sgdlab.gradients import backprop", ["sgdlab.gradients.backprop"]),
        ("course/x", "from sgdlab.course.notebook_09.fresh_slip import fresh_slip",
         ["sgdlab.course.notebook_09.fresh_slip.fresh_slip"]),
        ("course/notebook_09/x", "from sgdlab.course.exercises import Exercise", []),
    ],
)  # fmt: skip
def test_the_rule_sees_what_is_forbidden(place, source, wrong):
    assert forbidden(source, PACKAGE / f"{place}.py") == wrong


@cache
def folders(home: Path) -> set[str]:
    """Return the names of the folders in a folder."""
    return {path.name for path in home.iterdir() if path.is_dir()}


def sideways(source: str, module: Path) -> list[str]:
    """Return what a lab or an exercise imports from that of another; `stage`, the kit and files beside serve all."""
    home, folder, _ = module.relative_to(PACKAGE).parts
    package = ".".join(module.relative_to(ROOT).parent.parts)
    others = {one for one in folders(PACKAGE / home) if part(home, one) == part_of(module)} - {folder, "stage"}
    names = [name for name in imported(source, package) if name.startswith(f"sgdlab.{home}.")]
    return [name for name in names if name.split(".")[2] in others]


IN_FOLDERS = [
    path for path in MODULES if part_of(path) in ("labs", "exercises") and len(path.relative_to(PACKAGE).parts) > 2
]


def test_no_lab_knows_another_and_no_exercise_another_notebook():
    assert len(IN_FOLDERS) > 100
    assert wrong(sideways, IN_FOLDERS) == {}


def test_a_lab_that_leans_on_another_is_seen():
    race = PACKAGE / "labs" / "race" / "lab.py"
    assert sideways("from sgdlab.labs.ravine.compute import SPAN", race) == ["sgdlab.labs.ravine.compute.SPAN"]
    assert sideways("from sgdlab.labs.stage.lab import Lab\nfrom sgdlab.labs.band import draws", race) == []
    stage = PACKAGE / "labs" / "stage" / "lab.py"
    assert sideways("from sgdlab.labs.race.lab import RaceLab", stage) == ["sgdlab.labs.race.lab.RaceLab"]
    slip = PACKAGE / "course" / "notebook_09" / "fresh_slip.py"
    assert sideways("from sgdlab.course.notebook_02.slopes import Slopes", slip) == [
        "sgdlab.course.notebook_02.slopes.Slopes"
    ]
    assert sideways("from sgdlab.course.exercises import Exercise", slip) == []


HEAVY = ("matplotlib", "ipywidgets", "anywidget", "IPython", "traitlets")
TRAIN = "import sgdlab as sl; sl.train(sl.quadratic([1.0, 4.0]), steps=3)"


@pytest.mark.parametrize("code", ["import sgdlab", TRAIN], ids=["import", "train"])
def test_what_needs_no_screen_loads_nothing_that_draws(code):
    report = f"{code}\nimport sys\nprint([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("optimizer_free", ["sgdlab.gradients", "sgdlab.batches", "sgdlab.autodiff"])
def test_other_parts_load_without_optimizers(optimizer_free):
    report = f"import {optimizer_free}, sys; print('sgdlab.optimizers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


LONGEST_FILE = 300  # aim at 250
LONGEST_FUNCTION = 45  # aim at 25; docstrings are not counted
FOLDERS = ("sgdlab", "tests", "tools", "benchmarks")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def test_every_file_is_read_in_one_sitting():
    assert wrong(too_long, FILES) == {}


def too_long(source: str, path: Path) -> dict[str, int]:
    """Return the lines of a file, and of its functions, that are too many."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    found = {function.name: length for function in functions if (length := _length(function)) > LONGEST_FUNCTION}
    return found | ({"the file": lines} if (lines := len(source.splitlines())) > LONGEST_FILE else {})


def _length(function: ast.FunctionDef) -> int:
    """Return a function's lines from `def` to its end, without its docstring."""
    first, has_words = function.body[0], ast.get_docstring(function, clean=False) is not None
    words = (first.end_lineno or first.lineno) - first.lineno + 1 if has_words else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - words


@pytest.mark.parametrize(
    ("folder", "most"),
    [
        ("autodiff", 2080),
        ("autodiff/rules", 1630),
        ("autodiff/drawing", 425),
        ("compiler", 2400),
        ("compiler/javascript", 1250),
        ("programs", 950),
    ],
)
def test_the_engine_stays_small(folder, most):
    """Lines with docstrings: the number types and operators, their rules, the compiler, the drawings."""
    files = (PACKAGE / folder).glob("*.py")
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
    assert 0 < lines < most, f"{folder}: {lines} lines"


BUILT = PACKAGE / "labs" / "stage" / "static" / "lab.js"
MINIFIED, GZIPPED = 200_000, 80_000  # bytes of BUILT


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.js")), ids=lambda path: path.name)
def test_what_runs_in_a_browser_fetches_nothing_and_is_built_or_read_in_one_sitting(path):
    source = path.read_text(encoding="utf-8")
    assert path == BUILT or len(source.encode()) < 12_000
    addresses = source.replace("http://www.w3.org/", "")  # the name of SVG, which is never fetched
    assert "http://" not in addresses
    assert "https://" not in addresses
    assert "import(" not in source


def test_the_front_end_is_no_larger_than_it_may_be():
    built = BUILT.read_bytes()
    assert len(built) <= MINIFIED
    assert len(gzip.compress(built, 9)) <= GZIPPED


def has_tests(inside: Path) -> bool:
    """Return whether tests/ has a file named after a module, or after its folder, at the same place; of a lab, any."""
    is_of_a_lab = inside.parts[0] == "labs" and len(inside.parts) == 3
    names = ("",) if is_of_a_lab else (inside.stem.strip("_"), inside.parent.name or inside.stem)
    found = (TESTS / inside.parent).glob("test_*.py")
    return any(path.name.startswith(tuple(f"test_{name}" for name in names)) for path in found)


def test_the_tests_mirror_the_package():
    """All exercises are tried by tests/course."""
    modules = [path.relative_to(PACKAGE) for path in MODULES if path.stem != "__init__"]
    without = [str(one) for one in modules if not (one.parent.name.startswith("notebook_") or has_tests(one))]
    assert without == [], "write the test_….py of each at the same place in tests/"


def test_a_test_in_another_folder_does_not_count():
    assert all(has_tests(Path(one)) for one in ("optimizers/adam.py", "labs/race/words.py", "compiler/buffers.py"))
    assert not any(has_tests(Path(one)) for one in ("adam.py", "optimizers/race.py", "labs/race.py"))
