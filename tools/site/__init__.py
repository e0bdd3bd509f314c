"""The curriculum as a static site, built offline: `make site`, or python -m tools.site [FOLDER].

- pages                                                     [build]
- notebooks and Markdown as HTML, formulas as MathML        [convert]
- the lab of a notebook as a page of its own                [labs]
"""
