"""The command `sgdlab`: one file for each thing that it can do.

- open the curriculum in JupyterLab, on a copy of your own  [lab, copying]
- run every claim of the notebooks                          [claims]
- say which exercises are passed                            [progress]
- say what is wrong with an environment                     [doctor]
- measure this machine                                      [bench]
- a link that gives a whole class the notebooks             [link]
"""

from sgdlab.command.main import main

__all__ = ["main"]
