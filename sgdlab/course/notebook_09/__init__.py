"""The exercises of notebook 09, "Momentum".

- write a run with momentum                                 [heavy_ball]
- find the slips in what is said about momentum             [momentum_sentences]
- predict a rate by a rule                                  [momentum_rate]
- predict the best pair by a rule                           [best_pair]
- find the slip in Nesterov's step                          [ahead_slip]
- find the slip in a training loop                          [fresh_slip]
"""

from sgdlab.course.notebook_09.rates import best_pair, momentum_rate
from sgdlab.course.notebook_09.slips import ahead_slip, fresh_slip
from sgdlab.course.notebook_09.words import momentum_sentences
from sgdlab.course.notebook_09.writing import heavy_ball

__all__ = ["ahead_slip", "best_pair", "fresh_slip", "heavy_ball", "momentum_rate", "momentum_sentences"]
