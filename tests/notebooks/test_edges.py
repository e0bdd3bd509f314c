"""The sentences of the notebooks that generalise, each on a grid: where it holds, and just beyond, where it fails.

The claims of a notebook compute its sentences once; here each is tried by an adversary.  `says` keeps a test and its
sentence together: if you change the sentence, you find the test.
"""

import nbformat
import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import curriculum
from sgdlab.labs.cost_meter import measure

NOTEBOOKS = {path.name[:2]: nbformat.read(path, as_version=4) for path in curriculum.notebooks()}


def says(digits, sentence):
    """Check that the notebook still says it."""
    prose = "\n".join(cell.source for cell in NOTEBOOKS[digits].cells if cell.cell_type == "markdown")
    assert " ".join(sentence.split()) in " ".join(prose.split()), f"notebook {digits} no longer says: {sentence}"


def bell(x):
    return 1 / (1 + x * x)


def descend(problem, start, rate, steps=3000):
    return sl.train(problem, start, optimizer=sl.gradient_descent(rate), steps=steps)


def diverged(run):
    return run.stopped_by.startswith("diverged")


@pytest.fixture(scope="module")
def sex():
    gentoo = sl.penguins().where(species="Gentoo")
    known = gentoo["sex"] != ""
    heavy = gentoo["body_mass_g",][known] / 1000 - 5
    return sl.logistic_regression(heavy, (gentoo["sex"][known] == "male").astype(float))


def test_the_number_of_claims_is_the_one_that_is_stated():
    for digits, notebook in NOTEBOOKS.items():
        (head,) = [cell for cell in notebook.cells if cell.source.startswith("## Claims")]
        shown = [out.get("data", {}).get("text/plain", "") for one in notebook.cells for out in one.get("outputs", [])]
        count = sum("✓ holds" in one for one in shown)
        assert f"\n{count} claims hold" in head.source, f"{digits}: write below ## Claims that {count} claims hold"
        assert head.metadata["jp-MarkdownHeadingCollapsed"], digits


def test_00_finite_differences_compute_two_losses_for_each_parameter_and_one_more():
    says("00", "two for each of the two parameters, and one at the parameters themselves")
    says("05", "With P parameters one-sided differences cost P + 1 losses, and central ones cost 2P.")
    for scheme, cost in (("2-point", lambda n: n + 1), ("3-point", lambda n: 2 * n + 1)):
        for size in (1, 2, 30):
            asked = []
            loss = lambda w, asked=asked: asked.append(1) or np.sum(w * w)  # noqa: E731
            sl.finite_difference(scheme=scheme)(loss, np.ones(size))
            assert len(asked) == cost(size)


@pytest.mark.parametrize("f", [np.sin, np.exp, bell])
def test_01_the_complex_step_is_right_from_1e_8_to_1e_300_and_not_at_1e_320(f):
    says("01", "h can be 1e-8 or 1e-300. (Below about 1e-308 the computer runs out of digits for h itself.)")
    for x in np.linspace(-2, 2, 9):
        slope = sl.grad(f)(x)
        for h in np.geomspace(1e-300, 1e-8, 25):
            assert f(x + 1j * h).imag / h == pytest.approx(slope, rel=1e-14, abs=1e-15)
    assert abs(f(0.5 + 1e-320j).imag / 1e-320 / sl.grad(f)(0.5) - 1) > 1e-6


@pytest.mark.parametrize("condition", [2, 25, 100])
def test_02_a_run_diverges_above_the_limit_if_its_start_has_any_part_across(condition):
    says("02", "A run above it diverges, unless its start has no part across the valley at all.")
    bowl, limit = sl.quadratic([1, condition]), 2 / condition
    for start in ((3, 1), (0, 1), (3, 1e-6), (-2, -1e-10)):
        assert not diverged(descend(bowl, start, 0.99 * limit))
        assert diverged(descend(bowl, start, 1.05 * limit))
    assert not diverged(descend(bowl, (3, 0), 1.05 * limit))
    assert not diverged(descend(bowl, (3, 0), 1.9))
    assert diverged(descend(bowl, (3, 0), 2.1))


def test_03_a_step_below_two_over_k_makes_the_loss_fall_from_any_start(sex):
    says("03", "a step with any learning rate below 2/K makes the loss fall, from *any* start")
    ones, labels = sex.data
    bound = np.linalg.eigvalsh(ones.T @ ones)[-1] / (4 * sex.n)
    starts = np.random.default_rng(0).uniform(-30, 30, size=(1500, 2))
    slopes = (sl.sigmoid(starts @ ones.T) - labels) @ ones / sex.n
    for share in (1e-3, 1, 1.99):
        assert np.all(sex(starts - share / bound * slopes) < sex(starts))
    assert np.any(sex(starts - 5 / bound * slopes) > sex(starts))


@pytest.mark.parametrize("inputs", [2, 3, 10, 200])
def test_05_backprop_costs_at_most_five_losses_and_products_cost_five(inputs):
    says("05", "a loss that consists of nothing but two-argument operations reaches it")

    def product(v):
        total = v[0]
        for factor in v[1:]:
            total = total * factor
        return total

    def of_sines(v):
        return product([np.sin(one) for one in v])

    numbers = np.random.default_rng(0).uniform(1, 2, size=inputs)
    assert measure(product, numbers).evaluations("reverse mode") == 5
    assert measure(of_sines, numbers).evaluations("reverse mode") < 5
    assert measure(product, numbers).evaluations("forward mode") >= 5 * inputs


def test_06_zero_weights_never_move_with_tanh_and_relu_and_stay_equal_with_sigmoid():
    says("06", "No weight ever moves.")
    for seed in range(4):
        points, classes = (part[10:] for part in sl.moons(100 + 50 * seed, noise=0.15, seed=seed))  # not half and half
        for activation in ("tanh", "relu", "sigmoid"):
            network = sl.mlp(points, classes, (8,), activation, loss="cross_entropy", init="zeros")
            for optimizer in (sl.gradient_descent(1.0), sl.gradient_descent(0.1, momentum=0.9), sl.adam(0.01)):
                end = network.pieces(sl.train(network, optimizer=optimizer, steps=60).final)
                assert np.array_equal(end["W1"], np.repeat(end["W1"][:, :1], 8, axis=1))
                assert np.any(end["W2"]) == (activation == "sigmoid")


@pytest.mark.parametrize("large", [2.5, 6])
def test_10_adam_goes_to_the_worst_point_of_the_example_for_every_slope_above_2(large):
    for amsgrad, end in ((False, 1.0), (True, -1.0)):
        rule = sl.adam(lambda step: 0.5 / np.sqrt(step + 1), beta1=0, beta2=1 / (1 + large**2), amsgrad=amsgrad)
        w, state = np.zeros(1), rule.init(np.zeros(1))
        for k in range(3000):
            step, state = rule.update(np.array([large if k % 3 == 0 else -1.0]), state, w)
            w = np.clip(w + step, -1, 1)
        assert w[0] == pytest.approx(end, abs=0.05)


def test_11_the_evolution_gradient_is_unbiased_on_a_bowl_and_biased_where_the_curvature_changes():
    mean = {}
    for power in (2, 4):
        problem = sl.Problem(lambda w, batch, to=power: (w**to).sum(), start=[0.5])
        for sigma in (0.03, 0.3):
            method = sl.evolution_gradient(samples=8_000, sigma=sigma)
            mean[power, sigma] = method(problem, np.array([0.5]), rng=np.random.default_rng(0))[1][0]
    assert [mean[2, 0.03], mean[2, 0.3]] == pytest.approx([1.0, 1.0], rel=0.04)
    assert [mean[4, 0.03], mean[4, 0.3]] == pytest.approx([0.5 + 6 * 0.03**2, 0.5 + 6 * 0.3**2], rel=0.08)


def test_12_sharpness_gets_to_2_over_alpha_with_a_large_rate_and_not_yet_with_a_small_one():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(40, 4))
    net = sl.mlp(x, np.tanh(x[:, :1] * x[:, 1:2]), hidden=(12,))
    reached = {}
    for alpha in (0.02, 0.5):
        end = sl.train(net, optimizer=sl.gradient_descent(alpha), steps=2000, record_every=2000).final
        reached[alpha] = sl.sharpness(net, end) * alpha / 2
    assert reached[0.02] < 0.3 < 0.7 < reached[0.5] < 1.1


@pytest.mark.parametrize(("walkers", "dimensions", "near"), [(60, 1500, 0.03), (60, 500, 0.05)])
def test_12_the_first_share_of_a_walk_in_many_dimensions(walkers, dimensions, near):
    walk = np.cumsum(np.random.default_rng(0).normal(size=(walkers, dimensions)), axis=0)
    assert sl.pca_directions(walk, count=1).explained[0] == pytest.approx(6 / np.pi**2, abs=near)
