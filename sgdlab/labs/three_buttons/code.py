"""The code that does by three lines what the three buttons did [code_of]."""

from sgdlab.labs.stage.code import Code, given
from sgdlab.labs.three_buttons.compute import HIDDEN, STARTS, YOURS

MADE = {
    "two moons": "sl.moons(200, noise=0.15, seed={seed})",
    "two spirals": "sl.spirals(200, turns=0.75, seed={seed})",
    "exclusive or": "sl.xor(200, seed={seed})",
}


def code_of(own: bool) -> Code:
    """Return the code; own: whether the reader gave points, which the list then calls "your data"."""
    points = {name: f"X, labels = {made}\n" for name, made in MADE.items()}
    return Code.of(
        [
            "{define}import sgdlab as sl",
            "",
            '{points}kind = dict(activation={activation}, loss="cross_entropy", init={init})',
            "problem = sl.mlp(X, labels, {layers}, **kind, seed={seed})",
            "params, losses = problem.start, [problem(problem.start)]",
            "for _ in range({updates}):",
            "    loss, gradient = sl.backprop(problem, params)  # forward and backward",
            "    params = params - {learning_rate} * gradient  # update",
            "    losses.append(problem(params))",
        ],
        define=("data", {YOURS: "".join(f"{line}\n" for line in given("X", "labels"))} if own else {}, ""),
        points=("data", points, ""),
        layers=("hidden", {name: str(units) for name, units in HIDDEN.items()}, ""),
        init=("start", {name: f'"{init}"' for name, init in STARTS.items()}, ""),
    )
