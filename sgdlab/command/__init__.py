"""The command `sgdlab`, with one file for each subcommand.

- open the curriculum in JupyterLab, on a copy of your own  [lab, copying]
- run every claim of the notebooks                          [claims]
- list the exercises that you have passed                   [progress]
- find out what is wrong with an environment                [doctor]
- measure this machine                                      [bench]
- a link that gives a whole class the notebooks             [link]
"""

from sgdlab.command.main import main

__all__ = ["main"]
