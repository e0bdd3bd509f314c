"""The documentation site, built offline: `make site`, or python -m tools.website [FOLDER].

- the repository's Markdown and notebooks as Markdown of the site   [markdown], formulas as MathML [formulas]
- the labs of the notebooks as pages of their own, and the gallery  [labs, gallery]
- a page for each part of the package, for mkdocstrings             [reference], its docstrings as Markdown [docstrings]
- everything together, given to Zensical                            [build]
"""
