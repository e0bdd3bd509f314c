"""The notebooks: what their cells compute, and what a learner has passed in them.

- where they lie, their cells, their code, their claims     [files]
- a sentence with its prediction and its measurement        [claims]
- where a missing name is made                              [missing_names]
- the exercises that you have passed                        [passed]
"""

from sgdlab.course.curriculum.files import cells_of, claims_of, folder, notebooks, run, sections, source, title

__all__ = ["cells_of", "claims_of", "folder", "notebooks", "run", "sections", "source", "title"]
