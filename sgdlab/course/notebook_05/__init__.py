"""The exercises of notebook 05, "Other ways to apply the chain rule"."""

from sgdlab.course.notebook_05.exact import exact as exact
from sgdlab.course.notebook_05.nudge_slip import nudge_slip as nudge_slip
from sgdlab.course.notebook_05.passes import passes as passes
from sgdlab.course.notebook_05.products import products as products
from sgdlab.course.notebook_05.quotient import quotient as quotient
from sgdlab.course.notebook_05.suits import suits as suits
