"""The length of a tape, counted by eye."""

import numpy as np

import sgdlab as sl
from sgdlab.autodiff.tape import tape_size


def test_a_leaf_is_no_operation():
    assert tape_size(sl.Value(2.0)) == (0, 0)
    assert tape_size(sl.Tensor([1.0, 2.0])) == (0, 0)


def test_nodes_and_edges_of_an_expression():
    a, b = sl.Value(2.0), sl.Value(3.0)
    c = a * b  # one node, two edges
    assert tape_size(c + c) == (2, 4)  # c is counted once
    assert tape_size((a * b) + (a * b)) == (3, 6)
    t = sl.Tensor([1.0, 2.0])
    assert tape_size(np.sum(t * np.ones(2))) == (2, 2)  # constants have no edge


def test_sixty_diamonds_are_sixty_nodes():
    x = sl.Value(1.0)
    for _ in range(60):
        x = x + x
    assert tape_size(x) == (60, 120)


def test_a_chain_longer_than_the_recursion_limit():
    x = sl.Value(0.0)
    for _ in range(20_000):
        x = x + 1
    assert tape_size(x) == (20_000, 20_000)
