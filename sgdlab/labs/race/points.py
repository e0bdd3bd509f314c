"""Points that the reader draws, types or pastes: a CSV as text [read].

`front_end/src/labs/race/points.js` reads the same text by the same rules, with the same words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.quantities import Array, Labels, count

MOST = 2_000  # points, so that each move is computed at once
LONG = 40  # letters of a line that a refusal shows
LINE_ENDS = re.compile(r"\r\n|\r|\n")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
LARGEST = 1e99  # a number: beyond it the widths of columns would overflow
COLUMNS = {"line": ("x", "y"), "classes": ("x1", "x2", "class")}  # what a row has, by kind
SCALE = 1.0  # the largest number that is left as it is
SAME = 1e-6  # of the picture: what a click hits is at the very place of a point

WORDS = {
    "empty": "there are no points: click into the picture of the data, or write {columns} into each line",
    "few": "{found} can't be raced: give {least} or more, each in a line of its own with {columns}",
    "line": 'line {number} is "{line}": {why}, or read the file in Python with '
    'data = pandas.read_csv("points.csv"{options}) and sl.RaceLab({arrays})',
    "semicolons": ', sep=";", decimal=","',
    "tabs": r', sep="\t"',
    "arrays of line": 'data["x"], data["y"]',
    "arrays of classes": 'data[["x1", "x2"]], data["class"]',
    "fields": "it has {found}; write {columns}, with commas between and decimal points",
    "number": "{column} is no number; write one with a decimal point, such as 0.5",
    "quotes": 'a field stands in quotes; write it without the " and in one line',
    "unnamed": "its class is empty; write a name",
    "third": "its class is the third one; write {first} or {second}",
    "long": "the race reads {most} points; delete it and what follows",
    "one class": "the third column needs two classes; here it has {found} alone",
    "same": "all points are at the same place: click somewhere else, too, or change a line of the table",
    "taken": "Your data: {count}",
    "header": "; the first line holds names: {names}",
    "named": "; {first} is the first class, {second} the second",
    "axis": "{name}, scaled to ±1",
    "scaled": ". Every column is scaled to run from -1 to 1.",
    "alike": ". Columns are scaled to run from -1 to 1; one that is the same in every line is at 0.",
    "as is": ". The numbers are taken as they are.",
}


@dataclass(frozen=True, eq=False)
class Points:
    """Points (N, 2) between -1 and 1, the classes 0 and 1 (N,) if there are any, and what is said of them.

    A number of the table is middle + half * place;  `names` are those of the two classes;  heads: 1 if the first line
    holds names;  axes: what the two columns of numbers are called.
    """

    places: Array
    labels: Labels | None
    note: str
    middle: Array
    half: Array
    names: Sequence[str]
    heads: int
    axes: tuple[str, str]

    def written(self, where: Sequence[float], second: bool) -> str:
        """Return a line of the table for another point, of the first class or of the second, if there are classes."""
        numbers = self.middle + self.half * np.clip(where, -SCALE, SCALE)
        return ",".join([*(f"{v:.4g}" for v in numbers), *self.names[second : second + 1]])

    def line_at(self, where: Sequence[float]) -> int | None:
        """Return which line with words has its point at a place, the last one of several; None if there is none."""
        (found,) = np.nonzero(np.hypot(*(self.places - np.asarray(where)).T) < SAME)
        return self.heads + int(found[-1]) if found.size else None


def read(text: str, kind: str, few: bool = False) -> Points:
    """Return the points in a CSV as text; `kind` is "line" (x, y) or "classes" (x1, x2, class).

    few: also those that are too few for a race, as they are.

    Each line has a point: its fields, with commas between, and nothing else.  The first one may hold names.  Columns
    beyond -1 and 1 are scaled to run from -1 to 1.  Errors: any other line, with its number and what to write; too few
    points, or a single class.

    >>> print(read("age,height\\n2,87\\n10,138", "line").note)
    Your data: 2 points; the first line holds names: age, height. Every column is scaled to run from -1 to 1.
    """
    columns, least = COLUMNS[kind], 2 if kind == "line" else 4
    head, rows = _rows(text, kind)
    if len(rows) < least and not few:
        found = count(len(rows), "point")
        raise error_of("few" if rows else "empty", found=found, least=least, columns=", ".join(columns))
    note = WORDS["taken"].format(count=count(len(rows), "point"))
    note += WORDS["header"].format(names=", ".join(head)) if head else ""
    labels, names = None, []
    if kind == "classes":
        names = _two(sorted({row[2] for row in rows}), few)
        note += WORDS["named"].format(first=names[0], second=names[1])
        labels = np.array([float(row[2] == names[1]) for row in rows])
    numbers = np.array([[float(one) for one in row[:2]] for row in rows]).reshape(-1, 2)
    fits = len(rows) < least or np.abs(numbers).max() <= SCALE
    middle, half = (np.zeros(2), np.ones(2)) if fits else _ends(numbers)
    places = (numbers - middle) / half
    note += WORDS["as is" if fits else "scaled" if places.max(axis=0).all() else "alike"]
    across, up = ((name if fits else WORDS["axis"].format(name=name)) for name in (head or columns)[:2])
    return Points(places, labels, note, middle, half, names, int(bool(head)), (across, up))


def lines_of(text: str) -> list[tuple[int, str]]:
    """Return the lines with words and their numbers, from 1 on; a byte-order mark before the first is left out."""
    lines = enumerate(LINE_ENDS.split(text.removeprefix("\ufeff")), 1)
    return [(number, line) for number, line in lines if line.strip(" ")]


def _rows(text: str, kind: str) -> tuple[list[str], list[list[str]]]:
    """Return the names in the first line, if it holds any, and the fields of the other lines."""
    lines = lines_of(text)[: MOST + 2]
    fields = [re.split(" *, *", line.strip(" ")) for _, line in lines]
    heads = bool(fields) and not any(NUMBER.fullmatch(one) for one in fields[0][:2]) and all(fields[0])
    classes = list(dict.fromkeys(row[2] for row in fields[heads:] if len(row) > 2))
    for k, ((number, line), row) in enumerate(zip(lines, fields, strict=True)):
        why = _wrong(line, row, COLUMNS[kind], k - heads, classes)
        if why:
            options = WORDS["semicolons"] if ";" in line else WORDS["tabs"] if "\t" in line else ""
            shown, arrays = line[:LONG] + "…" * (len(line) > LONG), WORDS[f"arrays of {kind}"]
            raise error_of("line", number=number, line=shown, why=why, options=options, arrays=arrays)
    return (fields[0] if heads else []), fields[heads:]


def _wrong(line: str, row: list[str], columns: Sequence[str], k: int, classes: list[str]) -> str:
    """Say what is wrong with the line of the k-th point, or of the names if k is -1; "" if nothing is."""
    if '"' in line:
        return WORDS["quotes"]
    if len(row) != len(columns):
        return WORDS["fields"].format(found=count(len(row), "field"), columns=", ".join(columns))
    if k < 0:
        return ""
    for column, field in zip(columns[:2], row, strict=False):
        if not NUMBER.fullmatch(field) or abs(float(field)) > LARGEST:
            return WORDS["number"].format(column=column)
    if not row[-1]:
        return WORDS["unnamed"]
    if len(row) > 2 and row[2] in classes[2:]:
        return WORDS["third"].format(first=classes[0], second=classes[1])
    return WORDS["long"].format(most=f"{MOST:,}") if k >= MOST else ""


def _two(found: list[str], few: bool) -> list[str]:
    """Return the names of both classes; where there are few points, also of classes that have none yet."""
    if len(found) < 2 and not few:
        raise error_of("one class", found=found[0])
    if len(found) < 2:
        return ["0", "1"] if found in ([], ["0"], ["1"]) else [found[0], f"{found[0]}2"]
    return found


def _ends(numbers: Array) -> tuple[Array, Array]:
    """The middle of each column, and half of its width; 1 where all numbers are the same."""
    low, high = numbers.min(axis=0) / 2, numbers.max(axis=0) / 2
    return low + high, np.where(high > low, high - low, 1.0)


def begun(text: str, kind: str) -> Points:
    """Return the points in a text, also if they are too few for a race: none, or those of a single class.

    Errors: as in `read`, for what more points don't change.

    >>> begun("0.5,0.1,cat", "classes").written((0.2, 0.4), second=True)
    '0.2,0.4,cat2'
    """
    return read(text, kind, few=True)


def error_of(word: str, **fields: object) -> SettingsError:
    return SettingsError(WORDS[word].format(**fields))
