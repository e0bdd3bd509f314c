"""Batch rules: every example its due, whatever the rule; the counts come from arithmetic."""

import itertools
from collections import Counter

import numpy as np
import pytest

import sgdlab as sl


def rng(seed=0):
    return np.random.default_rng(seed)


class NoDice:
    """A generator that must not be asked."""

    def __getattr__(self, name):
        raise AssertionError(f"the generator was asked for {name}")


def test_the_full_batch_is_every_example_once_and_draws_nothing():
    batches = list(sl.full_batch(5, NoDice()))
    assert [batch.tolist() for batch in batches] == [[0, 1, 2, 3, 4]]


@pytest.mark.parametrize(("size", "n"), [(3, 7), (7, 7), (4, 8)])
def test_every_example_comes_exactly_once_an_epoch(size, n):
    batches = list(sl.minibatch(size)(n, rng()))
    assert sorted(np.concatenate(batches).tolist()) == list(range(n))
    assert [len(batch) for batch in batches] == [size] * (n // size) + ([n % size] if n % size else [])


def test_the_short_last_batch_is_left_out_when_asked():
    batches = list(sl.minibatch(3, drop_last=True)(7, rng()))
    assert [len(batch) for batch in batches] == [3, 3]
    assert len(set(np.concatenate(batches).tolist())) == 6
    assert [len(batch) for batch in sl.minibatch(3, replace=True)(7, rng())] == [3, 3, 3]


def test_each_epoch_is_shuffled_anew_and_by_the_example():
    generator = rng()
    epochs = [np.concatenate(list(sl.minibatch(4)(20, generator))).tolist() for _ in range(5)]
    assert len({tuple(epoch) for epoch in epochs}) == 5
    partners = {tuple(sorted(epoch[:4])) for epoch in epochs}
    assert len(partners) == 5  # the batches themselves differ, not only their order


@pytest.mark.parametrize("replace", [False, True])
def test_every_first_batch_is_as_likely_as_any_other(replace):
    n, k, draws = 5, 2, 6000
    generator = rng(1)
    rule = sl.minibatch(k, replace=replace)
    seen = Counter(tuple(sorted(next(rule(n, generator)).tolist())) for _ in range(draws))
    pairs = list(itertools.combinations(range(n), k))
    share = 2 / n**2 if replace else 1 / len(pairs)  # of each pair of two different examples
    expected = draws * share
    chi_square = sum((seen[pair] - expected) ** 2 / expected for pair in pairs)
    assert chi_square < 30  # 9 or 10 degrees of freedom: above 30 once in a thousand
    doubles = sum(count for pair, count in seen.items() if pair[0] == pair[1])
    assert doubles == (pytest.approx(draws / n, rel=0.15) if replace else 0)


def test_words_and_repr_say_the_rule():
    assert [len(batch) for batch in sl.one_at_a_time(4, rng())] == [1, 1, 1, 1]
    assert sl.full_batch.words == "the full batch"
    assert repr(sl.full_batch) == "full_batch"
    assert sl.minibatch(8).words == "mini-batches of 8"
    assert sl.minibatch(8, replace=True).words == "mini-batches of 8, drawn with replacement"
    assert repr(sl.minibatch(8, drop_last=True)) == "minibatch(8, drop_last=True)"


@pytest.mark.parametrize("size", [0, 2.0, "8", True])
def test_a_size_that_is_none_is_refused(size):
    with pytest.raises(ValueError, match=rf"size is a whole number of at least 1, such as .*; got {size!r}"):
        sl.minibatch(size)


def test_a_batch_larger_than_the_data_is_refused():
    with pytest.raises(ValueError, match=r"minibatch\(9\) asks for 9 of 5 examples: use 1 to 5 or full_batch"):
        next(sl.minibatch(9)(5, rng()))


@pytest.mark.parametrize(("rule", "n"), [(sl.full_batch, rng()), (sl.minibatch(2), 0), (sl.one_at_a_time, 2.5)])
def test_a_number_of_examples_that_is_none_is_refused(rule, n):
    with pytest.raises(ValueError, match="n is a whole number of at least 1: the number of examples, given before"):
        list(rule(n, np.random.default_rng(0)))


@pytest.mark.parametrize("rule", [sl.minibatch(2), sl.minibatch(2, replace=True)])
def test_a_seed_is_no_generator(rule):
    with pytest.raises(TypeError, match=r"rng is a random generator, such as np.random.default_rng\(0\); got 0"):
        next(rule(5, 0))
