"""Predict: the best pair

A valley has the smallest curvature `lowest` and the largest `highest`. Write your prediction as a rule: return the
best learning rate and the best momentum of the heavy ball, in this order.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed


def best_settings(lowest: float, highest: float) -> Answer:
    low, high = np.sqrt(lowest), np.sqrt(highest)
    learning_rate = (2 / (low + high)) ** 2
    momentum = ((high - low) / (high + low)) ** 2
    return np.array([learning_rate, momentum])


best_pair = Exercise(
    "best_pair",
    best_settings,
    lambda rng: (round(rng.uniform(0.5, 2), 2), round(rng.uniform(20, 200), 1)),
    praise="With this pair the flattest and the steepest direction are equally quick, and so is everything between.",
    mistakes=[
        changed(best_settings, {"(high + low)) ** 2": "(high + low))"}),
        "The learning rate is right. Your momentum is the *rate*, (√κ - 1)/(√κ + 1): the best momentum is its square.",
        changed(best_settings, {"(low + high)) ** 2": "(low + high))"}),
        "The momentum is right. The learning rate is a square, too: (2 / (√λmin + √λmax))².",
        lambda lowest, highest: np.array([2 / (lowest + highest), ((highest - lowest) / (highest + lowest)) ** 2]),
        lambda lowest, highest: best_settings(lowest**2, highest**2),
        "You took the curvatures themselves, as for gradient descent without momentum. With momentum it is their "
        "square roots that count, and that is the gain.",
        lambda lowest, highest: np.array([1 / highest, np.sqrt(best_settings(lowest, highest)[1])]),
        "Those are the usual settings of Nesterov's method. The best pair of the heavy ball is a bolder one: with it "
        "both ends just swing.",
        lambda lowest, highest: np.array([2 / (lowest + highest), 0.0]),
        "That is the best learning rate without momentum.",
        lambda lowest, highest: np.array([best_settings(lowest, highest)[0], 0.9]),
        "0.9 is a habit. The best momentum depends on the condition number.",
        lambda lowest, highest: np.array([2 / (lowest + highest), best_settings(lowest, highest)[1]]),
        "The momentum is right. The learning rate is the best one without momentum; with it, the square roots count.",
        lambda lowest, highest: np.array([4 / (lowest + highest), best_settings(lowest, highest)[1]]),
        "The momentum is right. In the learning rate, take the roots first, and then add: (2 / (√λmin + √λmax))².",
        lambda lowest, highest: np.array([best_settings(lowest, highest)[0], best_settings(lowest**2, highest**2)[1]]),
        "The learning rate is right. In the momentum, take the square roots of the curvatures first.",
    ],
    hints=[
        "Both ends have to swing: αλmin = (1 - √b)² and αλmax = (1 + √b)².",
        "Take roots: √(α λmin) = 1 - √b and √(α λmax) = 1 + √b. Add them, and you have √α.",
        "α = (2 / (√λmin + √λmax))², and √b = (√λmax - √λmin) / (√λmax + √λmin).",
    ],
)
