"""The operations that programs are made of: name -> a function that draws one into a draft, or rejects.

- of single numbers, one or several                         [elementwise]
- sums and others over axes                                 [reductions]
- shapes, joining, splitting, reordering                    [shapes, joining]
- indices of every kind                                     [indices]
- products, linear algebra, layers and losses               [products, matrices]
"""

from collections.abc import Callable

from ..draft import Draft
from . import elementwise, indices, joining, matrices, products, reductions, shapes

OPERATIONS: dict[str, Callable[[Draft], str]] = {
    name: draw
    for module in (elementwise, reductions, shapes, joining, indices, products, matrices)
    for name, draw in module.OPERATIONS.items()
}
