"""The code that runs the way down on the screen [code_of]."""

from sgdlab.labs.stage.code import PENGUIN_LINE, Code, problem_lines
from sgdlab.labs.stage.numpy_code import program_code
from sgdlab.labs.twin_panes.compute import STEPS
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem

MEAN = "mean over the examples"  # in the list


def code_of(own: Problem | None) -> Code:
    """Return the code; own: the problem as the reader gave it, or None."""
    return Code.of(
        [
            *problem_lines(own, PENGUIN_LINE),
            "point = [{point}]",
            "learning_rate = {learning_rate}{counts}",
            f"run = sl.train(problem, point, optimizer=sl.gradient_descent(learning_rate), steps={STEPS})",
        ],
        counts=("add_up", {MEAN: ""}, " * problem.n  # the slopes of a sum are n times as large"),
    )


def programs_of(model: Problem) -> dict[str, Code]:
    """Return the program of the way down."""
    source = program_code(model, {0.1234: "{rate}"}, optimizer=gradient_descent(0.1234))
    rate = ("add_up", {MEAN: "{learning_rate}"}, f"{{learning_rate}} * {model.n}")
    return {"run": Code(source, {"rate": rate})}
