"""Random programs that test the derivatives and the compiler.

    python -m tests.generator --programs 1000000 --seed 7

- a program: lines of NumPy, its arrays, its result           [program]
- one in the making, whose values are known and kept in range [draft, operations]
- what is checked                                             [first_order, higher_order, compiled, peers]
- a failing program made small, and printed to be pasted      [shrink, report]
- many of them                                                [run]

Program i of a seed is always the same, whatever ran before it.
"""
