"""JavaScript functions that a program may call; those that it calls are written into its factory [FUNCTIONS]."""

import re

_TEXT = """
power = (x, p) => (x === 1 || (x === -1 && Math.abs(p) === Infinity) ? 1 : x ** p)
fmax = (x, y) => (x >= y || Number.isNaN(y) ? x : y)
fmin = (x, y) => (x <= y || Number.isNaN(y) ? x : y)
logaddexp = (x, y) => (x === y ? x + Math.LN2 : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y))))
logaddexp2 = (x, y) => (x === y ? x + 1 : Math.max(x, y) + Math.log1p(2 ** -Math.abs(x - y)) * Math.LOG2E)

# A third of the time of Math.tanh; Moshier, "Methods and Programs for Mathematical Functions", 1989.
tanh = (x) => {
  if (x > 0.625 || x < -0.625) return 1 - 2 / (Math.exp(2 * x) + 1);
  const z = x * x;
  const p = (-0.964399179425052238628 * z - 99.2877231001918586564) * z - 1614.68768441708447952;
  const q = ((z + 112.811678491632931402) * z + 2235.48839060100448583) * z + 4844.06305325125486048;
  return x * (1 + (z * p) / q);
}

# To the nearest whole number, halves to the even one.
rint = (x) => {
  const whole = Math.round(x);
  return whole - x === 0.5 && whole % 2 !== 0 ? whole - 1 : whole;
}

# Python's division: the rest has the sign of the divisor.
remainder = (x, y) => {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return (rest < 0) !== (y < 0) ? rest + y : rest;
}
floor_divide = (x, y) => {
  if (y === 0) return x / y;
  const rest = x % y;
  const whole = (x - rest) / y - (rest !== 0 && (rest < 0) !== (y < 0) ? 1 : 0);
  if (whole === 0) return 0 * (x / y);
  return whole - Math.floor(whole) > 0.5 ? Math.ceil(whole) : Math.floor(whole);
}

# Whole numbers have no infinity and no -0, and NumPy returns 0 for a division by 0.
whole_remainder = (x, y) => (y === 0 ? 0 : (((x % y) + y) % y) + 0)
whole_fmod = (x, y) => (y === 0 ? 0 : (x % y) + 0)
whole_floor_divide = (x, y) => (y === 0 ? 0 : Math.floor(x / y) + 0)
whole_reciprocal = (x) => Math.trunc(1 / x) + 0

# An index that may count from the end.
from_front = (i, n) => (i < 0 ? i + n : i)

# Merge sort: equal keys stay in their order, and NaN comes last.  `other` is for places on the way.
order = (keys, places, other) => {
  const n = keys.length;
  const isAfter = (a, b) => a > b || (Number.isNaN(a) && !Number.isNaN(b));
  for (let i = 0; i < n; i++) places[i] = i;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      for (let i = start, j = middle, k = start; k < end; k++) {
        const takesFirst = i < middle && (j >= end || !isAfter(keys[places[i]], keys[places[j]]));
        other[k] = places[takesFirst ? i++ : j++];
      }
    }
    places.set(other);
  }
}

# Gaussian elimination: a (n, n) becomes triangular, and the m columns of x from `start` on become the solution.
# Returns the sign of the exchanges of rows.  A pivot of 0 stays: then the determinant is 0, and no solution is finite.
eliminate = (a, n, x, start, m) => {
  let sign = 1;
  const exchange = (y, i, j) => {
    const kept = y[i];
    y[i] = y[j];
    y[j] = kept;
  };
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) pivot = i;
    if (pivot !== k) {
      for (let j = 0; j < n; j++) exchange(a, k * n + j, pivot * n + j);
      for (let j = 0; j < m; j++) exchange(x, start + k * m + j, start + pivot * m + j);
      sign = -sign;
    }
    if (a[k * n + k] === 0) continue;
    for (let i = k + 1; i < n; i++) {
      const times = a[i * n + k] / a[k * n + k];
      for (let j = k; j < n; j++) a[i * n + j] -= times * a[k * n + j];
      for (let j = 0; j < m; j++) x[start + i * m + j] -= times * x[start + k * m + j];
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = 0; j < m; j++) {
      for (let i = k + 1; i < n; i++) x[start + k * m + j] -= a[k * n + i] * x[start + i * m + j];
      x[start + k * m + j] /= a[k * n + k];
    }
  }
  return sign;
}
"""

FUNCTIONS: dict[str, str] = {
    name: source.strip() for name, source in re.findall(r"^(\w+) = (.*?)(?=^\w+ = |^#|\Z)", _TEXT, re.M | re.S)
}
