"""The names of types: each is used, so that the page stays as short as it is."""

import re
from pathlib import Path

from sgdlab import quantities

SOURCES = [
    path.read_text(encoding="utf-8")
    for path in Path(quantities.__file__).parent.rglob("*.py")
    if path.name != "quantities.py"
]
NAMES = re.findall(r"^(\w+): TypeAlias", Path(quantities.__file__).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_name_is_used_in_several_files():
    uses = {name: sum(re.search(rf"[:\[|>] ?{name}\b", source) is not None for source in SOURCES) for name in NAMES}
    assert {name for name, count in uses.items() if count < 2} == set()
