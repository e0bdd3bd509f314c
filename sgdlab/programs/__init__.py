"""A step of training as a program: from parameters and a batch to the next parameters, traced once.

- the step, traced: gradient method and optimizer together     [step]
- the same as one fast function, kept for each problem         [fast]
- a whole run, written as one plain NumPy function             [written]
- and as a page takes it, with the step in JavaScript          [page_program]
- a function of parameters and arrays as a page takes it       [page_function]
"""

from sgdlab.compiler.recording import UntraceableError
from sgdlab.programs.page import page_function, page_program
from sgdlab.programs.parts import Parts
from sgdlab.programs.written import Written, written

__all__ = ["Parts", "UntraceableError", "Written", "page_function", "page_program", "written"]
