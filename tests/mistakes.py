"""How much a reply says of a wrong answer [said_of]; what the replies to fresh ones have to say [says]."""

KINDS = ("known", "resembles", "observed", "partly", "bare", "raised", "as given", "passed")
SAYS = {}  # for each exercise, by the name of a program: the program, and words of the reply


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


def says(exercise, words):
    """Keep a program, with what the reply has to say of it."""

    def keep(program):
        SAYS.setdefault(exercise, {})[program.__name__] = program, words
        return program

    return keep
