"""Graphs and tables of cells: what they refuse."""

import pytest

from sgdlab.scene import Cell, Cells, Edge, Graph, Node

CELL = Cell("1")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Node(0, 0, "x", tone="later"), "the tone of 'x' is one of '', 'now', 'done'; got 'later'"),
        (lambda: Edge(0, 1, tone="good"), "the tone of the edge from 0 to 1 is one of '', 'now', 'done'; got 'good'"),
        (lambda: Graph([Node(0, 0, "x")], [Edge(0, 1)]), "an edge from 0 to 1: there are 1 nodes"),
        (lambda: Cell("x", tone="now"), "the tone of the cell 'x' is one of '', 'bad', 'none'; got 'now'"),
        (lambda: Cells(["a"], ["b", "c"], [[CELL]]), r"1 rows of 2 cells; got 1 rows of \[1\] cells"),
        (lambda: Cells(["a", "b"], ["c"], [[CELL]]), r"2 rows of 1 cells; got 1 rows of \[1\] cells"),
    ],
)
def test_wrong_use_is_a_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()
