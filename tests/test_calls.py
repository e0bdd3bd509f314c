"""A call with wrong arguments says which ones there are, in the same words for all that is public."""

import inspect
import pickle
from dataclasses import fields

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.calls import ELSEWHERE, example, explained, wrong_call
from sgdlab.gradients.method import Method

PYTHON = ("unexpected keyword", "positional argument", "missing a required")
OWN_WORDS = {"Bill", "Run"}  # which nobody makes by hand
NUMBERS = {"Value", "logsumexp", "relu", "sigmoid", "softmax", "softplus"}  # they are as fast as they can be
TOLD = [name for name in sl.__all__ if callable(getattr(sl, name)) and name not in OWN_WORDS | NUMBERS]


@pytest.mark.parametrize(("args", "options"), [((), {"lr": 0.1}), ((), {}), ((0.1,) * 30, {})])
def test_no_public_call_fails_in_the_words_of_python(args, options):
    for name in [name for name in TOLD if not name.endswith(("Lab", "Builder"))]:
        call, said = getattr(sl, name), ""
        if args and isinstance(call, Method) and fields(call):  # it takes a loss and its parameters, or options by name
            continue
        try:
            call(*args, **options)
        except (TypeError, ValueError) as error:
            said = str(error)
        assert not any(words in said for words in PYTHON), f"{name}: {said}"
        assert not options or "has no argument 'lr'" in said or " needs " in said or name == "train_many", name


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: sl.minibatch(), "minibatch needs size: write minibatch(8)"),
        (lambda: sl.sgd(0.1), "sgd needs batch_size: write sgd(0.01, 8)"),
        (lambda: sl.sgd(lr=0.1), "it has learning_rate, batch_size, momentum: write learning_rate, not lr"),
        (lambda: sl.sgd(0.1, bs=8), "write batch_size, not bs"),
        (lambda: sl.minibatch(batch_size=8), "it has size, replace, drop_last: write size, not batch_size"),
        (
            lambda: sl.adam(lr=0.1),
            "adam has no argument 'lr'; it has learning_rate, beta1, beta2, eps, amsgrad: write ",
        ),
        (lambda: sl.adam(0.1, betas=(0.9, 0.99)), "write beta2 or beta1, not betas"),
        (lambda: sl.backprop(sl.beale()), "backprop needs params: write backprop(loss, params)"),
        (lambda: sl.adam(0.1, learning_rate=0.1), "adam got learning_rate twice, once with its name and once without"),
        (lambda: sl.adam(1, 2, 3, 4, 5, 6), "adam takes at most 5 arguments without a name (learning_rate, "),
        (lambda: sl.train(sl.beale(), None, sl.backprop), "(problem, start); got 3; write the others by name, such as"),
        (lambda: sl.train(sl.beale(), n_steps=9), "progress: write steps, not n_steps"),
        (lambda: sl.train(sl.beale(), maximize=True), "record_every, progress"),
        (lambda: sl.gradient_descent(0.1, weight_decay=0.2), "; weight_decay(gradient_descent(0.01), 0.2) puts it"),
        (lambda: sl.beale(3), "beale takes no argument without a name; got 1"),
        (lambda: sl.beale(size=3), "beale has no argument 'size'; it has none"),
        (lambda: sl.Tensor([1.0], requires_grad=True), "Tensor has no argument 'requires_grad'; it has data"),
        (lambda: sl.adam(0.1, epsilon=1e-8), "write eps, not epsilon"),
        (lambda: sl.check_grads(np.sin, (1.0,), tol=1), "write tolerance, not tol"),
        (lambda: sl.grad(lambda w: w, wrt=0), "grad has no argument 'wrt'; it has f, argnums, has_aux"),
    ],
)
def test_a_wrong_call_says_what_to_write(call, words):
    with pytest.raises(TypeError) as refusal:
        call()
    assert words in str(refusal.value)


OF_OTHERS = {"h": sl.finite_difference, "max_norm": sl.clip_norm, "step_size": sl.gradient_descent}  # not of train


def test_what_train_says_to_write_runs():
    values = {"x0": [1.0, 1.0], "epochs": 3, "iterations": 3, "max_iter": 3, "random_state": 3, "batch_size": 3}
    values["nesterov"] = True
    problem, public = sl.with_examples(sl.beale()), {name: getattr(sl, name) for name in sl.__all__}
    for word in [word for word in ELSEWHERE if word not in ("loss", "patience", *OF_OTHERS)]:
        with pytest.raises(TypeError, match=rf"progress: write .*, not {word}$") as refusal:
            sl.train(problem, **{word: values.get(word, 0.01)})
        advice = str(refusal.value).rpartition(": write ")[2].rpartition(", not ")[0]
        assert eval(f"train(problem, {advice})", {**public, "problem": problem}).final.shape == (2,), word


def test_what_other_parts_say_to_write_is_one_of_their_arguments():
    for word, part in OF_OTHERS.items():
        with pytest.raises(TypeError, match=f": write .*=0.3, not {word}$") as refusal:
            part(**{word: 0.3})
        advice = str(refusal.value).rpartition(": write ")[2].partition("=")[0]
        assert advice in inspect.signature(type(part) if word == "h" else part).parameters


def test_a_call_that_fits_keeps_its_own_error_and_its_place():
    def raises(x, /, y=1, *more, z, **rest):
        raise TypeError("my own")

    def f(x, /): ...

    told = explained(raises, "tests")
    with pytest.raises(TypeError, match=r"^my own$"):
        told(1, z=2, other=3)
    with pytest.raises(TypeError, match=r"^raises needs x and z: write raises"):
        told(other=3)
    assert wrong_call(f, (), {"x": 1}) == "f needs x: write f(x)"
    assert (example(raises), example(dict)) == ("x", "…")  # a class written in C doesn't tell its arguments


def test_what_is_explained_is_still_found_read_and_sent():
    assert [*inspect.signature(sl.sgd).parameters] == ["learning_rate", "batch_size", "momentum"]
    assert [*inspect.signature(sl.Tensor).parameters] == ["data"]
    assert "def sgd(" in inspect.getsource(sl.sgd)
    assert pickle.loads(pickle.dumps(sl.sgd)) is sl.sgd


@pytest.mark.parametrize("draws", [sl.spsa, sl.forward_gradient, sl.evolution_gradient])
def test_a_generator_is_given_together_with_a_loss(draws):
    for wrong in ({"seed": 0}, {"rng": 0}):
        with pytest.raises(TypeError, match=r"\(loss, params, rng=0\), or train\(…, gradient="):
            draws(**wrong)


@pytest.mark.parametrize("name", ["cpu", "detach", "numpy", "zero_grad"])
def test_methods_of_torch_are_answered_with_what_is_here(name):
    with pytest.raises(AttributeError, match=rf"no \.{name}: write \.(data|grad = None)"):
        getattr(sl.Tensor([1.0, 2.0]), name)
