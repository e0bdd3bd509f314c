"""No module imports one that imports it, not even for annotations or inside a function."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.repository.test_architecture import MODULES, PACKAGE, ROOT, imported

SOURCES = {path: path.read_text(encoding="utf-8") for path in MODULES}


def circle(sources: Mapping[Path, str]) -> list[str]:
    """Return the modules of a circle of imports; those for annotations and those inside functions count, too."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sources}
    needs = {}
    for name, path in names.items():
        found = imported(sources[path], ".".join(path.relative_to(ROOT).parent.parts))
        needs[name] = {one if one in names else one.rpartition(".")[0] for one in found} & names.keys() - {name}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_module_imports_one_that_imports_it():
    assert circle(SOURCES) == []


@pytest.mark.parametrize(
    "planted", ["if TYPE_CHECKING:\n    from .lab import Lab", "def late():\n    import sgdlab.labs.stage.lab"]
)
def test_a_planted_circle_is_seen(planted):
    live = PACKAGE / "labs" / "stage" / "live.py"
    found = circle(SOURCES | {live: f"{SOURCES[live]}\n{planted}"})
    assert {"sgdlab.labs.stage.live", "sgdlab.labs.stage.lab"} <= {*found}
