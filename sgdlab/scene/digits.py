"""Numbers as pictures write them, in the browser and in a file [plain, typeset]."""

import math

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain(value: float, largest: float) -> str:
    """Return a number on an axis: thousands with commas, −2 with a minus sign, 10⁻⁸ for what is tiny or huge."""
    if value == 0 or 1e-3 <= abs(largest) < 1e7 or math.isinf(value):
        return typeset(f"{value:,.10g}")
    digits, power = f"{value:e}".split("e")
    return typeset(f"{float(digits):g}e{power}").removeprefix("1×")


def typeset(number: str) -> str:
    """Return −2 for -2 and 3×10⁻⁷ for 3e-07, as the page writes them."""
    digits, _, power = number.partition("e")
    return digits.replace("-", "−") + (f"×10{str(int(power)).translate(RAISED)}" if power else "")
