"""The exercises of notebook 09, "Momentum"."""

from sgdlab.course.notebook_09.ahead_slip import ahead_slip as ahead_slip
from sgdlab.course.notebook_09.best_pair import best_pair as best_pair
from sgdlab.course.notebook_09.fresh_slip import fresh_slip as fresh_slip
from sgdlab.course.notebook_09.heavy_ball import heavy_ball as heavy_ball
from sgdlab.course.notebook_09.momentum_rate import momentum_rate as momentum_rate
from sgdlab.course.notebook_09.momentum_sentences import momentum_sentences as momentum_sentences
