"""How much a reply says of a wrong answer [said_of]."""

KINDS = ("known", "resembles", "observed", "partly", "bare", "raised", "as given", "passed")


def said_of(exercise, outcome):
    """How much a reply says: that it is a known mistake, or what it resembles, or in part, or only bare numbers."""
    if outcome.status != "not yet":
        return {"raised": "raised", "not attempted": "as given", "passed": "passed"}[outcome.status]
    if outcome.reason in {mistake.reason for mistake in exercise.mistakes}:
        return "known"
    if "; right is " in outcome.reason:
        told = any(words in outcome.reason for words in ("You return", "that were tried", "not right", "in place"))
        return "partly" if told else "bare"
    return "observed" if ", should be " in outcome.reason else "resembles"
