"""The one place of a program that is wrong.

- found by trying small changes                             [repair]
- the changes that are tried                                [changes]
- expressions of right programs, in the names of this one   [lent]
"""
