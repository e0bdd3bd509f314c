"""Up to six runners: their text, their own values, their budget, and that they are what `train` makes of them."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race import surface_list
from sgdlab.labs.race.compute import compute
from sgdlab.labs.race.controls import Roster
from sgdlab.labs.race.picture import looks
from sgdlab.labs.race.runners import KINDS, read, values_of, write
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.problems.examples import penguin_line
from tests.labs.corners import corners

FRONT_END = Path(__file__).resolve().parents[3] / "front_end"
REFUSED = {
    "": "a race has 1 to 6 runners",
    "; ".join(["SGD"] * 7): "these are 7",
    "Adm": "there is no runner 'Adm'; there are full batch, SGD",
    "yours": "as soon as lab.yours is set",
    "Yours": "as soon as lab.yours is set",
    "Adam momentum=0.5": "Adam has no 'momentum' of its own; it can have learning_rate",
    "full batch batch_size=3": "full batch has no 'batch_size'",
    "SGD learning_rate=fast": "SGD learning_rate=fast: 'fast' is not a number",
    "SGD learning_rate=-1": "a number of at least 0 is needed",
    "SGD learning_rate=inf": "is needed",
    "SGD momentum=1": "a number from 0 to below 1 is needed",
    "SGD batch_size=0": "a whole number from 1 to 123 is needed, or full",
    "SGD batch_size=124": "a whole number from 1 to 123 is needed, or full",
    "SGD batch_size=2.5": "a whole number from 1 to 123 is needed, or full",
    "SGD batch_size=１２": "a whole number from 1 to 123 is needed, or full",
    "SGD schedule=linear": "it can be constant or 1/t or cosine or exponential",
    "SGD replace=maybe": "it can be yes or no",
    "random search scale=0": "a number above 0 is needed",
}
TAKEN = {
    " sgd  replace=yes  batch_size=4;full batch;": "SGD batch_size=4 replace=yes; full batch",
    "adam schedule=cosine learning_rate=1e-3; ADAMW": "Adam learning_rate=0.001 schedule=cosine; AdamW",
    "SGD; SGD batch_size=full; SGD learning_rate=0": "SGD; SGD batch_size=full; SGD learning_rate=0",
    "random search scale=2.50; Newton replace=no": "random search scale=2.5; Newton replace=no",
}
SIX = "full batch; SGD; momentum; Nesterov batch_size=100; Adam learning_rate=0.3 schedule=cosine; Newton"


def by_page(texts: list[str]) -> list[str]:
    """What the page reads and writes, or its error."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    roster = {**Roster("runners", "SGD", 123).described()}
    script = """
        import { text } from "node:stream/consumers";
        import { readRunners, writeRunners } from "./src/labs/race/runners.js";
        const { roster, texts } = JSON.parse(await text(process.stdin));
        const taken = (one) => writeRunners(readRunners(one, roster));
        const said = (one) => { try { return taken(one); } catch (e) { return e.message; } };
        console.log(JSON.stringify(texts.map(said)));"""
    asked = json.dumps({"roster": roster, "texts": texts}, default=dict)
    run = [node, "--input-type=module", "-e", script]
    done = subprocess.run(run, input=asked, capture_output=True, text=True, cwd=FRONT_END, check=False)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def by_kernel(text: str) -> str:
    try:
        return write(read(text, 123))
    except ValueError as error:
        return str(error)


def test_a_text_that_makes_no_sense_is_refused_in_words() -> None:
    for text in REFUSED:
        assert REFUSED[text] in by_kernel(text)


def test_the_page_reads_and_refuses_as_the_kernel_does() -> None:
    assert [by_kernel(text) for text in TAKEN] == list(TAKEN.values())
    rng = np.random.default_rng(0)
    control = Roster("runners", "SGD", 123)
    texts = [*REFUSED, *TAKEN, *(control.random(rng) for _ in range(200)), *corners(control)]
    assert by_page(texts) == [by_kernel(text) for text in texts]


OPTIMIZERS: dict[str, Any] = {
    "full batch": lambda rate: (sl.gradient_descent(rate, 0.3), sl.full_batch),
    "SGD": lambda rate: (sl.gradient_descent(rate, 0.3), sl.minibatch(8)),
    "momentum": lambda rate: (sl.gradient_descent(rate, 0.9), sl.minibatch(8)),
    "Nesterov": lambda rate: (sl.gradient_descent(rate, 0.9, nesterov=True), sl.minibatch(8)),
    "AdaGrad": lambda rate: (sl.adagrad(rate), sl.minibatch(8)),
    "RMSProp": lambda rate: (sl.rmsprop(rate), sl.minibatch(8)),
    "Adam": lambda rate: (sl.adam(rate), sl.minibatch(8)),
    "AdamW": lambda rate: (sl.adamw(rate), sl.minibatch(8)),
}


def test_each_is_what_train_makes_of_it() -> None:
    for name in OPTIMIZERS:
        result = compute(penguin_line(), RaceSettings(0.02, momentum=0.3, seed=5, start=(1.0, -2.0), runners=name))
        optimizer, batches = OPTIMIZERS[name](0.02)
        steps = 10 if batches is sl.full_batch else 160
        run = sl.train(penguin_line(), (1.0, -2.0), optimizer=optimizer, batches=batches, steps=steps, seed=5)
        np.testing.assert_array_equal(result.runners[KINDS[name].key].params, run.params)


def test_what_a_runner_has_of_its_own_is_not_shared() -> None:
    text = "full batch; SGD; SGD batch_size=1 learning_rate=0.01 replace=yes; Adam batch_size=full schedule=cosine"
    settings = RaceSettings(0.1, runners=text)
    result = compute(penguin_line(), settings)
    assert list(result.names.values()) == ["full batch", "SGD", "SGD 2", "Adam"]
    _, _, own, adam = (values_of(one, settings) for one in read(text))
    assert (own.learning_rate, own.batch_size, own.replace) == (0.01, 1, True)
    assert (adam.learning_rate, adam.batch_size, adam.schedule) == (0.1, None, "cosine")
    one = sl.train(
        penguin_line(), optimizer=sl.gradient_descent(0.01), batches=sl.minibatch(1, replace=True), steps=1230
    )
    np.testing.assert_allclose(result.runners["sgd2"].final, one.final, rtol=1e-12)
    falling = sl.adam(sl.schedules.cosine(0.1, 10))
    np.testing.assert_array_equal(
        result.runners["adam"].params, sl.train(penguin_line(), optimizer=falling, steps=10).params
    )


def test_a_schedule_falls_with_the_epochs_whatever_the_batch_size() -> None:
    for size in ["full", "8"]:
        for schedule in ["1/t", "exponential"]:
            text = f"SGD schedule={schedule} batch_size={size}"
            rates = compute(penguin_line(), RaceSettings(0.1, epochs=10, runners=text)).sgd.learning_rates
            at = {"1/t": 0.1 / (1 + 5), "exponential": 0.1 * 0.01**0.5}[schedule]
            assert rates[0] == pytest.approx(0.1)
            assert rates[len(rates) // 2] == pytest.approx(at)


def test_nobody_pays_for_more_than_the_budget_and_the_last_step() -> None:
    for name in ["Newton", "Newton batch_size=8", "random search", "SGD replace=yes", "Adam batch_size=1"]:
        (run,) = compute(penguin_line(), RaceSettings(runners=name)).runners.values()
        step = run.bill.examples / run.bill.updates
        assert 1230 - step < run.bill.examples <= 1230 + step


def test_newton_stays_within_the_budget_but_for_its_first_step() -> None:
    for epochs in [1, 3, 10, 100]:
        for own in ["", " batch_size=8", " batch_size=1"]:
            (run,) = compute(penguin_line(), RaceSettings(runners=f"Newton{own}", epochs=epochs)).runners.values()
            assert run.bill.example_gradients == run.examples_seen[-1] <= max(3 * 123 if not own else 0, 123 * epochs)


def test_newton_is_at_the_minimum_after_a_step() -> None:
    (run,) = compute(penguin_line(), RaceSettings(runners="Newton")).runners.values()
    np.testing.assert_allclose(run.params[1], penguin_line().minimum, rtol=1e-4)


def test_six_can_be_told_apart_and_full_batch_and_sgd_keep_their_colors() -> None:
    six = looks(["adam", "full", "adamw", "sgd", "sgd2", "newton"])
    assert (six["full"].color, six["sgd"].color) == ("blue", "orange")
    assert len({(look.color, look.dash) for look in six.values()}) == 6
    assert "purple" not in {look.color for look in six.values()}
    others = looks(f"adam{k}" for k in range(6)).values()
    assert len({(look.color, look.dash) for look in others}) == 6


def test_a_page_is_sent_the_program_of_a_runner_when_it_is_added() -> None:
    lab = sl.RaceLab()
    assert set(lab.view.live["recipes"]) == {"descent"}
    lab.view._receive(lab.view, {"kind": "set", "key": "runners", "text": "SGD; adam", "request": 1}, [])
    assert lab.settings().runners == "SGD; Adam"
    assert set(lab.view.live["recipes"]) == {"descent", "adam"}
    lab.controls["runners"].value = "SGD; random search"
    assert lab.view.live == {}, "a search needs the kernel"
    assert lab.view.frame["runners"] == "SGD; random search"
    assert "search_path" in lab.view.frame
    lab.controls["runners"].value = "SGD"
    assert set(lab.view.live["recipes"]) == {"descent", "adam"}
    with pytest.raises(ValueError, match="there is no runner"):
        lab.view._receive(lab.view, {"kind": "set", "key": "runners", "text": "nobody"}, [])
    assert "there is no runner 'nobody'" in lab.view.frame["error"]
    assert lab.settings().runners == "SGD"


def test_a_saved_page_has_the_programs_of_all_that_it_can_run(tmp_path: Path) -> None:
    lab = sl.RaceLab()
    lab.save(tmp_path / "race.html")
    assert set(lab.view.live["recipes"]) == {"descent", *(kind.program for kind in KINDS.values())} - {"search"}


def test_the_runners_travel_in_the_state() -> None:
    lab = sl.RaceLab()
    lab.restore("race runners='Adam learning_rate=0.3; full batch' tuned=tuned")
    assert (lab.settings().runners, lab.settings().tuned) == ("Adam learning_rate=0.3; full batch", True)
    again = sl.RaceLab.from_state(lab.state)
    assert again.settings() == lab.settings()
    with pytest.raises(ValueError, match="batch_size=500: a whole number from 1 to 123"):
        lab.restore("race runners='SGD batch_size=500'")


def test_who_races_stays_on_another_surface_with_the_values_that_the_reader_gave() -> None:
    lab = sl.RaceLab()
    lab.apply({"runners": SIX, "learning_rate": 0.05})
    lab.controls["surface"].value = "rosenbrock"
    assert lab.settings().runners == SIX
    assert lab.settings().learning_rate == sl.RaceLab("rosenbrock").settings().learning_rate
    assert list(lab.result.runners) == ["full", "sgd", "momentum", "nesterov", "adam", "newton"]
    assert set(lab.view.live["recipes"]) == {"descent", "nesterov", "adam", "newton"}
    assert lab.landscape.limits == sl.RaceLab("rosenbrock").landscape.limits
    lab.controls["surface"].value = "two weights"  # which has 60 examples
    assert lab.settings().runners == SIX.replace("100", "60")
    assert lab.result.runners["nesterov"].bill.updates == 30
    lab.restore("race surface=saddle seed=3")
    assert lab.settings().runners == SIX.replace("100", "60")
    lab.restore("race surface=bowl runners=Adam")
    assert lab.settings().runners == "Adam"


def test_a_surface_that_is_refused_leaves_those_who_raced() -> None:
    lab = sl.RaceLab()
    lab.apply({"runners": SIX})
    before = lab.state
    for text in ("race surface=bowl momentum=fast", "race surface=bowl runners=Adm"):
        with pytest.raises(ValueError, match=r"fast|Adm"):
            lab.restore(text)
        assert lab.state == before


def test_a_reset_on_another_surface_brings_those_with_whom_the_lab_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = sl.RaceLab(settings=sl.RaceLab().Settings(runners="Adam; SGD batch_size=64"))
    lab.apply({"runners": SIX})
    lab.controls["surface"].value = "two weights"
    assert lab.settings().runners == SIX.replace("100", "60")
    lab.reset()
    assert lab.state == sl.RaceLab("two weights").state.replace("full batch; SGD", "Adam; SGD batch_size=60")
    lab.controls["surface"].value = "bowl"
    lab.reset()
    assert lab.settings().runners == "Adam; SGD batch_size=64"
    monkeypatch.setattr(surface_list, "MENU", ["two weights"])  # preparing the whole list for Adam takes long
    stored = lab.others()["two weights"]["live"]
    assert stored["home"]["runners"] == "Adam; SGD batch_size=60"


def test_a_runner_on_few_points_takes_all_of_them() -> None:
    lab = sl.RaceLab()
    lab.apply({"runners": "SGD batch_size=32; Adam"})
    lab.controls["surface"].value = "your points: a line"
    assert lab.settings().runners == "SGD batch_size=32; Adam"
    assert lab.result.runners["sgd"].bill.example_gradients == 30 * 6
    lab.controls["surface"].value = "penguins"
    assert lab.settings().runners == "SGD batch_size=32; Adam"
