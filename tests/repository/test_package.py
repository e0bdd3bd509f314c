"""The public face: every name resolves, is explained by a docstring, and the version is told once."""

import re
from itertools import chain

import pytest
from packaging.version import Version

import sgdlab
from sgdlab.command.doctor import NEEDED
from tools.project import PROJECT, ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASES = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", CHANGELOG, re.MULTILINE)  # newest first


def test_every_public_name_is_tried_by_the_tests_of_its_part():
    for home in set(sgdlab._HOME) - {"labs"}:  # where tests try every lab
        place = ROOT / "tests" / home.replace(".", "/")
        files = [*place.glob("**/*.py"), *place.parent.glob(f"test_{place.name}*.py")]
        words = "".join(file.read_text(encoding="utf-8") for file in files)
        lost = [name for name in sgdlab._HOME[home] if not re.search(rf"\b{name}\b", words)]
        assert lost == [], f"write tests of it into tests/{home.replace('.', '/')}/, or test_{place.name}.py beside it"


def test_star_import_brings_exactly_the_public_names_which_are_sorted():
    space: dict[str, object] = {}
    exec("from sgdlab import *", space)
    assert set(space) - {"__builtins__"} == set(sgdlab.__all__) <= set(dir(sgdlab))
    assert list(sgdlab.__all__) == sorted(set(sgdlab.__all__))


def test_an_unknown_name_is_an_error_that_lists_what_there_is():
    with pytest.raises(AttributeError, match=r"sgdlab has no 'quux'; it has .*train"):
        sgdlab.quux  # noqa: B018


def test_the_version_is_that_of_the_metadata_and_of_the_citation():
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert sgdlab.__version__ == PROJECT["version"] == cited[1].strip("\"'")


def test_a_released_version_is_in_the_changelog_and_so_is_the_day_of_the_citation():
    """Between releases the version ends in .dev0; day and links are still those of the last one."""
    version, day = RELEASES[0]
    assert PROJECT["version"] == version or PROJECT["version"].endswith(".dev0")
    cited = re.search(r"^date-released: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert cited[1] == day
    assert "## [Unreleased]" in CHANGELOG
    assert f"[{version}]: https://" in CHANGELOG


def test_the_links_to_binder_and_the_example_of_a_workshop_name_the_newest_release():
    """A branch would change under a class, and people copy the example."""
    link = r"https://mybinder\.org/v2/gh/[\w-]+/[\w-]+/([^?]+)\?"
    for page, pattern in (("README.md", link), ("docs/instructors.md", link), ("docs/troubles.md", r"\bv\d+\.[\w.]+")):
        found = re.findall(pattern, (ROOT / page).read_text(encoding="utf-8"))
        assert set(found) == {f"v{RELEASES[0][0]}"}, page


def test_the_lowest_versions_are_those_that_are_declared_and_that_the_doctor_asks_for():
    text = (ROOT / "requirements" / "lowest.txt").read_text(encoding="utf-8")
    lowest = {name: Version(number) for name, number in re.findall(r"^([\w-]+)==(.+)$", text, re.MULTILINE)}
    extras = (PROJECT["optional-dependencies"][extra] for extra in ("lab", "test", "sweep", "docs"))
    declared = chain(PROJECT["dependencies"], *extras)
    bounds = (re.match(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", requirement) for requirement in declared)
    assert lowest == {bound[1]: Version(bound[2]) for bound in bounds}
    assert {name: lowest[name] for name in NEEDED} == {name: Version(number) for name, number in NEEDED.items()}
