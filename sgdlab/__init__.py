"""sgdlab: stochastic gradient descent and backpropagation, told apart.

Training is three independent jobs, and each is a part that can be swapped (the module in brackets):

    which examples?      the batches           [batches]
    which way is up?     the gradient method   [gradients], on the engine in [autodiff]
    how far to move?     the optimizer         [optimizers]; or a search without gradients [gradient_free]

They meet in one loop, `train` [training], which minimizes a problem's loss [problems] and leaves a record
with its bill [run].  A name is loaded when it is first used, so `import sgdlab` alone does not even load NumPy.
"""

from sgdlab import labs
from sgdlab.lazy import lazily

__version__ = "0.2.0"

_HOME = {
    "autodiff": [
        *("Dual", "Tensor", "Value"),
        *("check_grads", "grad", "hessian", "hvp", "jacobian", "jvp", "value_and_grad", "vjp"),
        *("logsumexp", "relu", "sigmoid", "softmax", "softplus"),
        *("affine", "dense", "binary_cross_entropy", "mean_squared_error", "softmax_cross_entropy"),
    ],
    "autodiff.drawing": ["draw_graph"],
    "batches": ["full_batch", "minibatch", "one_at_a_time"],
    "bill": ["Bill"],
    "compiler": ["compile"],
    "data": [
        *("digits", "names", "penguins"),
        *("blobs", "circles", "moons", "spirals", "xor"),
        *("standardize", "train_test_split"),
    ],
    "figures": [
        *("curves", "decision_boundary", "line_on_data"),
        *("loss_curves", "loss_slice", "loss_surface", "spectrum", "sweep_map"),
    ],
    "gradient_free": ["evolution_strategy", "genetic_algorithm", "random_search"],
    "gradients": [
        *("backprop", "by_hand", "complex_step", "finite_difference", "forward_mode"),
        *("evolution_gradient", "forward_gradient", "spsa"),
    ],
    "labs": labs.__all__,
    "landscape": [
        *("filter_normalized", "pca_directions", "project", "random_directions", "slices", "surface"),
        *("lanczos", "sharpness"),
    ],
    "noise": ["gradient_noise"],
    "optimizers": [
        *("adagrad", "adam", "adamw", "gradient_descent", "newton", "rmsprop"),
        *("clip_norm", "clip_value", "schedules", "weight_decay"),
    ],
    "problems": [
        *("Model", "Problem", "linear_regression", "logistic_regression", "mlp", "softmax_regression"),
        *("beale", "himmelblau", "quadratic", "rastrigin", "ravine", "rosenbrock", "saddle"),
        "with_examples",
    ],
    "run": ["Run"],
    "training.stopping": ["budget", "gradient_norm", "loss_change", "patience", "target_loss"],
    "sweep": ["train_many"],
    "training": ["program", "sgd", "train"],
}
__getattr__, __all__ = lazily(__name__, _HOME)


def __dir__() -> list[str]:
    return __all__
