"""Lay out a directed graph: columns from left to right, with few crossings and few bends [arrange].

This is the layered method of Sugiyama, Tagawa and Toda (1981).  The longest path to a node gives its column, and an
invisible point marks where an edge passes a column.  Each column is sorted by the mean position of its neighbors; then
all heights move as close to their neighbors' as the order and the gaps allow.
"""

from bisect import bisect_right, insort
from dataclasses import dataclass
from itertools import pairwise

GAP = 18.0  # between two boxes of a column
SLACK = 8.0  # around an edge that passes a column
Point = tuple[float, float]
Links = dict[int, tuple[list[int], list[int]]]  # every point's neighbors to the left and to the right


@dataclass(frozen=True)
class Layout:
    """The centers of the boxes, the points of each edge as [child][index of parent], and the size of the picture."""

    centers: list[Point]
    routes: list[list[list[Point]]]
    width: float
    height: float


def arrange(parents: list[list[int]], sizes: list[Point], between: float) -> Layout:
    """Place boxes of the given (width, height), each to the right of its parents, with `between` for the edges.

    parents: for every node, the indices of its parents, which come before it.
    """
    column_of = columns(parents)
    links, routes, places = _subdivide(parents, column_of)
    order = _uncross([[i for i, c in enumerate(places) if c == column] for column in range(max(places) + 1)], links)
    heights = [h + GAP for _, h in sizes] + [SLACK] * (len(links) - len(sizes))
    y = _heights(order, links, heights)
    top = min(v - h / 2 for v, h in zip(y, heights, strict=True))
    y = [v - top for v in y]
    spans: list[Point] = []  # each column's left and right side
    for column in order:
        left = spans[-1][1] + between if spans else 0.0
        spans.append((left, left + max(sizes[i][0] for i in column if i < len(sizes))))
    centers = [(sum(spans[c]) / 2, y[i]) for i, c in enumerate(column_of)]
    ports = _ports(routes, sizes, y)
    paths: list[list[list[Point]]] = [[] for _ in parents]
    for i, child in enumerate(routes):
        for (parent, *inner), port in zip(child, ports[i], strict=True):
            start = (centers[parent][0] + sizes[parent][0] / 2, y[parent])
            passing = spans[column_of[parent] + 1 :]
            bends = [(x, y[point]) for point, span in zip(inner, passing, strict=False) for x in span]
            paths[i].append([start, *bends, (centers[i][0] - sizes[i][0] / 2, port)])
    return Layout(centers, paths, spans[-1][1], max(v + h / 2 for v, h in zip(y, heights, strict=True)))


def columns(parents: list[list[int]]) -> list[int]:
    """Return the column of each node: its longest path; a leaf comes just before the first node that uses it."""
    column: list[int] = []
    for above in parents:
        column.append(1 + max((column[p] for p in above), default=-1))
    first_use: dict[int, int] = {}
    for i, above in enumerate(parents):
        for p in above:
            first_use[p] = min(first_use.get(p, column[i]), column[i])
    return [c if parents[i] else first_use.get(i, 1) - 1 for i, c in enumerate(column)]


def _subdivide(parents: list[list[int]], column_of: list[int]) -> tuple[Links, list[list[list[int]]], list[int]]:
    """Each point's (left, right) neighbors, each edge's points from its parent on, and each point's column."""
    links: Links = {i: ([], []) for i in range(len(parents))}
    routes: list[list[list[int]]] = []
    places = [*column_of]
    for i, above in enumerate(parents):
        routes.append([])
        for p in above:
            places += range(column_of[p] + 1, column_of[i])  # of invisible points, numbered after the nodes
            path = [p, *range(len(links), len(places))]
            links.update((point, ([], [])) for point in path[1:])
            for a, b in pairwise([*path, i]):
                links[a][1].append(b)
                links[b][0].append(a)
            routes[-1].append(path)
    return links, routes, places


def _uncross(order: list[list[int]], links: Links) -> list[list[int]]:
    """Sort every column by the mean place of its neighbors, left to right and back; keep the best order."""
    best, fewest = order, _crossings(order, links)
    for sweep in range(16):
        backward = sweep % 2
        order = [list(column) for column in order]
        for c in range(len(order) - 2, -1, -1) if backward else range(1, len(order)):
            place = {point: k for k, point in enumerate(order[c + 1 if backward else c - 1])}
            near = {p: [place[q] for q in links[p][backward]] or [k] for k, p in enumerate(order[c])}
            order[c].sort(key={p: sum(places) / len(places) for p, places in near.items()}.__getitem__)
        now = _crossings(order, links)
        if now < fewest:
            best, fewest = order, now
    return best


def _crossings(order: list[list[int]], links: Links) -> int:
    crossings = 0
    for column, following in pairwise(order):
        place = {point: k for k, point in enumerate(following)}
        passed: list[int] = []
        for point in column:
            ends = [place[q] for q in links[point][1]]
            crossings += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return crossings


def _heights(order: list[list[int]], links: Links, heights: list[float]) -> list[float]:
    """Move each column towards the mean height of its neighbors, back and forth."""
    y = [0.0] * len(heights)
    sweeps = [[], *([0], [1]) * 4, *[[0, 1]] * 4]  # which neighbors count: none, those on one side, all
    for sweep, sides in enumerate(sweeps):
        for column in order if sweep % 2 else reversed(order):
            near = [[y[q] for side in sides for q in links[point][side]] or [y[point]] for point in column]
            wanted = [sum(values) / len(values) for values in near]
            places = _spread(wanted, [heights[i] for i in column])
            for point, place in zip(column, places, strict=True):
                y[point] = place
    return y


def _spread(wanted: list[float], heights: list[float]) -> list[float]:
    """Return the places closest to the wanted ones (least squares) that keep the order and don't overlap.

    >>> _spread([0.0, 0.0, 9.0], [2.0, 2.0, 2.0])
    [-1.0, 1.0, 9.0]
    """
    offsets, total = [], 0.0
    for h in heights:
        offsets.append(total + h / 2)
        total += h
    blocks: list[tuple[float, int]] = []  # (sum, count): neighbors that touch move as one
    for want, offset in zip(wanted, offsets, strict=True):
        block = (want - offset, 1)
        while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1])
        blocks.append(block)
    means = [total / n for total, n in blocks for _ in range(n)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _ports(routes: list[list[list[int]]], sizes: list[Point], y: list[float]) -> list[list[float]]:
    """The height at which each edge enters its child: spread over the side of the box, in the order of arrival."""
    ports = []
    for i, paths in enumerate(routes):
        origin = [y[path[-1]] for path in paths]
        order, gaps = sorted(range(len(paths)), key=origin.__getitem__), len(paths) + 1
        ports.append([y[i] + sizes[i][1] * ((order.index(k) + 1) / gaps - 0.5) for k in range(len(paths))])
    return ports
