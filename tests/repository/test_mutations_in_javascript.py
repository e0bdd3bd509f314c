"""The changes of the front end that `make mutants` draws: each is there, and texts and comments stay as they are."""

from pathlib import Path

import pytest

from tools.mutations_in_javascript import mutations

PATH = Path("front_end/src/some.js")


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("if (f(a) > 2) b();", "if (!(f(a) > 2)) b();"),
        ("y = a < b;", "y = a <= b;"),
        ("y = a && b;", "y = a || b;"),
        ("y = a + 7;", "y = a + 8;"),
        ("y = 1.5;", "y = (2 * 1.5);"),
        ("y = Math.min(a, b);", "y = Math.max(a, b);"),
        ('y = "é" + a;\nlab.draw(a, [b]);', 'y = "é" + a;\n;'),
    ],
)
def test_a_small_change_is_among_the_mutations(source, changed):
    assert changed in [one.mutated(source.encode()).decode() for one in mutations(PATH, source.encode())]


def test_words_patterns_and_arrows_are_left_alone():
    source = b'const f = (a) => a.match(/[+1]/) ?? `${1 + 1}`; // 1 + 1\n/* 2 < 3\nf(1);\n*/ const c = "4 + 4";'
    places = {source[one.start : one.end].decode() for one in mutations(PATH, source)}
    assert places == {"??"}
