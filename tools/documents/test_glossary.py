"""The glossary: every entry says what it is often confused with (its links are checked in test_links.py)."""

from itertools import pairwise

from tools.documents.reading import ENTRIES


def test_each_entry_says_what_it_is_confused_with():
    for name, text in ENTRIES.items():
        definition, found, confusion = text.partition("*Often confused with:*")
        assert found, f"end the entry “{name}” with *Often confused with:* and what that is"
        assert len(definition.split()) > 5, name
        assert len(confusion.split()) > 2, name


def test_headings_are_sorted_and_lower_case():
    """GitHub makes anchors lower case, JupyterLab keeps the case: so both find the entry."""
    assert [name for name in ENTRIES if name != name.lower()] == []
    misplaced = [later for one, later in pairwise(ENTRIES) if later < one]
    assert misplaced == [], "move these entries to their places in the alphabet"
