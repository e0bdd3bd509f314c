"""What the momentum map says of a pair of settings [lines].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/momentum_map`).
"""

from typing import TYPE_CHECKING

from sgdlab.bill import BILL, Bill
from sgdlab.quantities import count

if TYPE_CHECKING:
    from sgdlab.labs.momentum_map.compute import MomentumMapResult

STEPS = 300
SEEDS = 64  # runs with different noise
LATE = 100  # the last steps, whose mean loss is the measured floor

WORDS = {
    "heavy ball": "heavy ball",
    "Nesterov": "Nesterov momentum",
    "pair": "{kind}, learning rate {rate}, momentum {momentum}\n{pace}",
    "pace": "rate {rate}: {steps} to a thousandth of the distance",
    "no pace": "rate {rate}: it does not converge{ended}",
    "ended": ", diverged at step {step}",
    "rates": "along the valley {along}, across it {across}\n{slower}",
    "alike": "both alike",
    "along": "along is slower",
    "across": "across is slower",
    "edge": "without momentum the edge is 2/λmax = {plain}, and yours is {side} it\n"
    "with this momentum the edge is {edge}",
    "above": "above",
    "below": "not above",
    "bill": "the bill\n{bill}; stopped by: {reason}",
    "steps": "steps",
    "diverged": "diverged at step {step}",
    "no floor": "noisy gradients\nno floor, since it does not converge",
    "floor": "noisy gradients leave a loss\n{floor} predicted{seen}{early}",
    "seen": f", {{loss}} in the last {LATE} steps of {SEEDS} runs",
    "early": ", where the start is not yet forgotten",
    **BILL,
}


def lines(result: "MomentumMapResult") -> list[str]:
    """Return the rate; which direction sets it; the edge; the bill; the floor."""
    chosen, (along, across), plain = result.settings, result.rates, 2 / result.curved[1]
    kind = WORDS["Nesterov" if chosen.nesterov else "heavy ball"]
    pair = {"kind": kind, "rate": f"{chosen.learning_rate:.3g}", "momentum": f"{chosen.momentum:.3g}"}
    slower = "alike" if abs(along - across) < 1e-6 else "along" if along > across else "across"
    side = WORDS["above" if chosen.learning_rate > plain else "below"]
    steps, ended = len(result.losses) - 1, result.diverged_at
    reason = WORDS["steps"] if ended is None else WORDS["diverged"].format(step=ended)
    return [
        WORDS["pair"].format(**pair, pace=_pace(result)),
        WORDS["rates"].format(along=f"{along:.3g}", across=f"{across:.3g}", slower=WORDS[slower]),
        WORDS["edge"].format(plain=f"{plain:.3g}", side=side, edge=f"{result.edge:.3g}"),
        WORDS["bill"].format(bill=Bill(example_gradients=steps, updates=steps), reason=reason),
        *_noise(result),
    ]


def _pace(result: "MomentumMapResult") -> str:
    rate = f"{result.rate:.4g}"
    if result.rate >= 1:
        ended = "" if result.diverged_at is None else WORDS["ended"].format(step=result.diverged_at)
        return WORDS["no pace"].format(rate=rate, ended=ended)
    return WORDS["pace"].format(rate=rate, steps=count(max(1, round(result.steps_to_a_thousandth)), "step"))


def _noise(result: "MomentumMapResult") -> list[str]:
    """The floor, where gradients are noisy."""
    if not result.settings.noisy:
        return []
    if result.floor is None:
        return [WORDS["no floor"]]
    seen = "" if result.measured is None else WORDS["seen"].format(loss=f"{result.measured:.3g}")
    late = result.losses[0] * result.rate ** (2 * (STEPS - LATE)) > 0.2 * result.floor
    early = WORDS["early"] if seen and late else ""
    return [WORDS["floor"].format(floor=f"{result.floor:.3g}", seen=seen, early=early)]
