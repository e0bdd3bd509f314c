"""A file that can't be written to its end leaves the older one as it was, and nothing beside it."""

import sys

import pytest

import sgdlab as sl
from sgdlab.figures import loss_curves
from sgdlab.files import alone, written_whole
from sgdlab.labs.ravine.lab import RavineLab

RUN = sl.train(sl.quadratic([1.0, 4.0]), steps=3)


@pytest.fixture(scope="module")
def lab():
    return RavineLab()


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["run.npz", "run.csv", "figure.svg", "lab.html", "lab.png"])
def test_a_full_disk_leaves_the_older_file(name, lab, tmp_path, full_disk):
    what = {"run": RUN, "figure": loss_curves(RUN), "lab": lab}[name.partition(".")[0]]
    what.save(tmp_path / name)
    before = contents(tmp_path)
    with full_disk():
        what.save(tmp_path / name)
    assert contents(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_through_a_link_the_file_is_replaced_and_not_the_link(tmp_path):
    (tmp_path / "runs").mkdir()
    (tmp_path / "last.csv").symlink_to(tmp_path / "runs" / "7.csv")
    RUN.save(tmp_path / "last.csv")
    assert (tmp_path / "last.csv").is_symlink()
    assert list(contents(tmp_path / "runs")) == ["7.csv"]


def interrupted(path):
    with written_whole(path) as file:
        file.write(b"half")
        raise KeyboardInterrupt


def test_two_who_write_one_file_do_not_mix_and_an_interruption_leaves_nothing(tmp_path):
    with written_whole(tmp_path / "note") as slow:
        slow.write(b"slow")
        with written_whole(tmp_path / "note") as quick:
            quick.write(b"quick")
        assert (tmp_path / "note").read_bytes() == b"quick"
    assert contents(tmp_path) == {"note": b"slow"}
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "other")
    assert contents(tmp_path) == {"note": b"slow"}


def test_a_folder_that_there_is_not_is_named(tmp_path):
    """And not the temporary name in it, which nobody gave."""
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*nowhere, so make it first") as found:
        RUN.save(tmp_path / "nowhere" / "run.npz")
    assert ".part" not in str(found.value)


def test_a_folder_of_that_name_is_named(tmp_path):
    (tmp_path / "run.npz").mkdir()
    with pytest.raises(IsADirectoryError, match=r"run\.npz is not saved: there is a folder of that name") as found:
        RUN.save(tmp_path / "run.npz")
    assert ".part" not in str(found.value)


def test_what_is_no_name_of_a_file_is_refused_in_a_sentence(lab):
    for method in (RUN.save, loss_curves(RUN).save, lab.save, RUN.load):
        for wrong in (3, None, ["a.html"]):
            with pytest.raises(TypeError, match=r"^path is the name of a file, such as 'race\.html'") as found:
                method(wrong)
            assert str(found.value).endswith(f"; got {wrong!r}")


def test_a_new_file_has_the_rights_of_any_other(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    with written_whole(tmp_path / "ours") as file:
        file.write(b"whole")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("calls", [["open"], ["open", "unlink"]], ids=["folder", "disk"])
def test_an_error_names_the_file_that_was_given(calls, tmp_path, monkeypatch):
    def refuse(path, *_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    for call in calls:  # which a folder or a disk that is read-only refuses, also for a file that isn't there
        monkeypatch.setattr(f"pathlib.Path.{call}", refuse)
    target = tmp_path / "run.npz"
    with pytest.raises(PermissionError, match="Permission denied") as refused, written_whole(target):
        pass
    assert refused.value.filename == str(target.resolve())


@pytest.mark.skipif(sys.platform == "win32", reason="it keeps a folder that is in use")
@pytest.mark.parametrize("opened", [written_whole, alone])
def test_in_a_folder_that_was_deleted_it_says_so(opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tmp_path.rmdir()
    with pytest.raises(FileNotFoundError, match=r"note is not saved: the current folder was deleted"), opened("note"):
        pass
    with opened(tmp_path.parent / "note"):  # a whole path needs no current folder
        pass
