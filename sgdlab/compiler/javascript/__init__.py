"""A program as JavaScript, for the page [write_javascript].

- the writer                                    [writer]
- which steps are stored, and where others go   [plan]
- NumPy's functions in JavaScript, in one table [spellings]
- functions that take more than an expression   [functions]
- views: the same memory at other positions     [places]
- sums, products and other reductions           [reductions]
- lines, blocks and loops                       [body]
"""

from .spellings import NotWrittenError
from .writer import write_javascript

__all__ = ["NotWrittenError", "write_javascript"]
