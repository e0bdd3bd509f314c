"""Looks are shared, also by controls that are closed; each is what it was asked for."""

import ipywidgets as widgets
from ipywidgets.widgets.widget import _instances

import sgdlab as sl
from sgdlab.labs.stage.shared_looks import close, layout, style


def test_a_second_lab_brings_no_looks_of_its_own() -> None:
    def looks() -> int:
        return sum(isinstance(one, widgets.Layout | widgets.Style) for one in _instances.values())

    sl.RaceLab()
    before = looks()
    second = sl.RaceLab()
    assert looks() == before + 1  # that of the picture
    assert second.controls["momentum"].widget.layout is second.controls["batch_size"].widget.layout


def test_a_style_is_of_the_class_that_the_control_makes_by_itself() -> None:
    for kind in [widgets.FloatText, widgets.FloatLogSlider, widgets.Dropdown, widgets.Textarea]:
        own = kind(style={"description_width": "initial"})
        assert type(style(kind)) is type(own.style)
        assert style(kind).get_state() == own.style.get_state()
        close(own)


def test_closing_a_control_leaves_what_others_share() -> None:
    wide, own = layout(width="14em"), widgets.Layout()
    slider, number = widgets.FloatSlider(layout=own, style=style(widgets.FloatSlider)), widgets.FloatText(layout=wide)
    close(widgets.HBox([slider, number], layout=wide))
    assert [one.comm is None for one in (slider, number, own, wide, slider.style)] == [True, True, True, False, False]


def test_a_look_that_somebody_closed_is_made_anew() -> None:
    first = layout(width="13.5em")
    first.close()
    again = layout(width="13.5em")
    assert again is not first
    assert (again.width, again.comm is None) == ("13.5em", False)


def test_a_lab_that_is_closed_leaves_nothing_behind() -> None:
    sl.RaceLab().close()  # what all share is made
    before = set(_instances)
    sl.RaceLab().close()
    assert set(_instances) <= before
