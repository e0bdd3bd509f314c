"""Where the boxes and arrows of a drawing go: no overlaps, from left to right, no needless crossing."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sgdlab.autodiff.drawing.layout import arrange, columns

graphs = (
    st.integers(1, 14)
    .flatmap(lambda n: st.tuples(*[st.lists(st.integers(0, max(i - 1, 0)), max_size=3 if i else 0) for i in range(n)]))
    .map(lambda rows: [list(row) for row in rows])
)


@given(graphs)
def test_layouts_have_no_overlaps_and_go_from_left_to_right(parents):
    sizes = [(60.0 + 10 * (i % 3), 40.0 + 20 * (i % 2)) for i in range(len(parents))]
    plan = arrange(parents, sizes, between=50)
    for i, above in enumerate(parents):
        (x, y), (w, h) = plan.centers[i], sizes[i]
        assert 0 <= x - w / 2 <= x + w / 2 <= plan.width + 1e-9
        assert 0 <= y - h / 2 <= y + h / 2 <= plan.height + 1e-9
        for p, route in zip(above, plan.routes[i], strict=True):
            assert route[0] == (plan.centers[p][0] + sizes[p][0] / 2, plan.centers[p][1])
            assert route[-1][0] == x - w / 2
            assert abs(route[-1][1] - y) < h / 2
            assert all(a[0] < b[0] for a, b in itertools.pairwise(route))
        ends = [route[-1][1] for route in plan.routes[i]]
        assert len(set(ends)) == len(ends)  # parallel edges stay apart
    for i, j in itertools.combinations(range(len(parents)), 2):
        apart_x = abs(plan.centers[i][0] - plan.centers[j][0]) - (sizes[i][0] + sizes[j][0]) / 2
        apart_y = abs(plan.centers[i][1] - plan.centers[j][1]) - (sizes[i][1] + sizes[j][1]) / 2
        assert apart_x > 10 or apart_y > 10


@given(graphs)
def test_columns_are_longest_paths_to_operations(parents):
    column = columns(parents)
    for i, above in enumerate(parents):
        if above:
            assert column[i] == 1 + max(
                [column[p] for p in above if parents[p]] + [0 if any(not parents[p] for p in above) else -1]
            )
        else:  # a leaf is just before the first that uses it
            assert column[i] == min((column[k] for k, above in enumerate(parents) if i in above), default=1) - 1


def test_edges_that_need_not_cross_do_not():
    # leaves 0, 1, 2 used in reverse by 3, 4, 5, which meet in 6
    plan = arrange([[], [], [], [2], [1], [0], [3, 4, 5]], [(40.0, 30.0)] * 7, between=50)
    height = [center[1] for center in plan.centers]
    lefts = sorted((0, 1, 2), key=height.__getitem__)
    rights = sorted((3, 4, 5), key=height.__getitem__)
    assert [{0: 5, 1: 4, 2: 3}[i] for i in lefts] == rights
