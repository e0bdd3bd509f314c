"""The exercises of notebook 05, "Other ways to apply the chain rule".

- write the rule of a quotient for dual numbers             [quotient]
- predict how often a function is run                       [passes]
- predict what the two ends of the chain rule cost          [products]
- predict which method is exact                             [exact]
- predict which method suits                                [suits]
- find the slip in finite differences                       [nudge_slip]
"""

from sgdlab.course.notebook_05.choices import exact, suits
from sgdlab.course.notebook_05.counting import passes, products
from sgdlab.course.notebook_05.writing import nudge_slip, quotient

__all__ = ["exact", "nudge_slip", "passes", "products", "quotient", "suits"]
