"""The load of a notebook: at most seven new words, each explained before it is listed, and none listed twice."""

import re
from collections import Counter

from sgdlab.course.curriculum import cells_of
from tools.documents.reading import NOTEBOOKS
from tools.minutes import OPTIONAL

MOST = 7
LINK = re.compile(r"\]\(glossary\.md#([\w-]+)\)")


def _parts(path):
    """The Markdown of a notebook: what all read, what is optional, the new words, and those of the optional part."""
    read, optional, skipped = "", "", False
    for cell in cells_of(path):
        text = "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
        if text.startswith("## "):
            skipped = OPTIONAL in text.splitlines()[0]
        read, optional = (read, optional + text) if skipped else (read + text, optional)
    read, _, recap = read.partition("**New words:**")
    words, _, more = recap.partition("**Next:**")[0].partition("With more time:")
    return read, optional, LINK.findall(words), LINK.findall(more)


def test_a_notebook_has_at_most_seven_new_words_and_explains_them():
    for path in NOTEBOOKS.values():
        read, optional, words, more = _parts(path)
        assert 4 <= len(words) <= MOST, path.name
        assert set(words) <= set(LINK.findall(read)), f"{path.name}: a new word is linked where it is explained"
        assert set(more) <= set(LINK.findall(read + optional)), path.name


def test_a_word_is_new_only_once():
    words = [word for path in NOTEBOOKS.values() for word in _parts(path)[2] + _parts(path)[3]]
    assert [word for word, times in Counter(words).items() if times > 1] == []
