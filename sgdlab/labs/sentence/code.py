"""The code that runs the sentence on the screen, and the usual one [code_of]."""

from sgdlab.labs.band import draws
from sgdlab.labs.sentence.compute import BATCHES, GRADIENTS, OPTIMIZERS, PROBLEMS, STEPS, problem_of
from sgdlab.labs.stage.code import Chosen, Code, written

MANY = f"\nmany = sl.train(problem, **parts, steps={STEPS}, seed={{seed}}, seeds={{seeds}})"


def code_of() -> Code:
    """Return the code; each list is a choice of lines."""
    rates = {name: rate for name, (_, rate) in PROBLEMS.items()}
    usual = {
        name: f"**sl.sgd({rate}, batch_size=8)" if problem_of(name).data else f"optimizer=sl.gradient_descent({rate})"
        for name, rate in rates.items()
    }
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
        made=("problem", {name: lines for name, (lines, _) in PROBLEMS.items()}, ""),
        rule=("batches", {name: written(rule) for name, rule in BATCHES.items()}, ""),
        method=("gradient", {name: written(method) for name, method in GRADIENTS.items()}, ""),
        usual=("problem", usual, ""),
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
