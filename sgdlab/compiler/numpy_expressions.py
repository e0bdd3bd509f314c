"""Write one step as Python source [expression], and collect the imports and constants it needs [Namespace]."""

from collections.abc import Mapping, Sequence

import numpy as np

from sgdlab.autodiff.dispatch import Array, Options

from .arithmetic import counts, is_identity, is_uniform
from .index import SLOT
from .naming import OPERATORS, Code, infix, wrapped
from .steps import Step

MARK = "\N{ZERO WIDTH SPACE}"  # around a number that is combined with arrays; see Source.function


class Namespace:
    """The names in one source: its imports and its constants."""

    def __init__(self, named_arrays: Options, taken: set[str], plain: bool = False) -> None:
        """`plain` prefers what is easy to read to what is fast: a @ b to a.dot(b), x.sum(axis=0) to ones.dot(x)."""
        self.plain = plain
        self.imports: dict[str, str] = {}  # name -> module
        self.constants: Options = {}
        self.named_arrays = named_arrays  # arrays of the traced function, by the function's names for them
        self.taken = taken  # names that already mean something else

    def numpy(self, name: str, module: str = "numpy") -> str:
        """Return a name from NumPy, and import it."""
        self.imports[name] = module
        return name

    def constant(self, value: Array, step: Step | None = None) -> Code:
        """Return a number as a literal, or the name of an array (always the same one)."""
        if isinstance(value, np.ndarray) and value.ndim:
            return Code((self.plain and self._short(value)) or self._named(value))
        number = value.item() if isinstance(value, (np.ndarray, np.generic)) else value
        if number is not value and step is not None and not _promotes_alike(value, step):
            return Code(f"{self.numpy(value.dtype.name)}({self._literal(number)})")
        if step is not None and _takes_floats(step):
            number = float(number)
        code = self._literal(number)
        if step is not None and _meets_arrays(step) and isinstance(number, float) and code[0].isdigit():
            return Code(f"{MARK}{code}{MARK}")
        return Code(code, 4 if code.startswith("-") else 6)

    def _literal(self, number: Array) -> str:
        if number == np.pi:
            return self.numpy("pi")
        self.imports |= dict.fromkeys(not_finite(number), "numpy")
        return repr(number)

    def _short(self, array: Array) -> str:
        """Return the call that makes an array, for the two kinds that everybody knows; "" for others."""
        kind = "" if array.dtype in (np.float64, np.int64) else f", dtype={array.dtype.name!r}"
        if counts(array):
            return f"{self.numpy('arange')}({array.size}{kind})"
        if is_identity(array):
            return f"{self.numpy('eye')}({len(array)}{kind})"
        return ""

    def _named(self, array: Array) -> str:
        for name, constant in self.constants.items():
            if constant is array:
                return name
        for name, named in self.named_arrays.items():
            if name not in self.taken and named.dtype == array.dtype and np.array_equal(named, array):
                self.taken.add(name)
                break
        else:
            name = f"constant{len(self.constants) + 1}"
            if array.ndim == 1 and array.dtype == np.float64 and (array == 1).all():
                name = f"ones_{array.size}"
        self.constants[name] = array
        return name

    def definition(self, name: str) -> str:
        """Return the line that makes a constant array, or a comment about it if it is too large to write down."""
        array = self.constants[name]
        kind = "" if array.dtype in (np.float64, np.int64, bool) else f", dtype={array.dtype.name!r}"
        if array.size == 0:
            return f"{name} = {self.numpy('zeros')}({array.shape}, {array.dtype.name!r})"
        if short := self._short(array):
            return f"{name} = {short}"
        is_finite = np.isfinite(array).all()
        if array.size > 1 and array.dtype.kind == "f" and is_finite and is_uniform(array):
            if array.ndim == 1 and array[0] == 1:
                return f"{name} = {self.numpy('ones')}({array.size}{kind})"
            return f"{name} = {self.numpy('full')}({array.shape}, {array.flat[0].item()!r}{kind})"
        ends = np.flatnonzero(np.diff(array)) + 1 if array.ndim == 1 and array.dtype == np.float64 and is_finite else ()
        if array.size > 64 and 0 < len(ends) < 16:
            firsts, lengths = array[[0, *ends]].tolist(), np.diff([0, *ends, array.size]).tolist()
            return f"{name} = {self.numpy('repeat')}({firsts}, {lengths})"
        if array.size > 64 and not self.plain:
            return f"# {name}: an array of the function's own, shape {array.shape}, {array.dtype}"
        self.imports |= dict.fromkeys(not_finite(array), "numpy")
        return f"{name} = {self.numpy('array')}({array.tolist()!r}{kind})"


def not_finite(value: Array) -> list[str]:
    """Return the names by which Python writes numbers of an array that it has no literals for."""
    return [word for word in ("inf", "nan") if word in repr(np.asarray(value).tolist())]


def import_lines(imports: Mapping[str, str]) -> list[str]:
    """Return the lines that import names, given the module of each."""
    modules: dict[str, list[str]] = {}
    for name, module in sorted(imports.items()):
        modules.setdefault(module, []).append(name)
    return [f"from {module} import {', '.join(names)}" for module, names in sorted(modules.items())]


def _meets_arrays(step: Step) -> bool:
    arrays = [a for a in step.inputs if isinstance(a, Step) and a.shape]
    return step.elementwise and step.op != "power" and any(a.dtype == np.float64 for a in arrays)


def _promotes_alike(value: Array, step: Step) -> bool:
    """Whether a literal gives the same result type as this NumPy number (in a ufunc, a literal adapts to arrays)."""
    others = [a.dtype for a in step.inputs if isinstance(a, Step) or np.ndim(a)]
    literal = value.item() if step.elementwise or step.op == "where" else np.asarray(value.item()).dtype
    return np.result_type(*others, literal) == np.result_type(*others, value.dtype)


def _takes_floats(step: Step) -> bool:
    floats = {a.dtype for a in step.inputs if isinstance(a, Step)}
    is_elementwise = step.op != "power" and step.elementwise
    return is_elementwise and all(d.kind == "f" for d in floats) and not step.made_of_sizes


_INFIX = {
    **OPERATORS, "floor_divide": ("//", 3), "remainder": ("%", 3), "power": ("**", 5),
    "equal": ("==", 1), "not_equal": ("!=", 1),
}  # fmt: skip


def _shape_code(shape: Sequence[int]) -> str:
    return ", ".join(map(str, shape)) if shape else "()"


def _special(step: Step, args: Sequence[Code], namespace: Namespace) -> str:
    """Return a method, an index or another call that is not simply that of NumPy's function; "" for others."""
    x, texts, options = wrapped(args[0], 6) if args else "", [a.text for a in args], step.options
    axis = options.get("axis")
    match step.op:
        case "size":
            return "B"
        case "arange":
            kind = "" if step.dtype == np.int64 else f", dtype={step.dtype.name!r}"
            return f"{namespace.numpy('arange')}({step.size}{kind})"
        case "sum" | "max" | "min":
            axis = axis[0] if isinstance(axis, tuple) and len(axis) == 1 else axis
            given = [f"axis={axis}"] * (axis is not None) + ["keepdims=True"] * bool(options.get("keepdims"))
            return f"{x}.{step.op}({', '.join(given)})"
        case "transpose":
            axes = options.get("axes")
            return f"{x}.T" if axes is None or len(axes) == 2 else f"{x}.transpose({_shape_code(tuple(axes))})"
        case "reshape":
            return f"{x}.reshape({_shape_code(step.shape)})"
        case "broadcast_to":
            return f"{namespace.numpy('broadcast_to')}({texts[0]}, {step.shape})"
        case "astype":
            return f"{x}.astype({step.dtype.name!r})"
        case "getitem":
            if not namespace.plain and options["index"].parts == (SLOT,) and step.inputs[1].dtype.kind in "iu":
                return f"{x}.take({texts[1]}, 0)"  # it takes half as long
            return f"{x}[{options['index'].code(texts[1:])}]"
        case "concatenate":
            along = options["axis"] % step.ndim
            return f"{namespace.numpy('concatenate')}([{', '.join(texts)}]{f', axis={along}' if along else ''})"
        case "dot":
            return f"{x}.dot({texts[1]})"
        case "einsum":
            return f"{namespace.numpy('einsum')}({options['subscripts']!r}, {', '.join(texts)})"
        case "absolute":
            return f"abs({texts[0]})"
        case "sign of det" | "logdet":
            return f"{namespace.numpy('slogdet', 'numpy.linalg')}({texts[0]})[{int(step.op == 'logdet')}]"
    return ""


def _bare(text: str) -> str:
    """Return a text without parentheses around all of it."""
    depth = [text[: i + 1].count("(") - text[: i + 1].count(")") for i in range(len(text))]
    return text[1:-1] if text.startswith("(") and depth.index(0) == len(text) - 1 else text


def _is_number(a: Array) -> bool:
    return not np.ndim(a) and (not isinstance(a, Step) or a.made_of_sizes)


def _plain(step: Step, args: Sequence[Code], namespace: Namespace) -> Code | None:
    """Return the expression as you would write it if speed didn't matter, or None if that is the same one."""
    if step.op == "multiply" and list(map(_is_number, step.inputs)) == [False, True]:
        return infix(args[1], "*", args[0], 3)
    rows = [
        f".reshape({_shape_code(a.shape)})"
        for a in step.inputs
        if isinstance(a, Step) and a.op == "reshape" and a.inputs[0].shape == a.shape[1:]
    ]
    stacked = step.op == "concatenate" and not step.options["axis"] % step.ndim and len(rows) == len(args)
    if stacked and all(a.text.endswith(row) for a, row in zip(args, rows, strict=True)):
        inside = ", ".join(_bare(a.text.removesuffix(row)) for a, row in zip(args, rows, strict=True))
        return Code(f"{namespace.numpy('array')}([{inside}])")
    if step.op == "astype" and step.dtype in (np.float64, np.int64):
        return Code(f"{wrapped(args[0], 6)}.astype({'float' if step.dtype.kind == 'f' else 'int'})")
    if step.op not in ("dot", "matmul"):
        return None
    left = step.inputs[0]
    entries = left.inputs[0] if isinstance(left, Step) and left.op == "broadcast_to" else left
    if left.ndim == 1 and not isinstance(entries, Step) and bool(np.all(np.equal(entries, 1))):
        return Code(f"{wrapped(args[1], 6)}.sum(axis={0 if len(step.shape) < 2 else -2})")
    return infix(args[0], "@", args[1], 3)


def expression(step: Step, args: Sequence[Code], namespace: Namespace) -> Code:
    """Return the expression that computes a step from the source code of its inputs."""
    plain = _plain(step, args, namespace) if namespace.plain else None
    if plain is not None:
        return plain
    if special := _special(step, args, namespace):
        return Code(special)
    if step.op == "negative":
        return Code(f"-{wrapped(args[0], 4)}", 4)
    if step.op in _INFIX:
        sign, binds = _INFIX[step.op]
        return infix(args[0], sign, args[1], binds)
    options = [f"{name}={value!r}" for name, value in step.options.items()]
    return Code(f"{call_name(step, namespace)}({', '.join([*(a.text for a in args), *options])})")


def call_name(step: Step, namespace: Namespace) -> str:
    """Return the name of the NumPy function for a step, and import it."""
    return namespace.numpy(step.op, "numpy" if hasattr(np, step.op) else "numpy.linalg")
