"""Trace a function with its gradient once [trace], and write both as plain NumPy source that is replayed.

- a function, compiled                                      [compile]
- what it is turned into                                    [Compiled]

The README beside this file follows one function on its way: trace → simplify → steps → NumPy source.
"""

from .compiled import Compiled, compile

__all__ = ["Compiled", "compile"]
