"""Predictions: kept in the learner's file alone, compared with what came out, asked again if they were wrong."""

import json
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest

from sgdlab.course import compare, curriculum, predict, recall
from sgdlab.course.asking import Question, Sketch
from sgdlab.course.asking.predictions import predictions_of
from sgdlab.course.curriculum import passed
from sgdlab.course.curriculum.passed import FILE, predictions_in

ALL = {key: one for path in curriculum.notebooks() for key, one in predictions_of(path.name[:2]).items()}
ASKING = sorted({key[:2] for key in ALL})


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """A folder in which somebody works in a notebook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(passed, "get_ipython", lambda: SimpleNamespace(kernel=object()))
    return tmp_path


def told(capsys):
    return capsys.readouterr().out.strip()


def test_what_the_browser_sends_is_kept_at_once_and_is_there_again_after_a_restart(learner):
    (learner / FILE).write_text('{"passed": ["00/whose_job"], "quiz": {"a": "b"}}')
    first = predict("07")
    first.set_state({"given": ["too long", None, None]})
    assert "Kept" in first.told
    first.set_state({"given": ["too long", 16, None]})
    assert json.loads((learner / FILE).read_text()) == {
        "passed": ["00/whose_job"],
        "quiz": {"a": "b"},
        "predictions": {"07.1": {"said": "too long"}, "07.2": {"said": 16.0}},
    }
    assert predict("07").given == ["too long", 16.0, None]
    assert predict("07.2").given == [16.0]


def test_a_wrong_and_a_right_one_are_told_apart_and_the_first_time_counts(learner, capsys):
    predict("07.2", 16)
    compare("07.2", 32)
    assert told(capsys).startswith("✗ Prediction 07.2: you said “16”; it came out “32”. The variance")
    predict("07.2", 32)
    compare("07.2", 32)
    assert told(capsys).startswith("✓ Prediction 07.2: you said “32”; it came out “32”.")
    assert predictions_in(learner) == {"07.2": {"said": 32.0, "right": False}}


def test_a_letter_stands_for_the_answer_behind_it(learner):
    for key, one in ALL.items():
        asked = predict(key)
        for letter, answer in zip("abcd", asked.asked[0].get("answers", ()), strict=False):
            assert f"  {letter}: {answer}" in repr(asked)
            assert predict(key, letter).given == [answer] == predict(key, answer).given
            assert predict(key, f"“{answer.upper()}. ”").given == [answer] == predict(key, f"({letter})").given
        together = predict(key[:2])
        assert asked.asked[0] == together.asked[together.names.index(key)], f"{one}: in the same order"


def test_where_nothing_was_predicted_nothing_is_written(learner, capsys):
    compare("07.1", np.ones(2), np.ones(2))
    assert "you made none; it came out “exactly the same”" in told(capsys)
    recall("12").score()
    assert list(learner.iterdir()) == []


def test_a_decimal_comma_in_code_is_told_to_be_a_point(learner):
    with pytest.raises(TypeError, match=r"a decimal number has a point: 22.5; got \(22, 5\)"):
        predict("06.1", 22, 5)


def test_a_file_that_cannot_be_written_is_said_and_so_is_one_of_another_course(learner):
    asked = predict("07.2")
    (learner / FILE).mkdir()
    asked.set_state({"given": [32]})
    assert "Not written down" in asked.told
    (learner / FILE).rmdir()
    (learner / FILE).write_text('{"passed": [], "predictions": {"07.1": {"said": "green"}, "07.2": {}}}')
    assert predict("07").given == [None, None, None]
    (learner / FILE).write_text('{"passed": [], "predictions": {"07.1": "green"}}')
    with pytest.raises(ValueError, match="delete it to start again"):
        predict("07")


@pytest.mark.parametrize("wrong", ["z", 3, None, True, "too lengthy"])
def test_an_answer_that_is_not_there_is_refused_and_does_not_give_the_right_one_away(learner, wrong):
    with pytest.raises(ValueError, match="question 1: the answers are 'exactly the same', 'too long', 'too short'"):
        predict("07").answer({1: wrong})
    with pytest.raises(ValueError, match="is a number"):
        predict("07").answer({2: wrong if wrong != 3 else float("nan")})


def test_a_drawing_is_put_beside_the_curve_and_neither_right_nor_wrong(learner, capsys):
    x = np.arange(61)
    compare("09.4", x, np.exp(-x / 10.0))
    assert "Prediction 09.4: you drew nothing." in told(capsys)
    predict("09.4", [1.0] * 13)
    compare("09.4", x, np.exp(-x / 10.0))
    assert "≈ Prediction 09.4: 4 of your 13 points lie within a tenth" in told(capsys)  # 0.8 decades: up to step 18
    assert predictions_in(learner) == {"09.4": {"said": [1.0] * 13}}


@pytest.mark.parametrize(("which", "said"), [("07.9", "asks for 07.1"), ("zz", "predictions are in"), ("7", "are in")])
def test_a_question_that_is_not_there_is_an_error_that_lists_them(which, said):
    with pytest.raises(ValueError, match=said):
        predict(which)
    with pytest.raises(ValueError, match="an answer is for one question"):
        predict("07", "a")
    with pytest.raises(ValueError, match=r"such as '07\.1'"):
        compare("07", 1)


def test_wrong_ones_come_back_first_then_open_ones_then_right_ones(learner):
    pool = [key for key, one in ALL.items() if key < "11" and not isinstance(one, Sketch)]
    wrong, still = ["08.2", "09.3"], "10.1"
    (learner / FILE).write_text(
        json.dumps({"passed": [], "predictions": {key: {"right": key not in wrong} for key in pool if key != still}})
    )
    asked = recall("11")
    assert set(asked.names[:2]) == set(wrong)
    assert asked.names[2] == still
    assert asked.names == recall("11").names, "the same at every run"
    assert recall("11").names != recall("12").names

    asked.set_state({"given": [asked.questions[0].right, None, None]})
    asked._handle_custom_msg({"kind": "score", "given": list(asked.given)}, [])
    assert "1 of 3 are right; 2 are still open." in asked.told
    assert asked.why[0].count("✓ Right.") == 1
    assert asked.why[1:] == ["", ""]
    assert predictions_in(learner)[asked.names[0]]["right"] is True
    assert asked.names[0] not in recall("11").names


def test_nothing_comes_back_before_anything_was_asked():
    with pytest.raises(ValueError, match="no notebook before '00'"):
        recall("00")


def test_what_came_out_is_shown_in_a_folder_that_can_only_be_read(learner, capsys, monkeypatch):
    predict("07.2", 32)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(passed, "written_whole", refuse)
    compare("07.2", 32)
    assert "✓ Prediction 07.2" in capsys.readouterr().out


MEASURED = {  # for each answer of each question, a measurement that shows it
    "00.1": {
        "yes, on the same path": ("stochastic gradient descent", np.ones(3), np.ones(3)),
        "yes, on another path": ("stochastic gradient descent", np.ones(3), np.zeros(3)),
        "no": ("full-batch gradient descent", np.ones(3), np.ones(3)),
    },
    "00.2": {"a step, as always": (np.array([-0.05, 0.0]),), "no step, as there is no loss": (np.zeros(2),)},
    "01.1": {
        "it falls, and then it rises": ([3, 1, 2],),
        "it falls all the way to the last h": ([3, 2, 1],),
        "it rises": ([1, 2, 3],),
    },
    "01.2": {"a slip": (0.0, 2.0), "right": (2.0, 2.0)},
    "02.1": {"maybe not even roughly": (65.0,), "yes, at least roughly": (10.0,), "yes, exactly": (0.1,)},
    "02.2": {"yes": (1.0, 2.0), "no": (2.0, 1.0)},
    "02.3": {"not necessarily": (3.0,), "yes, or it would go on": (0.01,)},
    "03.2": {
        "nothing": ([1, 2], [1, 2]),
        "the same shape lies elsewhere": ([1, 2], [2, 1]),
        "it has another shape": ([1, 2], [1, 3]),
    },
    "03.3": {
        "the learning rate that you need": ([1, 2], [1, 2], 0.1, 0.2),
        "the best line": ([1, 2], [1, 3], 0.1, 0.1),
        "the best line and the learning rate": ([1, 2], [1, 3], 0.1, 0.2),
    },
    "04.1": {"it rises": (1.0,), "it stays": (0.0,), "it falls": (-1.0,)},
    "04.2": {"once": (1,), "50 times": (50,), "once for each operation": (98,)},
    "04.3": {"yes": (0.5, 0.5), "no": (0.0, 0.5)},
    "05.1": {"differences of loss values": (1e-5, 0.0), "backprop": (0.0, 1e-5), "both": (1e-5, 1e-5)},
    "05.2": {"about 5 losses": (4.9,), "about 30 losses": (25.0,), "about 1,000 losses": (1188.0,)},
    "05.3": {"to go through it forward": (4.0, 277.0), "to go back through it": (277.0, 4.0)},
    "06.3": {"less than a billionth": (5e-11,), "about a sixteenth of it": (0.06,), "about all of it": (0.9,)},
    "07.1": {"exactly the same": ([1, 2], [1, 2]), "too long": ([1, 2.1], [1, 2]), "too short": ([1, 1.9], [1, 2])},
    "07.3": {"everywhere, as there is no error": (0, 0), "only at the minimum": (1, 1e-16), "nowhere": (1, 1)},
    "08.1": {"SGD": (1, 2), "the full batch": (2, 1)},
    "08.2": {"SGD": (1, 2), "the full batch": (2, 1)},
    "08.3": {
        "the path stays as it is, and costs ten times as much": (np.ones(3), np.ones(3), 10.0),
        "the path stays as it is, and costs the same": (np.ones(3), np.ones(3), 1.0),
        "the path changes, and costs ten times as much": (np.ones(3), np.zeros(3), 10.0),
    },
    "09.1": {"about 50": (52,), "about 150": (190,), "about 300": (346,)},
    "09.2": {"yes": (False,), "no": (True,)},
    "09.3": {"it rises": (1.0, 10.0), "it stays": (1.0, 1.1), "it falls": (1.0, 0.1)},
    "10.1": {"neither": ([-0.1, -0.1],), "along w₁": ([-0.2, 0.1],), "along w₂": ([0.1, -0.8],)},
    "10.2": {
        "as long as before": (1, 1.01),
        "a thousand times as long": (1, 1000),
        "a thousandth as long": (1, 0.001),
    },
    "10.3": {"longer": (3.16, 1), "shorter": (0.5, 1)},
    "10.4": {"yes": (0.97,), "no": (-1.0,)},
    "11.1": {
        "the bill": (np.ones(2), np.ones(2), (5, 9)),
        "the path": (np.ones(2), np.zeros(2), (5, 5)),
        "both": (np.ones(2), np.zeros(2), (5, 9)),
        "neither": (np.ones(2), np.ones(2), (5, 5)),
    },
    "11.2": {"yes": ([1, 2], [1, 2]), "no": ([1, 2], [1, 2.1])},
    "11.3": {"yes": (1.0,), "no": (0.5,)},
    "11.4": {"the evolution strategy": (30, 20), "backprop, by far": (5, 20), "backprop, by a little": (18, 20)},
    "12.1": {
        "the outputs stay, the picture changes": (1e-13, np.ones(3), np.full(3, 9)),
        "the outputs stay, the picture stays": (1e-13, np.ones(3), np.ones(3)),
        "the outputs change, the picture changes": (1.0, np.ones(3), np.full(3, 9)),
    },
    "12.2": {"60 %": (0.58,), "2 %": (0.021,), "0.02 %": (0.0002,)},
    "13.1": {"about 4 times": (3.6,), "about 60 times": (48.0,), "about 4,000 times": (4096.0,)},
    "13.2": {"about 2.1": (2.13,), "about 1.2": (1.3,), "about 0.2": (0.21,)},
    "13.3": {
        "hardly more than which letters are common": (2.84, 2.82, 2.36, 2.13),
        "which letter follows which": (2.4, 2.82, 2.36, 2.13),
        "as much as with backprop": (2.1, 2.82, 2.36, 2.13),
    },
    "13.4": {"1,000 steps on 8 names": (2.1, 2.4), "8 steps on 1,000 names": (2.4, 2.1)},
    "13.5": {
        "the same": (np.ones(2), np.ones(2) + 1e-15),
        "nearly the same": (np.ones(2), np.ones(2) + 1e-5),
        "another one": (np.ones(2), np.zeros(2)),
    },
}


@pytest.mark.parametrize("key", [key for key, one in ALL.items() if isinstance(one, Question)])
def test_every_answer_is_read_off_a_measurement_that_shows_it(key):
    assert key in MEASURED, "write into MEASURED, for each of its answers, what `reads` gets when it is right"
    arrays = {answer: [np.asarray(one) if isinstance(one, list) else one for one in measured]
              for answer, measured in MEASURED[key].items()}  # fmt: skip
    assert {answer: ALL[key].came_out(*measured) for answer, measured in arrays.items()} == {a: a for a in arrays}
    assert set(arrays) == set(ALL[key].answers)


@pytest.mark.parametrize("notebook", ASKING)
def test_each_notebook_asks_before_it_computes_and_what_comes_out_there_is_what_is_asked_again(notebook):
    """The stored outputs: nothing answered, each compared once, and the answer for later is the one that came out."""
    (path,) = (path for path in curriculum.notebooks() if path.name.startswith(notebook))
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    places = {key: [k for k, cell in enumerate(cells) if f'compare("{key}"' in cell.source] for key in ALL}
    for key, question in predictions_of(notebook).items():
        asks = (f'predict("{notebook}")', f'predict("{key}")')
        asked = next((k for k, cell in enumerate(cells) if any(one in cell.source for one in asks)), None)
        assert asked is not None, f"ask it in a cell of the notebook: {asks[0]} for all, or {asks[1]}"
        assert cells[asked].metadata.tags == ["nbval-ignore-output"]
        assert question.text in cells[asked].outputs[0].data["text/plain"], "store the notebook again"
        assert len(places[key]) == 1, f'write compare("{key}", …) into the one cell that measures it'
        (compared,) = places[key]
        assert asked < compared
        shown = [one.data["text/plain"] for one in cells[compared].outputs if "data" in one]
        said = next(text for text in shown if text.startswith(f"… Prediction {key}: you "))
        if not isinstance(question, Sketch):
            right = f"you made none; it came out “{question.show(question.right)}”"
            assert right in said, "the first answer of a question, or its number, is what comes out in the notebook"
        assert "tags" not in cells[compared].metadata, "its output is compared when the notebook is tested"


def test_a_wrong_answer_in_code_is_told_with_the_name_of_its_question():
    assert predict("07.1", "B").given == predict("07.1", "b").given
    with pytest.raises(ValueError, match=r"^07\.2: the answer is a number; got 'a few'"):
        predict("07.2", "a few")
    with pytest.raises(TypeError, match=r'named by a text, "07" or "07.2"; got 7\.1'):
        predict(7.1)
