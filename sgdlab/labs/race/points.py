"""Points that the reader draws, types or pastes: a table as text [read].

`front_end/src/labs/race/points.js` reads the same table by the same rules, with the same words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.quantities import Array, Labels, count

MOST = 2_000  # points, so that each move is computed at once
MISSING = re.compile(r"|#?N/A|n/a|NA|<NA>|NaN|nan|NULL|null|None|\?")
REMARK = re.compile('#(?!N/A)|"?sep=', re.IGNORECASE)  # a line that is no point; sep= tells Excel what separates fields
LINE_ENDS = re.compile(r"\r\n|\r|\n")
NUMBER = re.compile(r"[+-]?([0-9]{1,99}(\.[0-9]*)?|\.[0-9]+)([eE]([+-]?[0-9]{1,2}|-[0-9]{3}))?")
COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
INDEX = re.compile(r"|id|index|unnamed: 0(\.[0-9]+)?", re.IGNORECASE)  # the last: one that pandas saved again
COLUMNS = {"line": ("x", "y"), "classes": ("x1", "x2", "class")}  # what a row has, by kind
SCALE = 1.0  # the largest number that is left as it is
SAME = 1e-6  # of the picture: what a click hits is at the very place of a point

WORDS = {
    "empty": "there are no points: click into the picture of the data, or write {columns} into each line",
    "columns": "each line needs {columns}, with a comma, a semicolon, a tab or spaces between; the first has {found}",
    "comma": "{field} has a decimal comma: write {better}",
    "thousands": "{field} has a comma: write {whole} if it separates thousands, {better} if it is a decimal comma",
    "few": "{kept} of {lines} can be used, and the race needs {least} or more: each line begins with {columns}{left}",
    "classes": "the third column holds two classes; here it has {found}",
    "same": "all points are at the same place: click somewhere else, too, or change a line of the table",
    "taken": "Your data: {count}",
    "header": "; the line above them holds names: {names}",
    "unnamed": "; the first column has no name and is taken as {column}",
    "index": "; left out as an index: {count}",
    "more columns": "; columns after the first {width} are left out",
    "missing": "; left out, because a value is missing: {count}",
    "strange": "; left out, because {field} is not a number: {count}",
    "title": "; left out above the points: {count}, beginning with {field}",
    "remarks": "; left out as remarks, because of the # in front: {count}",
    "long": "; of {lines} lines the first {most} are read",
    "named": "; {first} is the first class, {second} the second",
    "axis": "{name}, scaled to ±1",
    "scaled": ". Every column is scaled to run from -1 to 1.",
    "alike": ". Columns are scaled to run from -1 to 1; one that is the same in every line is at 0.",
    "as is": ". The numbers are taken as they are.",
}


@dataclass(frozen=True, eq=False)
class Points:
    """Points (N, 2) between -1 and 1, the classes 0 and 1 (N,) if there are any, and what was taken and left out.

    A number of the table is middle + half * place;  `names` are those of the two classes;  `lines` are the numbers of
    the points' lines, among those with words;  index: how many columns that number the rows come before the others;
    axes: what the two columns of numbers are called.
    """

    places: Array
    labels: Labels | None
    note: str
    middle: Array
    half: Array
    names: Sequence[str] = ()
    separator: str = ","
    lines: Sequence[int] = ()
    index: int = 0
    axes: tuple[str, str] = ("x", "y")

    def written(self, where: Sequence[float], second: bool) -> str:
        """Return a line of the table for another point, of the first class or of the second, if there are classes."""
        numbers = self.middle + self.half * np.clip(where, -SCALE, SCALE)
        name = [f'"{one}"' if self.separator in one else one for one in self.names[second : second + 1]]
        return self.separator.join([*["-"] * self.index, *(f"{v:.4g}" for v in numbers), *name])

    def line_at(self, where: Sequence[float]) -> int | None:
        """Return the number of the line whose point is at a place, the last one of several; None if there is none."""
        (found,) = np.nonzero(np.hypot(*(self.places - np.asarray(where)).T) < SAME)
        return self.lines[found[-1]] if found.size else None


def read(text: str, kind: str, few: bool = False) -> Points:
    """Return the points in a table as text; `kind` is "line" (x, y) or "classes" (x1, x2, class).

    few: also those that are too few for a race, as they are.

    The separator is the first of tab, semicolon and comma in the second line, or else in the first, or else spaces; in
    quotes it separates nothing.  Lines that begin with # are remarks.  The widest line above the first number holds
    names, or else the last remark, if it is as wide as the table.  These are left out: a first line with words above
    numbers, first columns without a name or called id or index, lines with a missing value, and lines without a number
    where one belongs.  Columns beyond -1 and 1 are scaled to run from -1 to 1.  Of a longer table the first 2,000 lines
    are read.

    Errors: no points, too few columns, numbers with commas inside, one class or more than two.

    >>> print(read("age;height\\n2;87\\n10;138\\n6;NA", "line").note)  # doctest: +NORMALIZE_WHITESPACE
    Your data: 2 points; the line above them holds names: age, height; left out, because a value is missing: 1 line.
    Every column is scaled to run from -1 to 1.
    """
    columns = COLUMNS[kind]
    rows, names, separator, own, index, aside = _split(text, columns, few)
    kept, missing, odd = _sorted(rows or [names], columns)
    least = 2 if kind == "line" else 4
    left = _counted("missing", missing) + _counted("strange", len(odd), field=[*odd, ""][0]) + aside
    left += WORDS["long"].format(most=f"{MOST:,}", lines=f"{len(own):,}") if len(own) > MOST else ""
    if len(kept) < least and not few:
        lines, begin = count(len(rows) or 1, "line"), ", ".join(columns)
        raise error_of("few", kept=len(kept), lines=lines, least=least, columns=begin, left=left)
    known = ", ".join(filter(None, names[: len(columns)]))
    note = WORDS["taken"].format(count=count(len(kept), "point"))
    note += WORDS["header"].format(names=known) if known else ""
    note += WORDS["unnamed"].format(column=columns[0]) if names[:1] == [""] else ""
    note += _counted("index", index, noun="column")
    note += WORDS["more columns"].format(width=len(columns)) if any(any(row[len(columns) :]) for row in rows) else ""
    note += left
    labels, both = None, []
    if kind == "classes":
        both = _two(kept.values(), few, left)
        note += WORDS["named"].format(first=both[0], second=both[1])
        labels = np.array([float(row[2] == both[1]) for row in kept.values()])
    numbers = np.array([[float(row[0]), float(row[1])] for row in kept.values()]).reshape(-1, 2)
    fits = len(kept) < least or np.abs(numbers).max() <= SCALE
    middle, half = (np.zeros(2), np.ones(2)) if fits else _ends(numbers)
    places = (numbers - middle) / half
    note += WORDS["as is" if fits else "scaled" if places.max(axis=0).all() else "alike"]
    across, up = (name or column for name, column in zip([*names[:2], "", ""], columns[:2], strict=False))
    axes = (across, up) if fits else (WORDS["axis"].format(name=across), WORDS["axis"].format(name=up))
    return Points(places, labels, note, middle, half, both, separator, [own[k] for k in kept], index, axes)


def _counted(word: str, many: int, field: str = "", noun: str = "line") -> str:
    """Say how many were left out, with an example; nothing if there are none."""
    return WORDS[word].format(count=count(many, noun), field=field) if many else ""


def lines_of(text: str) -> list[str]:
    """The lines with words, without the mark that begins a file, and with a minus sign as a keyboard has it."""
    plain = text.replace("\ufeff", "").replace("\N{MINUS SIGN}", "-")  # several files may have been joined
    return [line for line in LINE_ENDS.split(plain) if line.strip()]


def _split(text: str, columns: Sequence[str], few: bool) -> tuple[list[list[str]], list[str], str, list[int], int, str]:
    """The fields of the first lines, their names, what separates them, the numbers of all lines, `index` of Points.

    The last text says which lines are left out as titles and as remarks.
    """
    lines = lines_of(text)
    if not lines:
        if few:
            return [], [], ",", [], 0, ""
        raise error_of("empty", columns=", ".join(columns))
    own = [k for k, line in enumerate(lines) if not REMARK.match(line)] or [0]  # remarks alone are refused
    above, remarks = own[0], len(lines) - own[0] - len(own)
    remark, lines = lines[max(above - 1, 0)], [lines[k] for k in own]
    bare = [re.sub('"[^"]*"', "", line.strip()) for line in lines[1::-1]]
    separator = next((one for line in bare for one in "\t;," if one in line), " ")
    between = r"\s+" if separator == " " else separator
    field = re.compile(f'{between}((?:"[^"]*"|(?!{between}).)*)', re.DOTALL)
    lines = [re.sub('^(#+ *|"?sep=.*)', "", remark, flags=re.IGNORECASE), *lines]
    cut = [line.strip() if separator == " " else line for line in lines[: 2 * MOST]]  # a tab may follow an empty field
    said, *rows = ([one.strip().strip('"') for one in field.findall(separator + line)] for line in cut)
    titles, first = _above(rows)
    heads, own = first > titles, own[first:]
    names = rows[titles] if heads else said if above and len(said) == len(rows[first]) else []
    top, body = rows[0][0], rows[first:][:MOST]
    width = len([*body, names][0])
    if width < len(columns):
        raise error_of("columns", columns=", ".join(columns), found=count(width, "column"))
    narrow = separator in "\t " and len(columns) <= len(names) < width  # R names no column of row names
    index = min(narrow + len([*takewhile(INDEX.fullmatch, names)]), width - len(columns))
    rows, names = [row[index:] for row in body], names[index - narrow :]
    _refuse_commas([row[: len(columns)] for row in [names, *rows] if len(row) >= len(columns)])
    fit = len(names) == width - index
    aside = _counted("title", titles if fit and heads else first, field=top) + _counted("remarks", remarks)
    return rows, names if fit else [], separator, own, index, aside


def _refuse_commas(rows: list[list[str]]) -> None:
    comma = next((one for row in rows for one in row if COMMA.fullmatch(one)), None)
    if comma:
        better, whole = comma.replace(",", "."), comma.replace(",", "")
        raise error_of("thousands" if THOUSANDS.fullmatch(comma) else "comma", field=comma, better=better, whole=whole)


def _above(rows: list[list[str]]) -> tuple[int, int]:
    """How many lines stand above the names, or a first one of words above numbers; and how many above the points."""
    words = takewhile(lambda row: not any(map(NUMBER.fullmatch, row)), rows)
    widths = [max((k for k, one in enumerate(row, 1) if one), default=0) for row in words]
    if widths:
        titles = widths.index(max(widths))
        return titles, titles + 1
    pairs = zip(rows[0], rows[:2][-1], strict=False)
    odd = any(NUMBER.fullmatch(below) for word, below in pairs if word[:1].isalpha() and not MISSING.fullmatch(word))
    return odd, odd


def _sorted(rows: Iterable[list[str]], columns: Sequence[str]) -> tuple[dict[int, list[str]], int, list[str]]:
    """The rows that can be used, by number; how many lack a value; what others have instead of a number."""
    kept, missing, odd = {}, 0, []
    for k, row in enumerate(rows):
        fields = row[: len(columns)]
        words = [field for field in fields[:2] if not NUMBER.fullmatch(field)]
        if len(fields) < len(columns) or any(map(MISSING.fullmatch, fields)):
            missing += 1
        elif words:
            odd.append(words[0])
        else:
            kept[k] = fields
    return kept, missing, odd


def _two(rows: Iterable[list[str]], few: bool, left: str) -> list[str]:
    found = sorted({row[2] for row in rows})
    if few and len(found) < 2:
        return ["0", "1"] if found in ([], ["0"], ["1"]) else [found[0], f"{found[0]}2"]
    if len(found) != 2:
        raise error_of("classes", found=", ".join(found[:5]) + (", …" if len(found) > 5 else "") + left)
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
