"""sgdlab.course.judging.why_wrong: the parts of a reply agree with one another."""

import re

import numpy as np

from sgdlab.course import Exercise


def test_the_number_of_results_that_is_missed_is_that_of_the_input_that_is_shown():
    """A check draws inputs of several lengths, and both numbers of a reply should speak of the same one."""
    twice = Exercise(
        "twice", lambda x: 2 * x, lambda rng: (rng.normal(size=rng.integers(3, 7)),), praise="", mistakes=[], hints=[]
    )
    for _ in range(5):
        told = str(twice.check(lambda x: np.cos(x).sum() ** 2))
        expected, shown = re.search(r"there should be (\d)\..* x = np.array\(\[(.*?)\]\)", told).groups()
        assert int(expected) == len(shown.split(",")), told
