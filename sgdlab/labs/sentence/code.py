"""The code that runs the sentence on the screen, and the usual one [code_of]."""

from sgdlab.labs.band import draws
from sgdlab.labs.sentence.compute import BATCHES, GRADIENTS, OPTIMIZERS, PROBLEMS, STEPS
from sgdlab.labs.stage.code import PENGUIN_LINE, Chosen, Code, written

MADE = {  # by the names in the list
    "a line through 123 penguins": PENGUIN_LINE,
    "the species of 274 penguins": (
        "table = sl.penguins()",
        'two = table["species"] != "Chinstrap"',
        'X = sl.standardize(table["bill_length_mm", "body_mass_g"][two])',
        'problem = sl.logistic_regression(X, table["species"][two] == "Gentoo", l2=0.01)',
    ),
    "a bowl without data": ("problem = sl.quadratic([1.0, 9.0])",),
}
MANY = f"\nmany = sl.train(problem, **parts, steps={STEPS}, seed={{seed}}, seeds={{seeds}})"


def code_of() -> Code:
    """Return the code; each list is a choice of lines."""
    rates = {name: rate for name, (_, rate) in PROBLEMS.items()}
    usual = {name: f"**sl.sgd({rate}, batch_size=8)" for name, rate in rates.items() if PROBLEMS[name][0]().data}
    bare = {name: f"optimizer=sl.gradient_descent({rate})" for name, rate in rates.items()}
    certain = {name: "" for name, rule in BATCHES.items() if not draws(rule)}
    return Code.of(
        "import sgdlab as sl\n",
        "{made}",
        "parts = {",
        '    "batches": {rule},',
        '    "gradient": {method},',
        '    "optimizer": {update},',
        "}",
        f"yours = sl.train(problem, **parts, steps={STEPS}, seed={{seed}})",
        f"usual = sl.train(problem, {{usual}}, steps={STEPS}, seed={{seed}}){{many}}",
        made=("problem", {name: "\n".join(lines) for name, lines in MADE.items()}, ""),
        rule=("batches", {name: written(rule) for name, rule in BATCHES.items()}, ""),
        method=("gradient", {name: written(method) for name, method in GRADIENTS.items()}, ""),
        usual=("problem", {**bare, **usual}, ""),
        many=("seeds", {"one run": ""}, "{if_drawn}"),
        if_drawn=("batches", certain, MANY),
        **_updates(rates),
    )


def _updates(rates: dict[str, float]) -> dict[str, Chosen]:
    """The optimizer by its name, and each of them by the problem, which sets its learning rate."""
    names = {how: f"update_{k}" for k, how in enumerate(OPTIMIZERS)}
    by_problem = {
        names[how]: ("problem", {name: written(make(rate)) for name, rate in rates.items()}, "")
        for how, make in OPTIMIZERS.items()
    }
    return {"update": ("optimizer", {how: f"{{{name}}}" for how, name in names.items()}, ""), **by_problem}
