"""Columns with names, a source and a license [Table]."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, overload

import numpy as np

from sgdlab.checks import given, is_list
from sgdlab.quantities import Given, Labels


@dataclass(frozen=True, eq=False)
class Table:
    """Named columns of equal length, as NumPy arrays, with their source and license.

    `table["name"]` is a column (N,), or (N, k) if each row holds an image; `table["a", "b"]` is a matrix (N, 2);
    `table.where(name=value)` are the rows with that value, `table[:3]` the first three; `for name in table` goes
    through the names, and `"name" in table` asks for one.  Errors: an unknown column or value; the message lists the
    known ones.

    >>> pets = Table({"kind": np.array(["cat", "dog", "cat"]), "kg": np.array([4.0, 20.0, 5.0])}, "made up", "CC0")
    >>> pets.where(kind="cat")["kg"].tolist()
    [4.0, 5.0]
    """

    columns: Mapping[str, Labels]
    source: str
    license: str

    def _column(self, name: str) -> Labels:
        if name not in self.columns:
            raise KeyError(f"no column {name!r}; there are {', '.join(self.columns)}")
        return self.columns[name]

    def __getattr__(self, name: str) -> Labels:
        here = f"; write table[{name!r}]" if name in vars(self).get("columns", ()) else ""
        raise AttributeError(f"a table has no attribute {name!r}{here}")

    def _rows(self, chosen: Given) -> "Table":
        return Table({name: column[chosen] for name, column in self.columns.items()}, self.source, self.license)

    @overload
    def __getitem__(self, names: str | tuple[str, ...] | list[str]) -> Labels: ...
    @overload
    def __getitem__(self, names: slice) -> "Table": ...
    def __getitem__(self, names: Given) -> Any:
        if isinstance(names, str):
            return self._column(names)
        if isinstance(names, slice):
            return self._rows(names)
        if not is_list(names) or not len(names) or not all(isinstance(name, str) for name in names):
            name = next(iter(self.columns))
            raise TypeError(
                f"a table is asked for columns, as in table[{name!r}], or for rows by table[:3]; got {given(names)}"
            )
        return np.column_stack([self._column(name) for name in names])

    def __array__(self, *args: object, **options: object) -> NoReturn:
        name, *_, last = self.columns
        raise TypeError(
            f"a table is no array: table[{name!r}] is a column, table[{name!r}, {last!r}] joins two, and "
            "pandas.DataFrame(table.columns) makes a table of pandas"
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def where(self, *unnamed: Given, **wanted: Given) -> "Table":
        """Return the rows in which every named column has the given value."""
        if unnamed:
            name = next(iter(self.columns))
            raise TypeError(f"where takes a value by the name of its column, as {name}=…; got {given(unnamed[0])}")
        keep = np.ones(len(self), dtype=bool)
        for name, value in wanted.items():
            column = self._column(name)
            if is_list(value) or value not in column:
                known = np.unique(column)
                values = ", ".join(map(repr, known[:10].tolist()))
                values += f", … {known[-1].item()!r}" * (len(known) > 10) + "; where takes one of them" * is_list(value)
                raise ValueError(f"no row has {name}={given(value)}; the values are {values}")
            keep &= column == value
        return self._rows(keep)

    def __repr__(self) -> str:
        return f"{len(self)} rows of {', '.join(self.columns)} ({self.license}; {self.source})"
