"""The checks of words, flags, whole numbers and functions that all public functions share."""

from pathlib import Path

import numpy as np
import pytest

from sgdlab import checks


def test_whole_numbers_and_generators():
    for value in ("3", None, True, 2.0, 0, 10, np.array([3]), 1j):
        with pytest.raises(ValueError, match="it is a whole number from 1 to 9; got "):
            checks.whole(value, "it", 1, 9)
        with pytest.raises(ValueError, match="it is a whole number of at least 11, or None; got "):
            checks.whole(value, "it", 11, also=", or None")
    assert type(checks.whole(np.int8(3), "it")) is int
    assert checks.generator(3).random() == np.random.default_rng(3).random()
    with pytest.raises(ValueError, match="seed is a whole number of at least 0; got None"):
        checks.generator(None)


def test_what_is_neither_true_nor_false_and_a_word_that_there_is_not():
    for value in (0, 1, None, "yes", np.array([True, False])):
        with pytest.raises(ValueError, match="it is True or False; got "):
            checks.flag(value, "it")
    for value in ("Log", 0, [], np.array(["log"]), {}, b"log"):
        with pytest.raises(ValueError, match="it is one of 'linear', 'log', None; got "):
            checks.one_of(value, "it", ("linear", "log", None))


def test_words_flags_and_functions_that_are_taken():
    assert checks.one_of(None, "it", ("linear", None)) is None
    assert checks.flag(np.bool_(True), "it") is True
    assert checks.function(len, "it") is len
    with pytest.raises(TypeError, match="it is a loss; got 3"):
        checks.function(3, "it", "a loss")


def test_arguments_in_another_order_are_refused_by_their_names():
    with pytest.raises(TypeError, match=r"called with \(gradient, params\), and yours takes \(params, gradient\)"):
        checks.function(lambda params, gradient: gradient, "it", takes=("gradient", "params"))
    for swapped in (lambda w, g: g, lambda w, grad: grad, lambda params, grads: grads):
        with pytest.raises(TypeError, match=r"called with \(gradient, params\), and yours takes \((w|params), "):
            checks.function(swapped, "it", takes=("gradient", "params"))
    for taken in (lambda g, w: g, lambda gradient, w: w, lambda *params: params, lambda gradient, params, rate=1: rate):
        assert checks.function(taken, "it", takes=("gradient", "params")) is taken


def test_a_path_begins_at_home_if_it_says_so(monkeypatch):
    """As in a shell, and as pandas does; `~run.npz` is a name like others."""
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")  # of Windows
    assert checks.path_of("~/run.npz") == checks.path_of(Path("~/run.npz")) == Path("/home/ada/run.npz")
    assert checks.path_of("~run.npz") == Path("~run.npz")
