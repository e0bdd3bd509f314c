"""A step of training as a program: from parameters and a batch to the next parameters, traced once.

- the step, traced: gradient method and optimizer together     [step]
- the same as one fast function, kept for each problem         [fast]
- a whole run, written as one plain NumPy function             [write_run]
- and as a page takes it, with the step in JavaScript          [page_recipe]
- a function of parameters and arrays as a page takes it       [page_function]
"""

from sgdlab.compiler.recording import UntraceableError
from sgdlab.programs.page import page_function, page_recipe
from sgdlab.programs.parts import Parts
from sgdlab.programs.written import RunSource, write_run

__all__ = ["Parts", "RunSource", "UntraceableError", "page_function", "page_recipe", "write_run"]
