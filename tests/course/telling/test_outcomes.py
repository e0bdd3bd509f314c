"""sgdlab.course.telling.outcomes: what a learner is told, as text and as HTML."""

import pytest

from sgdlab.course.telling.outcomes import Note, Outcome


@pytest.mark.parametrize("status", ["passed", "not yet", "not attempted", "raised"])
def test_an_outcome_is_words_and_not_color_alone(status):
    bundle = Outcome(status, "Because 1 < 2.")._repr_mimebundle_()
    assert bundle["text/plain"].endswith("Because 1 < 2.")
    assert "Because 1 &lt; 2." in bundle["text/html"]
    head = bundle["text/plain"].split(".")[0]
    assert head in bundle["text/html"]
    assert len(head.split()) >= 2


def test_an_unknown_status_is_an_error():
    with pytest.raises(ValueError, match="'passed', 'not yet'"):
        Outcome("failed", "")


def test_a_hint_is_escaped():
    assert "<b>" not in Note("Hint 1 of 1", "<b>")._repr_mimebundle_()["text/html"]


def test_what_stands_between_backticks_is_shown_as_code_and_nothing_is_markup():
    outcome = Outcome("not attempted", "Write it in place of the `...`, <b>then</b> run `a < b`.")
    shown = outcome._repr_mimebundle_()
    assert "<code>...</code>, &lt;b&gt;then&lt;/b&gt; run <code>a &lt; b</code>." in shown["text/html"]
    assert "`...`" in shown["text/plain"]
