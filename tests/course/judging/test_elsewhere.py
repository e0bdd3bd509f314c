"""sgdlab.course.judging.elsewhere: an answer that is right, but for other arguments."""

from sgdlab.course.judging.elsewhere import right_for


def test_an_answer_that_is_right_for_other_arguments():
    points = [(4, [1.0, 3.0]), (7, [2.0, 5.0])]
    names = ["n", "x"]

    def function(n, x):
        return n * 10 + x[-1]

    assert right_for([53.0, 85.0], function, points, names) == "right if `n` were one more"
    assert right_for([41.0, 72.0], function, points, names) == "right if `x` were in reverse"
    assert right_for([2.5 + 3.0, 10 / 7 + 5.0], function, points, names) == "right if `n` were 1 divided by `n`"
    assert right_for([0.5, 85.0], function, points, names) is None
