"""The bill of a run in words, and its budget; tests/training/test_bill.py has what a run is charged."""

import sgdlab as sl


def test_a_bill_in_words():
    assert str(sl.Bill(example_gradients=1230, updates=1)) == "1,230 example-gradients, 1 update"
    assert str(sl.Bill(loss_evaluations=1, updates=2)) == "1 loss evaluation, 2 updates"
    assert str(sl.Bill()) == "nothing"


def test_the_budget_is_example_gradients_or_else_losses():
    assert sl.Bill(example_gradients=5, loss_evaluations=5).examples == 5
    assert sl.Bill(loss_evaluations=7).examples == 7
