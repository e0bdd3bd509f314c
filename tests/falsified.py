"""Derivative rules that are wrong on purpose [Falsified], and rules that note which are used [Spy]."""


class Falsified:
    """Rules in which that for argument i is off by 0.05 %."""

    def __init__(self, rules, i):
        self.rules, self.i = rules, i

    def __getitem__(self, j):
        rule = self.rules[j]
        return (lambda *args, **options: 1.0005 * rule(*args, **options)) if j == self.i else rule


class Spy:
    """Rules that note which of them are used."""

    def __init__(self, rules, noted):
        self.rules, self.noted = rules, noted

    def __getitem__(self, j):
        self.noted.add(j)
        return self.rules[j]


def arguments_of(primitive):
    if primitive.name == "where":
        return (1, 2)
    return range(2 if primitive.arrays is None else primitive.arrays)
