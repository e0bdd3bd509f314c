"""sgdlab: stochastic gradient descent and backpropagation, told apart.

Training is three independent jobs, and each is a part that can be swapped (the module in brackets):

    which examples?      the batches           [batches]
    which way is up?     the gradient method   [gradients], on the engine in [autodiff]
    how far to move?     the optimizer         [optimizers]; or a search without gradients [gradient_free]

They meet in one loop, `train` [training], which minimizes a problem's loss [problems] and leaves a record
with its bill [run].  A name is loaded when it is first used, so `import sgdlab` costs little more than NumPy.
"""

from sgdlab.lazy import lazily

__version__ = "0.1.0"

_HOME = {
    "autodiff": [
        *("Dual", "Tensor", "Value"),
        *("affine", "binary_cross_entropy", "dense", "mean_squared_error", "softmax_cross_entropy"),
        *("check_grads", "grad", "hessian", "hvp", "jacobian", "jvp", "value_and_grad", "vjp"),
        *("logsumexp", "relu", "sigmoid", "softmax", "softplus"),
    ],
    "autodiff.drawing": ["draw_graph"],
    "batches": ["full_batch", "minibatch", "one_at_a_time"],
    "compiler": ["compile"],
    "data": [
        *("auto_mpg", "breast_cancer", "digits", "penguins"),
        *("blobs", "circles", "moons", "sine", "spirals", "xor"),
        *("standardize", "train_test_split"),
    ],
    "figures": [
        *("bars", "bill_bars", "cells", "curves", "decision_boundary", "gradient_cloud", "line_on_data"),
        *("loss_curves", "loss_slice", "loss_surface", "race", "spectrum", "sweep_map", "update_anatomy"),
    ],
    "gradient_free": ["evolution_strategy", "genetic_algorithm", "random_search"],
    "gradients": [
        *("backprop", "by_hand", "complex_step", "finite_difference", "forward_mode"),
        *("evolution_gradient", "forward_gradient", "spsa"),
    ],
    "labs": [
        "AnatomyLab",
        "CircuitLab",
        "CostMeterLab",
        "GradientCloudLab",
        "HZoomLab",
        "MomentumMapLab",
        "MatrixLab",
        "RaceLab",
        "RaceSettings",
        "RavineLab",
        "SentenceBuilder",
        "SlicerLab",
        "ThreeButtonsLab",
        "TwinPanesLab",
        "restore",
    ],
    "landscape": [
        *("filter_normalized", "pca_directions", "project", "random_directions", "slices", "surface"),
        *("lanczos", "sharpness"),
    ],
    "noise": ["GradientNoise", "gradient_noise"],
    "optimizers": [
        *("adagrad", "adam", "adamw", "gradient_descent", "newton", "rmsprop"),
        *("clip_norm", "clip_value", "schedules", "weight_decay"),
    ],
    "problems": [
        *("Model", "Problem", "linear_regression", "logistic_regression", "mlp", "softmax_regression"),
        *("beale", "himmelblau", "quadratic", "rastrigin", "ravine", "rosenbrock", "saddle"),
    ],
    "run": ["Bill", "Run"],
    "training.stopping": ["budget", "gradient_norm", "loss_change", "patience", "target_loss"],
    "sweep": ["Sweep", "train_many"],
    "training": ["sgd", "train"],
}
__getattr__, __all__ = lazily(__name__, _HOME)


def __dir__() -> list[str]:
    return __all__
