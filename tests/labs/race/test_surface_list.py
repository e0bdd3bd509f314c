"""Another surface takes the place of the first, with its controls, program and map; a bad one leaves all as it was."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances

import sgdlab as sl
from sgdlab.labs.race.menu import problem_of
from sgdlab.labs.race.own_data import YOURS
from sgdlab.labs.race.surface_list import _stored
from sgdlab.labs.stage.refusal import SettingsError
from tests.labs.frames import unpack


def test_another_surface_takes_the_place_of_the_first() -> None:
    lab = sl.RaceLab()
    old, spec = dict(lab.controls), lab.view.spec
    lab.controls["surface"].value = "himmelblau"
    assert lab.state.startswith("race surface=himmelblau learning_rate=0.0126 ")
    assert lab.problem is problem_of("himmelblau")
    assert lab.view.spec != spec
    assert lab.view.live["facts"]["examples"] == 120
    assert lab.children[0].children[0] is old["surface"].widget  # it keeps the focus
    path = unpack(lab.view.frame["full_path"])
    np.testing.assert_allclose(path[0], [0, 0])
    before = lab.view.frame
    old["start"].value = 1, 1  # a late move of a control that is gone
    assert lab.view.frame == before
    lab.controls["learning_rate"].value = 0.005
    assert lab.result.settings.learning_rate == 0.005
    lab.reset()
    assert lab.settings().surface == "himmelblau"


def test_controls_become_those_of_another_surface_and_the_page_keeps_their_widgets() -> None:
    lab = sl.RaceLab()
    shown = lab.children[0].children
    for name in ("himmelblau", "spirals", "logistic regression", "penguins"):
        lab.apply({"batch_size": 7, "momentum": 0.5, "epochs": 30, "seeds": 64, "learning_rate": 0.02})
        lab.controls["surface"].value = name
        fresh = sl.RaceLab(name)
        assert lab.state == fresh.state
        assert lab.children[0].children == shown
        for one, other in zip(list(lab.controls.values())[1:], list(fresh.controls.values())[1:], strict=True):
            mine, others = one.described(), other.described()
            frames = (mine.pop("ranges", 0), others.pop("ranges", 0))  # of paths, which another place in memory rounds
            np.testing.assert_allclose(*frames, rtol=1e-12)
            assert mine == others
            assert (one.stops, one.model and one.position) == (other.stops, other.model and other.position)
    lab.controls["learning_rate"].slider.value = 0.1  # by hand
    assert lab.result.settings.learning_rate == 0.1


def test_a_surface_is_prepared_once_however_it_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    made, lab, prepare = [], sl.RaceLab(), sl.RaceLab._prepare

    def counted(self: sl.RaceLab, settings: Any) -> None:
        made.append(self.surfaces.value)
        prepare(self, settings)

    monkeypatch.setattr(sl.RaceLab, "_prepare", counted)
    lab.restore("race surface=bowl")
    lab.apply({"surface": "ravine"})
    lab.controls["surface"].value = "beale"
    assert made == ["bowl", "ravine", "beale"]


def test_surfaces_leave_no_controls_behind() -> None:
    lab, counts = sl.RaceLab("bowl"), []
    for name in ("saddle", "bowl") * 3:
        lab.controls["surface"].value = name
        counts.append(len(_instances))
    assert len(set(counts[1::2])) == 1


def test_a_saved_page_leaves_no_surfaces_behind(tmp_path: Path) -> None:
    lab = sl.RaceLab()
    lab.save(tmp_path / "race.html")  # makes the looks that all share, unless another test has
    before = len(_instances)
    _stored.cache_clear()
    lab.save(tmp_path / "race.html")
    assert len(_instances) == before


def test_a_saved_page_says_whose_program_it_lacks() -> None:
    stored = sl.RaceLab("bowl").stored()
    (runners,) = (one for one in stored["live"]["controls"] if one["kind"] == "runners")
    assert runners["kinds"] == stored["spec"]["roster"]["kinds"]
    assert [one["name"] for one in runners["kinds"] if not one["lacking"]] == ["full batch", "SGD", "momentum"]


def test_a_page_that_computes_gets_another_surface_with_its_picture() -> None:
    lab = sl.RaceLab()
    lab.view._receive(lab.view, {"kind": "alive"}, [])
    lab.view._receive(lab.view, {"kind": "state", "text": "race surface=saddle", "request": 3}, [])
    assert lab.view.live["home"]["surface"] == "saddle"
    assert "a saddle" in lab.view.spec["name"]
    assert unpack(lab.view.frame["full_path"])[0].tolist() == pytest.approx([1.5, 0.01])


def test_a_state_brings_its_surface_and_a_bad_one_leaves_everything_as_it_was() -> None:
    lab = sl.restore("race surface=saddle start=1.5,0 momentum=0.5")
    assert lab.settings().surface == "saddle"
    assert (lab.settings().start, lab.settings().momentum) == ((1.5, 0.0), 0.5)
    again = sl.restore(lab.state)
    assert again.state == lab.state
    for text in ("race surface=moon", "race surface=bowl start=nan,1", "race surface=bowl learning_rate=x"):
        with pytest.raises(ValueError, match=r"moon|number"):
            lab.restore(text)
        assert lab.state == again.state
        assert lab.view.watched[1]["model"] is lab.controls["learning_rate"].model
        assert lab.view.live["home"]["surface"] == "saddle"
    lab.controls["surface"].value = "penguins"
    assert lab.state == sl.RaceLab().state


def test_a_random_setting_stays_on_the_surface() -> None:
    lab = sl.RaceLab("beale")
    lab.surprise(3)
    assert lab.settings().surface == "beale"


def test_ones_own_problem_is_in_the_list_and_can_be_chosen_again() -> None:
    problem = sl.linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    lab = sl.RaceLab(problem)
    assert lab.settings().surface == YOURS
    home = lab.state
    lab.controls["surface"].value = "bowl"
    lab.controls["surface"].value = YOURS
    assert lab.problem is problem
    assert lab.state == home
    assert YOURS not in sl.RaceLab().surfaces.options


def test_settings_are_computed_on_the_surface_that_they_name_or_not_at_all() -> None:
    lab = sl.RaceLab()
    asked = replace(lab.settings(), surface="moons")
    with pytest.raises(
        SettingsError, match=r"settings are for 'moons', and the lab shows 'penguins': write .*\('moons'\)"
    ):
        lab.compute(asked)
    assert sl.RaceLab(settings=asked).settings() == sl.RaceLab("moons", settings=asked).settings() == asked
    with pytest.raises(
        ValueError, match=r"settings are for 'moons', and the problem is 'rosenbrock': write .*settings="
    ):
        sl.RaceLab("rosenbrock", settings=asked)
    with pytest.raises(ValueError, match="no surface 'moon'"):
        sl.RaceLab(settings=replace(asked, surface="moon"))


def test_a_surface_that_is_not_in_the_list_changes_nothing() -> None:
    lab, fresh = sl.RaceLab("bowl"), sl.RaceLab("bowl")
    for wrong in ("no surface", float("inf")):
        with pytest.raises(ValueError, match="is not in the list; there are 'penguins'"):
            lab.apply({"surface": wrong, "momentum": 0.5})
    assert lab.code == fresh.code
    for one in (lab, fresh):
        one.apply({"momentum": 0.3})
        one.controls["seed"].value = 3
    assert lab.state == fresh.state
    assert repr(lab) == repr(fresh)
