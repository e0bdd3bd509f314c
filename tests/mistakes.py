"""How much a reply says of a wrong answer [said_of]; wrong programs of the samples [wrong]."""

SAMPLES = {}  # for each exercise, its fresh wrong programs by name
ONLY_NUMBERS = ("Gradients: ", "With replacement: ", "Without replacement: ")  # what is observed is the answer itself


def said_of(exercise, outcome):
    """How much a reply says: that it is a known mistake, or what it resembles, or in part, or only bare numbers."""
    if outcome.status != "not yet":
        return {"raised": "raised", "not attempted": "as given", "passed": "passed"}[outcome.status]
    reason = outcome.reason
    if reason in {mistake.reason for mistake in exercise.mistakes}:
        return "known"
    if "Your program is right except" in reason or "two slips" in reason:
        return "resembles"
    if "; it should be " in reason:
        told = any(words in reason for words in ("You return", "that were tried", "not right", "in place"))
        return "partly" if told else "bare"
    if ", should be " in reason:
        return "bare" if exercise.observe is None or reason.startswith(ONLY_NUMBERS) else "observed"
    return "resembles"


def wrong(exercise):
    """Keep a wrong program of an exercise."""

    def keep(program):
        SAMPLES.setdefault(exercise, {})[program.__name__] = program
        return program

    return keep
