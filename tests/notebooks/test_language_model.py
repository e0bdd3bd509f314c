"""What notebook 13 says, at other seeds, names and parameters than those of the notebook, from its own cells."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import curriculum


@pytest.fixture(scope="module")
def model():
    """What the notebook defines, without its runs."""
    (path,) = (path for path in curriculum.notebooks() if path.name.startswith("13_"))
    names = {}
    with redirect_stdout(io.StringIO()):
        for _, code in curriculum.sections(path):
            if "def in_parts" in code:
                exec(code.partition("_, full_gradient")[0], names)
            elif not any(word in code for word in ("sl.train(", "usual", "compare(")):
                exec(code, names)
            if "def as_values" in code:
                return names
    raise AssertionError("the notebook has lost its model of single numbers")


@pytest.mark.parametrize(("name", "spread"), [("al", 0.5), ("alexander", 0.01)])
def test_arrays_and_single_numbers_agree(model, name, spread):
    params = model["start"] + spread * np.random.default_rng(1).normal(size=4096)
    weights = model["as_values"](params, sl.Value)
    value = model["loss_of_name"](weights, name)
    value.backward()
    gradient = np.array([x.grad for table in weights.values() for row in table for x in row])
    expected, slopes = sl.backprop(model["problem"], params, model["encode"]([name]))
    assert value.data == pytest.approx(expected, abs=1e-9)
    np.testing.assert_allclose(gradient, slopes, rtol=0, atol=1e-9)


@pytest.mark.parametrize("place", [0, 7])
def test_no_place_sees_a_later_letter(model, place):
    rng = np.random.default_rng(place)
    params = model["start"] + rng.normal(size=4096)
    read = rng.integers(1, 27, size=(3, 10))
    changed = read.copy()
    changed[:, place + 1 :] = rng.integers(1, 27, size=(3, 9 - place))
    before, after = (model["gpt"](params, numbers) for numbers in (read, changed))
    np.testing.assert_array_equal(before[:, : place + 1], after[:, : place + 1])
    assert np.abs(before - after)[:, place + 1 :].max() > 1e-3


def test_the_loss_is_the_mean_over_names_of_the_mean_surprise(model):
    names, letters = ["al", "alexander"], model["letters"]
    params = model["start"] * 5
    surprises = []
    for name in names:
        scores = model["gpt"](params, model["encode"]([name])[0])[0]
        chances = sl.softmax(scores, axis=-1)
        right = [letters.index(letter) for letter in f"{name} "]
        surprises.append(np.mean([-np.log(chances[k, letter]) for k, letter in enumerate(right)]))
    assert model["loss"](params, model["encode"](names)) == pytest.approx(np.mean(surprises), abs=1e-12)


@pytest.mark.slow
def test_what_the_swaps_show_holds_for_another_seed(model):
    def loss(**parts):
        plan = {"batches": sl.minibatch(8), "steps": 1000, "record_every": 1000, "seed": 2}
        return sl.train(model["problem"], **{**plan, **parts}).losses[-1]

    adam = loss(optimizer=sl.adam(0.01))
    plain = min(loss(optimizer=sl.gradient_descent(rate)) for rate in (0.1, 0.3, 1.0))
    full = loss(batches=sl.full_batch, gradient=model["in_parts"], optimizer=sl.adam(0.03), steps=8, record_every=8)
    assert adam < plain - 0.05
    assert adam < model["yardsticks"]["which follows which"] - 0.15
    assert adam < full - 0.15
    for method in (sl.spsa, sl.forward_gradient):
        noisy = loss(gradient=method, optimizer=sl.adam(0.003))
        assert noisy == pytest.approx(model["yardsticks"]["how common each is"], abs=0.1)
