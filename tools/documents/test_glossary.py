"""The glossary: every entry says what it is often confused with (its links are checked in test_links.py)."""

from itertools import pairwise

import pytest

from tools.documents.reading import ENTRIES


@pytest.mark.parametrize("name", ENTRIES)
def test_each_entry_says_what_it_is_confused_with(name):
    definition, found, confusion = ENTRIES[name].partition("*Often confused with:*")
    assert found, f"end the entry “{name}” with *Often confused with:* and what that is"
    assert len(definition.split()) > 5
    assert len(confusion.split()) > 2


def test_headings_are_lower_case():
    """GitHub makes anchors lower case, JupyterLab keeps the case: so both find the entry."""
    assert all(name == name.lower() for name in ENTRIES)


def test_entries_are_sorted():
    misplaced = [later for one, later in pairwise(ENTRIES) if later < one]
    assert misplaced == [], "move these entries to their places in the alphabet"
