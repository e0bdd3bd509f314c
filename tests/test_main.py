"""`python -m sgdlab` is the command `sgdlab`."""

import runpy
import sys

import pytest

import sgdlab


def test_it_hands_on_what_was_typed_and_how_it_went(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["sgdlab", "claims", "77"])
    with pytest.raises(SystemExit) as done:
        runpy.run_module("sgdlab", run_name="__main__")
    assert done.value.code == 1
    assert "there is no notebook 77" in capsys.readouterr().err


def test_it_says_its_version(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["sgdlab", "--version"])
    with pytest.raises(SystemExit) as done:
        runpy.run_module("sgdlab", run_name="__main__")
    assert done.value.code == 0
    assert capsys.readouterr().out == f"sgdlab {sgdlab.__version__}\n"
