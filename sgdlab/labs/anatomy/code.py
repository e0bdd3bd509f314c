"""The code that runs the optimizer on the screen, and gradient descent beside it [code_of, programs_of]."""

from sgdlab.batches import BatchRule, full_batch
from sgdlab.labs.anatomy.compute import STEPS
from sgdlab.labs.anatomy.pair import listed
from sgdlab.labs.anatomy.rules import RULES
from sgdlab.labs.band import SEEDS, draws
from sgdlab.labs.given import names_of
from sgdlab.labs.stage.code import Chosen, Code, called, given, literal, program_code, written
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.problems import Problem

FIELDS = {0.1234: "{rate}", 0.4567: "{beta1}", 0.7891: "{beta2}"}  # numbers that stand for the settings of a rule
UNWRITTEN = "# Without the bias correction, the learning rate is a function of yours, which a program calls.\n"
UNCORRECTED = """\
def rate(step):  # takes back what the bias correction does
    return {learning_rate} * (1 - {beta1} ** (step + 1)) / (1 - {beta2} ** (step + 1)) ** 0.5


"""


def code_of(problem: Problem, own: bool, batches: BatchRule) -> Code:
    """Return the code; own: whether the reader gave the problem, with the batches."""
    rule, whole = written(batches, "batches"), problem.size == 2
    places = {} if whole else {name: str(names_of(problem).index(name)) for name in listed(problem)}
    also = "" if batches is full_batch else f", batches={rule}, seed={{seed}}"
    names = [*(["problem"] if own else []), *(["batches"] if rule == "batches" else [])]
    rest = f"steps={STEPS}{also})"
    return Code.of(
        *given(*names),
        "import sgdlab as sl\n",
        *([] if own else ["problem = sl.quadratic([1.0, 25.0])"]),
        "start = [{start}]" if whole else "start = problem.start.copy()",
        *([] if whole else ["start[[{one}, {other}]] = {start}  # the two parameters in the picture"]),
        "{before}rule = {rule}",
        f"run = sl.train(problem, start, optimizer=rule, {rest}",
        f"beside = sl.gradient_descent({literal(1 / largest_curvature(problem))})  # 1/λmax",
        f"plain = sl.train(problem, start, optimizer=beside, {rest}",
        *([f"many = sl.train(problem, start, optimizer=rule, seeds={SEEDS}, {rest}"] if draws(batches) else []),
        **_rules(),
        **({} if whole else {"one": ("across", places, ""), "other": ("up", places, "")}),
    )


def programs_of(problem: Problem, batches: BatchRule) -> dict[str, Code]:
    """Return the program of each optimizer, with its bias correction."""
    fields = {**FIELDS, next(iter(FIELDS)): "{learning_rate}"}
    also = ", seed={seed}" if draws(batches) else ""
    given_too = "[{start}]" if problem.size == 2 else "start", f"steps={STEPS}{also}"
    sources = {
        name: called(program_code(problem, fields, optimizer=rule.make(*FIELDS), batches=batches), problem, *given_too)
        for name, rule in RULES.items()
    }
    corrected = {name: "{if_on}" for name, parts in RULES.items() if parts.corrected}
    choices: dict[str, Chosen] = {
        "either": ("optimizer", corrected, "{source}"),
        "if_on": ("correction", {"off": UNWRITTEN}, "{source}"),
        "source": ("optimizer", sources, ""),
    }
    return {"run": Code("{either}", choices)}


def _rules() -> dict[str, Chosen]:
    """The rule by its name, with its rate: a number, or a function without the bias correction."""
    corrected = {name: "{if_off}" for name, parts in RULES.items() if parts.corrected}
    return {
        "rule": ("optimizer", {name: _spelled(name) for name in RULES}, ""),
        "before": ("optimizer", corrected, ""),
        "if_off": ("correction", {"off": f"\n\n{UNCORRECTED}"}, ""),
        "rate": ("optimizer", dict.fromkeys(corrected, "{one_or_many}"), "{learning_rate}"),
        "one_or_many": ("correction", {"off": "rate"}, "{learning_rate}"),
    }


def _spelled(name: str) -> str:
    text = written(RULES[name].make(*FIELDS))
    for number, field in FIELDS.items():
        text = text.replace(str(number), field)
    return text
