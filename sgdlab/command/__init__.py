"""The command `sgdlab`.

- what it does with the notebooks of the course             [notebooks]
- find out what is wrong with an environment                [doctor]
- measure this machine                                      [bench]
- a link that gives a whole class the notebooks             [link]
"""

from sgdlab.command.main import main

__all__ = ["main"]
