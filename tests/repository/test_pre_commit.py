"""The checks before a commit are those of `make style`: the same tools, in the versions of the pins."""

import re

import pytest
import yaml


@pytest.fixture(scope="module")
def revisions(root):
    config = yaml.safe_load((root / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    return {one["repo"].split("/")[-1]: one.get("rev") for one in config["repos"]}


@pytest.mark.parametrize(("repo", "tool"), [("ruff-pre-commit", "ruff"), ("codespell", "codespell")])
def test_a_tool_has_the_version_of_the_pins(root, revisions, repo, tool):
    (pinned,) = re.findall(rf"^{tool}==(\S+)", (root / "requirements" / "pins.txt").read_text(encoding="utf-8"), re.M)
    assert revisions[repo] == f"v{pinned}"


def test_each_action_of_a_workflow_is_pinned_to_a_commit(root):
    """Somebody who breaks into the action's repository can move a tag."""
    used = [
        (path.name, action)
        for path in sorted((root / ".github" / "workflows").glob("*.yml"))
        for action in re.findall(r"uses: *(\S+)", path.read_text(encoding="utf-8"))
    ]
    assert len(used) > 10
    assert [(name, action) for name, action in used if not re.search(r"@[0-9a-f]{40}$", action)] == []


def test_a_released_tag_is_tried_before_it_is_published(root):
    steps = yaml.safe_load((root / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))["jobs"]
    runs = [step.get("run", "") for step in steps["build"]["steps"]]
    assert any("sgdlab claims" in run for run in runs)
    assert steps["publish"]["needs"] == "build"
    assert steps["publish"]["permissions"] == {"id-token": "write"}
