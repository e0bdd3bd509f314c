"""The rooms of the kit lie on floors: each imports only from those below it."""

from pathlib import Path

import pytest

from tests.repository.test_architecture import MODULES, PACKAGE, imported, part_of, wrong

pytestmark = pytest.mark.no_cover  # it reads the package, and runs nothing of it

COURSE = PACKAGE / "course"
FLOORS = ("telling", "repair", "judging", "curriculum", "exercises", "asking")  # from the lowest on
ROOMS = [path for path in MODULES if path.parent.parent == COURSE and part_of(path) == "course"]


def upward(source: str, module: Path) -> list[str]:
    """Return what a room of the kit imports from one that does not lie below it."""
    below = FLOORS[: FLOORS.index(module.parent.name) + 1]
    ours = [name for name in imported(source, "") if name.startswith("sgdlab.course.")]
    return [name for name in ours if name.split(".")[2] not in below]


def test_each_room_imports_only_from_those_below():
    assert {path.parent.name for path in ROOMS} == {*FLOORS}
    assert wrong(upward, ROOMS) == {}


def test_an_import_upward_is_seen():
    module = COURSE / "judging" / "kinds.py"
    assert upward("from sgdlab.course.telling.answers import show", module) == []
    assert upward("from sgdlab.course.exercises import Exercise", module) == ["sgdlab.course.exercises.Exercise"]
    assert upward("from sgdlab.course import Exercise", module) == ["sgdlab.course.Exercise"]
