"""Checks of what a user gives: every error says what was given, what is allowed and what to write instead.

- numbers and arrays                                        [arrays]
- whole numbers, words, functions                           [values]

And arrays that nobody changes by mistake [frozen].
"""

from .arrays import as_array, as_values, given, labels, loss_value, number, real_array, reals, rows_of, setting
from .frozen import locked, read_only
from .values import flag, function, generator, is_list, mapping, one_of, path_of, text, texts, whole

__all__ = ["as_array", "as_values", "given", "labels", "loss_value", "number", "real_array", "reals", "rows_of"]
__all__ += ["flag", "function", "generator", "is_list", "mapping", "one_of", "path_of", "setting", "text", "texts"]
__all__ += ["locked", "read_only", "whole"]
