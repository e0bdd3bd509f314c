"""Trace a function with its gradient once [trace], and write both as plain NumPy source that is replayed.

- a function, compiled                                      [compile]
- what it is turned into                                    [Compiled]

The way there: trace [trace, index], share and fold what is equal or constant [simplify], turn into NumPy calls [lower],
choose buffers [memory] and names [naming, words], write the source [emit].
"""

from .compiled import Compiled, compile

__all__ = ["Compiled", "compile"]
