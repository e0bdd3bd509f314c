"""What Python's errors mean where beginners meet them, because Python names the rule and not the slip.

- what to do about an error, in words                       [advice]
- a piece of code with those inside it                      [codes_in]
"""

import builtins
import re
import traceback
from collections.abc import Iterator
from difflib import get_close_matches
from types import CodeType

import numpy as np

from sgdlab.course.telling.answers import show

_CALL = "(int|float|list|tuple|numpy\\.\\w+)"
_FUNCTION = "(function|method|ufunc|_ArrayFunctionDispatcher)"
_POINT = "a tuple has no arithmetic: take its parts, as in a, b = f(x). The decimal sign is a point, 0.5"
_ARRAY = "a list has no arithmetic: make an array of it, np.array(…)"
ADVICE = {
    r"for \^|bitwise_xor": "^ is no power in Python: the square of x is x ** 2",
    "operand 'Value'|of type Value": "NumPy's functions take no Value: write v.exp(), not np.exp(v), or use a Tensor",
    "non-broadcastable output": "+= and *= change an array in place, and its shape stays: write v = v + …",
    "read-only": "this array isn't yours to change: write w = w - … instead of w -= …, or begin with a copy, w.copy()",
    r"core dimension|\bbroadcast|not aligned|Incompatible": "NumPy could not fit the shapes of two arrays together: "
    "print the .shape of both. For a @ b the last length of a has to be the first one of b",
    "Cannot cast ufunc": "an array of whole numbers stays one: begin with np.zeros(n), or write v = v + …",
    "boolean index did not match": "to choose rows, give one yes or no for each row of *this* array",
    "enough dimensions": "@ takes two arrays, and one of these is a single number. Was one entry given, where the "
    "whole array belongs?",
    "cannot access local variable": "a name that a function sets is its own: give it a value before it is read",
    "NoneType": "a function that ends without a `return` gives None, and so does one that changes a list, as append",
    f"'{_CALL}' object is not callable": "round brackets call a function, and this is none. Write the * of a product, "
    "2 * (x + 1), and square brackets for an entry, x[0]",
    "truth value of an array": "an array is neither true nor false: compare one number, such as its length, or write "
    "np.all(…) or np.any(…)",
    "operand .*'tuple'": _POINT,
    "operand .*'dict'": "a dictionary has no arithmetic: take its entries, d[key]",
    "StopIteration": "next(…) has nothing left to give: next(…, default) gives the default then",
    "SystemExit": "exit() ends all of Python: to leave a function, write return",
    "values to unpack": "as many names belong left of the = as there are things on the right: a, b = … takes two",
    "AxisError": "an array of dimension 1 has axis 0 alone, and np.sum(…) without axis= adds up all its numbers",
    "to Python scalars": "math.exp, float() and the like take one number: for each entry of an array, write np.exp(…)",
    "out of range|out of bounds": "n entries have the numbers 0 to n - 1, and the last one is also number -1",
    "recursion depth": "a function that calls itself has to end: give it a case in which it does not",
    "math domain error": "math.sqrt takes no number below 0, and math.log not even 0: print what they are given",
    "KeyError": "the dictionary has no such entry yet: d.get(key, 0) gives 0 then",
    "unhashable type: '(list|dict|set|numpy|function)": "sets, keys of dictionaries and @lru_cache take only what "
    "can't change: write tuple(…) around a list, or leave out @lru_cache",
    "unhashable type": "objects of a class with @dataclass, or with its own __eq__, can't be in a set or be keys: "
    "write @dataclass(eq=False), or leave out __eq__",
    "must be square|Singular matrix|dimensional array given": "np.linalg.solve and inv take a square matrix whose rows "
    "do not depend on one another, such as X.T @ X",
    "inhomogeneous": "these parts differ in shape. If they are what a function returned, take them apart: a, b = f(x)",
    "element with a sequence": "one entry takes one number: which one of these? With i in brackets, [i], you take one",
    "multiply sequence": f"{_ARRAY}. The decimal sign is a point, 0.5",
    "operand .*'list'|'list' object has no attribute '(T|shape|size|dot|mean|sum|max|min|std|var)'": _ARRAY,
    "only integers|indices must be integers": "in square brackets belongs the number of an entry, a whole one: print "
    "what you put there (n / 2 is never one, and n // 2 is)",
    "ellipsis": "`...` only marks where your own code belongs",
    r"numpy.* has no attribute '(backward|detach|\w*grad_?)'": "that is PyTorch. NumPy's arrays keep no gradient",
    r"keyword argument '(dim|keepdim)'": "that is PyTorch. In NumPy write axis= and keepdims=",
    r"(numpy|float).* has no attribute '(unsqueeze|clone|norm|\w+_)'": "that is PyTorch. In NumPy write x[:, None] for "
    "unsqueeze, x.copy() for clone, np.linalg.norm(x), and v = v + … for add_ and the like",
    "has no attribute '(softmax|sigmoid|relu)'": "NumPy has no such function: write it with np.exp or np.maximum",
    "as a data type|Field elements": "np.array and np.zeros take all numbers in one list: np.array([a, b])",
    "'(int|float)' object is not iterable": "a number is no list. To count up to n, write range(n)",
    f"{_FUNCTION}' object is not subscriptable|operand .*{_FUNCTION}'": "a function gives a number only "
    "when it is called, with its arguments in round brackets",
}

IMPORTS = {"np": "import numpy as np", "sl": "import sgdlab as sl", "plt": "import matplotlib.pyplot as plt"}


def advice(error: BaseException, told: str) -> str:
    """Return what to do about an error that is told in these words; "" where they say it.

    >>> advice(TypeError(), "TypeError: 'int' object is not iterable")
    'a number is no list. To count up to n, write range(n)'
    """
    known = (what for words, what in ADVICE.items() if re.search(words, told))
    return _overwritten(error) or next(known, "") or _name(error)


def _overwritten(error: BaseException) -> str:
    """What to do about a name of Python's or NumPy's, such as `sum`, that a cell has set to a value; "" if none was."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][-1:]
    for name, names in ((name, frame.f_globals) for frame in frames for name in frame.f_code.co_names):
        value = names.get(name, print)
        if isinstance(error, AttributeError) and name == "np" and error.obj is value:
            back = "import numpy as np"
        elif callable(vars(builtins).get(name)) and str(error) == f"'{type(value).__name__}' object is not callable":
            back = f"del {name}"
        else:
            continue
        return f"a cell has set `{name}` to {show(value)}. To have the usual one again, run `{back}`"
    return ""


def _name(error: BaseException) -> str:
    """What may be meant by a name that isn't there; "" if none is like it."""
    name = str(getattr(error, "name", ""))
    if isinstance(error, AttributeError):
        known = dir(error.obj)
    elif type(error) is NameError:
        *_, (frame, _) = traceback.walk_tb(error.__traceback__)
        known = [*frame.f_locals, *frame.f_globals]
    else:
        return ""
    if name == "ln":
        return "the natural logarithm is np.log"
    if type(error) is NameError and name in IMPORTS:
        return f"run `{IMPORTS[name]}`, or the first cells of the notebook, as after every restart of the kernel"
    if type(error) is NameError and hasattr(np, name):
        return f"NumPy has one: np.{name}"
    return "".join(f"did you mean {one}?" for one in get_close_matches(name, known, n=1, cutoff=0.8))


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """Yield a piece of code, and those of the functions inside it."""
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from codes_in(one)
