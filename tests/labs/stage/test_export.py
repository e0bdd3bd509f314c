"""Labs as files: the page holds all that it shows and asks for nothing; picture and numbers are those of the result."""

import base64
import csv
import html
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.lab import RaceLab
from sgdlab.labs.stage.export import page, save, table
from tests.labs.frames import unpack


@pytest.fixture(scope="module")
def lab() -> RaceLab:
    return RaceLab.from_state("race momentum=0.3 epochs='3 epochs'")  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def text(lab: RaceLab) -> str:
    return page(lab)


def test_the_page_names_no_address_but_that_of_svg(text: str) -> None:
    assert set(re.findall(r"\w+://[^\"'`\s]*", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r'\bsrc=(?!"data:image/png)|<link|@import|import\(', text)
    assert "default-src 'none'" in text
    assert text.count("</script>") == 2


def stored(text: str) -> dict[str, Any]:
    """What a page holds."""
    found = re.search(r'id="sgdlab-saved">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_the_page_holds_the_frame_and_the_programs(lab: RaceLab, text: str) -> None:
    data = stored(text)
    path = data["frame"]["sgd_path"]
    path = {**path, "f32": base64.b64decode(data["arrays"][path["f32"]])}
    np.testing.assert_allclose(unpack(path), lab.result.sgd.params, rtol=1e-6)
    assert data["live"]["recipes"]["descent"]["examples"] == 123
    assert (data["values"]["momentum"], data["rays"], data["sliders"]) == (0.3, {}, [])
    assert lab.state in text.replace("&#x27;", "'")


def test_the_page_of_a_lab_that_needs_the_kernel_holds_a_star_and_its_sliders() -> None:
    lab = sl.HZoomLab()
    data = stored(page(lab))
    assert set(data["rays"]) == {"x", "h"}
    for one in data["sliders"]:
        control = lab.controls[one["name"]]
        assert (one["kind"], one["label"], one["places"]) == ("slider", control.name, list(control.places))
        assert data["values"][one["name"]] == control.places[control.position]


def test_the_page_of_the_sentence_builder_has_the_program_of_every_sentence() -> None:
    assert len(stored(page(sl.SentenceBuilder()))["live"]["recipes"]) == 18


def test_equal_arrays_are_in_the_page_once() -> None:
    data = stored(page(sl.MomentumMapLab()))
    assert len(data["arrays"]) == len(set(data["arrays"]))
    heavy = data["spec"]["panels"][0]["losses"]["f32"]
    maps = [one["f32"] for one in data["live"]["specs"]["values"] if isinstance(one, dict) and "f32" in one]
    assert heavy in maps
    assert sum(len(data["arrays"][k]) > 200_000 for k in range(len(data["arrays"]))) == 2  # heavy ball and Nesterov


def test_a_page_says_what_opens_the_lab_in_a_notebook() -> None:
    """The text holds settings only: what is the reader's own has to be given again, and opens the same lab."""
    X, y = np.arange(12.0)[:, None], np.arange(12.0) ** 2
    own = {"problem": sl.rosenbrock(), "X": X, "labels": y > 30, "y": y, "yours": sl.adam(0.1)}
    labs = [sl.RavineLab(), sl.RavineLab(own["problem"]), sl.ThreeButtonsLab(X := X * [1, 2], labels=own["labels"])]
    labs += [RaceLab(own["problem"], yours=own["yours"]), RaceLab(yours=own["yours"]), sl.RavineLab(settings=None)]
    ends = ["", ", problem", ", X, labels=labels", ", problem, yours=yours", ", yours=yours", ""]
    for lab, end in zip(labs, ends, strict=True):
        said = re.search(r'sgdlab\.restore\(<span id="restore">(.*?)</span>(.*?)\)</code>', page(lab))
        assert said is not None
        assert said[2] == end
        again = eval(f"sl.restore({html.unescape(said[1])}{end})", {"sl": sl, **own, "X": X})
        assert (again.state, again.result.description) == (lab.state, lab.result.description)


def test_a_page_is_as_large_as_two_photographs_on_a_telephone(text: str) -> None:
    assert len(text.encode()) < 438_000  # the other surfaces take 103,000


def test_a_name_with_markup_stays_a_name(lab: RaceLab) -> None:
    problem = sl.Problem(
        lambda w, batch: np.mean((batch[0] @ w - batch[1]) ** 2),
        data=(np.eye(3)[:, :2], np.ones(3)),
        start=[0.0, 0.0],
        title="</script><b>bold</b> $title <!--<script>",
    )
    text = page(RaceLab(problem))
    assert "<b>" not in text
    assert (text.count("<script"), text.count("</script>"), text.count("<!--")) == (2, 2, 0)
    assert stored(text)["spec"]["name"] == f"The race: {problem.title}"


def test_the_numbers_are_those_of_the_result(lab: RaceLab) -> None:
    state, *rows = table(lab).splitlines()
    assert state == f"# {lab.state}"
    columns = [row for row in csv.DictReader(rows) if row["sgd_path_1"]]
    assert len(columns) == 49
    np.testing.assert_array_equal([float(row["sgd_path_1"]) for row in columns], lab.result.sgd.params[:, 1])
    full = [float(row["full_path_0"]) for row in columns if row["full_path_0"]]
    np.testing.assert_array_equal(full, lab.result.full.params[:, 0])


@pytest.mark.parametrize("name", ["race.html", "race.csv", "race.png", "race.svg", "race.pdf"])
def test_each_ending_makes_its_file(lab: RaceLab, tmp_path: Path, name: str) -> None:
    lab.save(tmp_path / name)
    head = (tmp_path / name).read_bytes()[:16]
    starts = {"html": b"<!doctype html>", "csv": b"# race", "png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    assert head.startswith(starts[name[5:]])


@pytest.mark.parametrize(("name", "better"), [("race.gif", "race"), (".csv", "csv"), ("", "race")])
def test_another_ending_is_refused_with_one_that_works(lab: RaceLab, tmp_path: Path, name: str, better: str) -> None:
    with pytest.raises(ValueError, match=rf"a lab is saved as .html, .csv, .png, .svg, .pdf; got '{name}'. Try ") as no:
        save(lab, Path(name))
    assert str(no.value).endswith(f"Try '{better}.html'")
    save(lab, tmp_path / f"{better}.html")


def test_an_error_of_the_moment_is_not_in_the_saved_page(tmp_path: Path) -> None:
    lab = RaceLab()
    lab.view.fail("this sentence is of the moment")
    lab.save(tmp_path / "race.html")
    assert "of the moment" not in (tmp_path / "race.html").read_text("utf-8")
