"""Graphs and tables of cells: what they refuse."""

from sgdlab.scene import Cell, Cells, Edge, Graph, Node
from tests.refusals import refused

CELL = Cell("1")


def test_wrong_use_is_a_sentence():
    refused(ValueError, {
        "the tone of 'x' is one of '', 'now', 'done'; got 'later'": lambda: Node(0, 0, "x", tone="later"),
        "the edge from 0 to 1 is one of '', 'now', 'done'; got 'good'": lambda: Edge(0, 1, tone="good"),
        "an edge from 0 to 1: there are 1 nodes": lambda: Graph([Node(0, 0, "x")], [Edge(0, 1)]),
        "the tone of the cell 'x' is one of '', 'bad', 'none'; got 'now'": lambda: Cell("x", tone="now"),
        r"1 rows of 2 cells; got 1 rows of \[1\] cells": lambda: Cells(["a"], ["b", "c"], [[CELL]]),
        r"2 rows of 1 cells; got 1 rows of \[1\] cells": lambda: Cells(["a", "b"], ["c"], [[CELL]]),
    })  # fmt: skip
