"""The tool that changes the code at random: what it changes, what it leaves alone, what it says of a small package."""

import ast
from pathlib import Path

import pytest

from tools import mutants
from tools.mutants import AREAS, ROOT, Trial, drawn
from tools.mutations import mutations

HALF = Path("sgdlab/optimizers/half.py")


def changed(source, new):
    """The sources that come of a mutation to `new`."""
    return [one.mutated(source.encode()).decode() for one in mutations(HALF, source.encode()) if one.new == new]


@pytest.mark.parametrize(
    ("source", "new", "result"),
    [
        ("y = a - b", "(a + b)", "y = (a + b)"),
        ("y = a - b", "a", "y = a"),
        ("y = a < b", "(a <= b)", "y = (a <= b)"),
        ("y = not a", "a", "y = a"),
        ("y = f(a, b, c)", "f(b, a, c)", "y = f(b, a, c)"),
        ("y = f(a, ddof=b)", "f(a)", "y = f(a)"),
        ("y = a if b else c", "c", "y = c"),
        ("while a: b()", "(not a)", "while (not a): b()"),
        ("y = 'é'; y += b", "pass", "y = 'é'; pass"),
        ("raise E", "pass", "pass"),
    ],
)
def test_a_small_change_is_among_the_mutations(source, new, result):
    assert result in changed(source, new)


def test_what_is_drawn_is_valid_another_program_and_the_same_for_the_same_seed():
    areas = ["optimizers", "landscape"]
    found = drawn(ROOT, areas, 20, seed=3)
    assert [area for area, _ in found] == 10 * areas
    assert len({mutation for _, mutation in found}) == 20
    for _, mutation in found:
        source = (ROOT / mutation.path).read_bytes()
        assert ast.dump(ast.parse(mutation.mutated(source))) != ast.dump(ast.parse(source))
    assert drawn(ROOT, areas, 20, seed=3) == found
    assert drawn(ROOT, areas, 20, seed=4) != found


def test_there_are_files_of_every_area():
    assert [one for one in " ".join(AREAS.values()).split() if not any((ROOT / "sgdlab").glob(one))] == []


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    """A package of one function, whose tests look at positive numbers alone, beside a test that fails anyway."""
    root = tmp_path_factory.mktemp("example")
    (root / HALF.parent).mkdir(parents=True)
    (root / "tests").mkdir()
    (root / "sgdlab" / "__init__.py").touch()
    (root / HALF.parent / "__init__.py").touch()
    (root / HALF).write_text("def half(x):\n    while x > 99:\n        x -= 1\n    return abs(x) / 2\n")
    uses = "from sgdlab.optimizers.half import half\n\n\ndef test_half():\n    assert half(101) == {}\n"
    (root / "tests" / "test_half.py").write_text(uses.format(49.5))
    (root / "tests" / "test_half_wrong.py").write_text(uses.format(3))
    return Trial(root, tmp_path_factory.mktemp("trial"), seconds=60)


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        ("abs(x) / 2", "(abs(x) * 2)", ("killed", "tests/test_half.py::test_half")),
        ("abs(x)", "x", ("survived", "2 of 3 files of tests")),
        ("x -= 1", "pass", ("timed out", "tests/test_half.py")),
    ],
)
def test_a_mutant_is_killed_by_a_test_that_needs_the_line(trial, old, new, outcome, monkeypatch):
    monkeypatch.setattr(mutants, "LONGEST", 3)
    source = (trial.root / HALF).read_bytes()
    (mutation,) = (
        one for one in mutations(HALF, source) if (source[one.start : one.end].decode(), one.new) == (old, new)
    )
    assert trial.of(mutation) == outcome
    assert (trial.root / HALF).read_bytes() == source
    assert not trial.passes.get(Path("tests/test_half_wrong.py"))
