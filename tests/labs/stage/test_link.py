"""The page of a lab on the site, which only the metadata of the package know."""

import pytest

import sgdlab as sl
from sgdlab.labs.stage import lab


def test_without_an_address_there_is_no_link() -> None:
    assert "page" not in sl.RavineLab().view.spec


def test_with_an_address_a_lab_that_was_given_nothing_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "_site", lambda: "https://sgdlab.example/course/")
    assert sl.RavineLab().view.spec["page"] == "https://sgdlab.example/course/lab_ravine.html"
    assert "page" not in sl.RavineLab(sl.rosenbrock()).view.spec  # the site shows another problem
