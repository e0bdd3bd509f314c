"""No term before its definition: where a notebook first uses a word of the glossary, it links it.

The notebooks are read in their order, the Markdown cells of each from top to bottom. Titles, headings, the promise and
the predictions may name what is still to come, if the same notebook links it; the pointer to the next notebook may
name anything.
"""

import re

import pytest

from tools.documents.reading import ENTRIES, NOTEBOOKS, prose

EVERYDAY = {  # term: what the word says where it comes before its link
    "moment": "a moment in time (05)",
    "prediction": "what the reader wrote down under Predict",
}
LINK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
CODE = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|^    [^\n]*$", re.DOTALL | re.MULTILINE)
AHEAD = re.compile(r"\A## Predict\n.*|^[#>][^\n]*", re.DOTALL | re.MULTILINE)
NEXT = re.compile(r"^\*\*Next:\*\*.*", re.DOTALL | re.MULTILINE)


def _names(term, text):
    """A term and its other names: what is in italics in "Also *a* or *b*." at the start of its entry."""
    also = re.match(r"Also ([^.]*)\.", text.replace("\n", " "))
    return [term, *(re.findall(r"\*([^*]+)\*", also[1]) if also else [])]


def _pattern(name):
    """The name as whole words, also in the plural, also across the end of a line."""
    stem = re.escape(name).replace(r"\ ", r"\s+")
    stem = re.sub("y$", "(?:y|ies)", re.sub("is$", "(?:is|es)", stem))
    return rf"(?<![\w-]){stem}(?:s|es)?(?![\w-])"


TERMS = {
    term: re.compile("|".join(_pattern(name) for name in _names(term, text)), re.IGNORECASE)
    for term, text in ENTRIES.items()
}


def _blank(found):
    return " " * len(found[0])


def _used_and_linked(text):
    """Where each term is first used outside of links to the glossary, and where each is first linked."""
    linked = {}

    def see(found):
        page, _, anchor = found[2].partition("#")
        if page != "glossary.md":
            return found[1].rjust(len(found[0]))
        linked.setdefault(anchor.replace("-", " "), found.start())
        return _blank(found)

    plain = LINK.sub(see, text)
    used = {term: found.start() for term, pattern in TERMS.items() if (found := pattern.search(plain))}
    return used, {term: linked[term.replace("-", " ")] for term in TERMS if term.replace("-", " ") in linked}


def unexplained(texts, known):
    """The terms that the Markdown cells of a notebook use before they link them; `known` gains those they link."""
    early, ahead = [], {}
    for number, text in enumerate(texts):
        text = NEXT.sub(_blank, CODE.sub(_blank, text))
        used, linked = _used_and_linked(AHEAD.sub(_blank, text))
        for term, place in used.items():
            if term not in known and place < linked.get(term, len(text)):
                around = " ".join(text[max(0, place - 40) : place + 40].split())
                early.append(f"Markdown cell {number}: {term}, …{around}…")
        known |= set(used) | set(linked)
        ahead |= dict.fromkeys(_used_and_linked(text)[0], number)
    never = [f"Markdown cell {k}: {term}, which is linked nowhere" for term, k in ahead.items() if term not in known]
    return early + never


def test_no_term_comes_before_its_definition():
    known = set(EVERYDAY)
    for path in NOTEBOOKS.values():
        found = unexplained(prose(path), known)
        assert not found, f"{path.name}: link it to the glossary, or say it in other words:\n" + "\n".join(found)


def test_each_exception_is_a_term_and_is_needed():
    known = set()
    found = [fault for path in NOTEBOOKS.values() for fault in unexplained(prose(path), known)]
    assert [term for term in EVERYDAY if not any(f": {term}, " in fault for fault in found)] == []


@pytest.mark.parametrize(
    ("texts", "terms"),
    [
        (["A [loss](glossary.md#loss). The loss falls."], []),
        (["The losses fall. A [loss](glossary.md#loss)."], ["loss"]),
        (["A cost\nfunction."], ["loss"]),  # another name of it, across the end of a line
        (["[Hidden layers](06.ipynb)"], ["hidden layer", "layer"]),  # a link, but not to the glossary
        (["A [hidden layer](glossary.md#hidden-layer)"], []),  # a longer term does not use the shorter one
        (["The `loss`, $loss$\n\n    loss"], []),
        (["# Loss\n\n> You know the loss.\n\nSo.", "## Predict\n\nA loss?", "A [loss](glossary.md#loss)"], []),
        (["# Loss", "So."], ["loss"]),  # promised, and never explained
        (["So.\n\n**Next:** the loss"], []),
        (["glossy lossless floss"], []),
    ],
)
def test_the_rule(texts, terms):
    found = unexplained(texts, set())
    assert sorted(fault.split(": ")[1].split(",")[0] for fault in found) == terms
