"""How an answer is judged that is not right.

- what an exercise has to know of a function                [functions, typos, advice]
- what is said of an answer that is no known mistake        [why_wrong]
- its kind, and its shape                                   [kinds, shapes]
- in which way it is like the right one                     [resemblance, factors]
- for what it would be right, and how far it is             [elsewhere, where]
"""
