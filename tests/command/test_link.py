"""sgdlab link: an address that nbgitpuller reads."""

from urllib.parse import parse_qs, urlsplit

from sgdlab.command import main
from sgdlab.command.link import link


def test_link_is_what_nbgitpuller_reads():
    """Its documentation: /hub/user-redirect/git-pull with repo, branch and urlpath; the folder is the repo's name."""
    asked = urlsplit(link("https://hub.example.org/", "https://example.org/a/course.git", "v1"))
    assert asked.path == "/hub/user-redirect/git-pull"
    words = parse_qs(asked.query)
    assert words["repo"] == ["https://example.org/a/course.git"]
    assert words["branch"] == ["v1"]
    assert words["urlpath"][0].startswith("lab/tree/course/notebooks/00_")


def test_link_refuses_what_is_no_address(capsys):
    assert main(["link", "hub", "https://example.org/x"]) == 1
    assert "web address" in capsys.readouterr().err
    assert main(["link", "https://hub.example.org", "https://example.org/"]) == 1
    assert "ends with its name" in capsys.readouterr().err
