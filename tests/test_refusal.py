"""Settings that make no sense together are refused as what they are: values that do not fit."""

import pytest

from sgdlab.labs import SentenceBuilder
from sgdlab.labs.sentence.compute import Sentence
from sgdlab.labs.stage.refusal import SettingsError


def test_a_refusal_is_a_value_error_and_no_traceback_in_the_lab() -> None:
    lab = SentenceBuilder()
    with pytest.raises(ValueError, match="choose the full batch") as refusal:
        lab.compute(Sentence(problem="a bowl without data"))
    assert isinstance(refusal.value, SettingsError)
    lab.apply({"problem": "a bowl without data"})  # raises nothing
    assert lab.view.frame["error"] == str(refusal.value)
