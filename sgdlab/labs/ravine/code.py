"""The code that runs the descent on the screen [code_of]."""

from sgdlab.labs.ravine.compute import SPAN
from sgdlab.labs.stage.code import Code, problem_lines
from sgdlab.labs.stage.numpy_code import program_code
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem

CHANGE = f"sl.loss_change({{small_change}}, over={SPAN})"


def code_of(own: Problem | None) -> Code:
    """Return the code; own: the problem as the reader gave it, or None."""
    return Code.of(
        [
            *problem_lines(own, ["problem = sl.ravine()"]),
            "start = [{start}]",
            "descent = sl.gradient_descent({learning_rate})",
            "run = sl.train(problem, start, optimizer=descent, steps={most_steps}{stop})",
        ],
        stop=("small_gradient", {"off": "{only_change}"}, ", stop=sl.gradient_norm({small_gradient}){or_change}"),
        only_change=("small_change", {"off": ""}, f", stop={CHANGE}"),
        or_change=("small_change", {"off": ""}, f" | {CHANGE}"),
    )


def programs_of(problem: Problem) -> dict[str, Code]:
    """Return the program of the descent, which goes on where a stop rule would end it."""
    return {"run": Code(program_code(problem, optimizer=gradient_descent(0.1234)))}
