"""Settings that make no sense together [SettingsError]."""


class SettingsError(ValueError):
    """Says which settings do not fit together, and what to choose instead; the lab shows this sentence, no traceback.

    >>> raise SettingsError("a bowl has no examples to choose from: choose the full batch")
    Traceback (most recent call last):
    sgdlab.labs.stage.refusal.SettingsError: a bowl has no examples to choose from: choose the full batch
    """
