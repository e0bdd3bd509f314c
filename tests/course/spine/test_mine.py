"""What was written becomes a my_small.py, which takes train's path and says whose its parts are."""

from types import SimpleNamespace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import small
from sgdlab.course import spine
from sgdlab.course.spine import mine, part
from sgdlab.training.drawing import generators
from tests.course.spine.test_spine import IN_SMALL, Memory, gradient_descent


def network(w, batch):
    X, y = batch
    hidden = (X @ w[np.arange(16).reshape(2, 8)] + w[16:24]).tanh()
    errors = hidden @ w[24:32] + w[32] - y
    return (errors * errors).mean()


def path_apart(made, seed=3, steps=60):
    """The largest distance between the path of a small.py and that of train, on two moons."""
    X, labels = sl.moons(50, seed=1)
    problem = sl.mlp(X, labels, hidden=(8,))
    run = sl.train(problem, **sl.sgd(0.1, batch_size=8, momentum=0.9), steps=steps, seed=seed)
    (rng,) = generators(seed, 1, "batches")
    recipe = made.minibatch(8), made.backprop, made.gradient_descent(0.1, 0.9)
    path = made.train(network, (X, labels), problem.start, recipe, steps, rng)
    assert np.ptp(path, axis=0).min() > 1e-4  # every parameter has moved
    return np.abs(path - run.params).max()


@pytest.mark.parametrize("names", [[], *([name] for name in IN_SMALL), list(IN_SMALL)], ids=", ".join)
def test_my_small_takes_the_path_of_train(names, tmp_path):
    for name in names:
        mine.keep(name, IN_SMALL[name].notebook, IN_SMALL[name].solution().text, tmp_path)
    made = spine.my_small(tmp_path)
    assert made.mine == tuple(name for name in mine.PARTS if name in names)
    assert path_apart(made) < 1e-12


def test_it_says_whose_the_parts_are_and_the_last_answer_counts(tmp_path):
    for number in (1, 2):
        rule = f"def minibatch(size):\n    return lambda n, rng: iter([[0], [0], {number}])"
        mine.keep("minibatch", "07", rule, tmp_path)
        mine.keep("train", "08", spine.loop.solution().text, tmp_path)
    made = spine.my_small(tmp_path)
    assert repr(made) == "my_small.py: minibatch and train are yours; Tensor and gradient_descent are given."
    assert list(made.minibatch(8)(5, None)) == [[0], [0], 2]
    assert (tmp_path / mine.FILE).read_text().count("# mine, notebook 07") == 1


def test_the_names_are_those_of_small_and_its_program_is_left_out(tmp_path):
    assert set(IN_SMALL) == set(mine.PARTS)
    assert all(hasattr(small, name) for name in mine.PARTS)
    assert not hasattr(spine.my_small(tmp_path), "lines")


@pytest.mark.parametrize("shell", [SimpleNamespace(kernel=object()), SimpleNamespace()], ids=["Jupyter", "IPython"])
def test_a_right_answer_in_a_shell_is_kept(shell, tmp_path, monkeypatch):
    monkeypatch.setattr(part, "get_ipython", lambda: shell)
    monkeypatch.chdir(tmp_path)
    assert "my_small.py" in spine.sampler.check(small.minibatch).reason
    assert spine.my_small().mine == ("minibatch",)
    assert not spine.optimizer.check(small.minibatch).passed
    for answer, said in ((gradient_descent, "NameError: name 'Memory'"), (Memory, "call it `gradient_descent`")):
        outcome = spine.optimizer.check(answer)
        assert outcome.passed
        assert said in outcome.reason
    assert spine.my_small().mine == ("minibatch",)
