"""Trace a function and its gradient once [trace], and write both as plain NumPy that is replayed, and as JavaScript.

- a function, compiled                                      [compile]
- the result of compiling it                                [Compiled]

`sgdlab/compiler/README.md` follows one function through all stages: trace → simplify → steps → source.
"""

from .compiled import compile

__all__ = ["compile"]
