"""The reference of the public names: a page for each part of the package, filled by mkdocstrings [reference]."""

import inspect
from types import ModuleType
from typing import Any

import sgdlab
from sgdlab.labs.stage.lab import Lab
from tools.website.docstrings import markdown, place_of

LABS = {
    "members": ["save", "from_state"],
    "inherited_members": ["state", "restore", "code", "apply", "choose", "reset"],
}


def reference() -> dict[str, str]:
    """Return the pages by name: one for each part, and `reference`, which lists every name."""
    parts: dict[str, list[str]] = {}
    for module, names in sgdlab._HOME.items():
        parts.setdefault(module.partition(".")[0], []).extend(names)
    pages = {f"reference_{part}": _part(part, sorted(names)) for part, names in parts.items()}
    return {"reference": _index(parts), **pages}


def _index(parts: dict[str, list[str]]) -> str:
    lines = ["# The public names", "", "After `import sgdlab as sl`, write `sl.` before a name."]
    for part, names in sorted(parts.items()):
        lines += ["", f"## [{part}](reference_{part}.md)", "", "| name | what it is |", "|---|---|"]
        lines += [f"| [`{name}`][{place_of(name)}] | {_first(name)} |" for name in sorted(names)]
    return "\n".join(lines)


def _part(part: str, names: list[str]) -> str:
    words = _directive(f"sgdlab.{part}", members=False, show_root_heading=False, show_root_toc_entry=False)
    pieces = [f"# sgdlab.{part}", words, *map(_entry, names)]
    if part == "labs":
        pieces.append(_directive(f"{Lab.__module__}.Lab", heading="Every lab", **LABS))
    return "\n\n".join(pieces)


def _entry(name: str) -> str:
    return _directive(place_of(name), heading=name, toc_label=name, **_members(getattr(sgdlab, name)))


def _members(value: Any) -> dict[str, Any]:
    """Return which members are shown: all of a module and of a class that is more than a call."""
    if isinstance(value, ModuleType) or (isinstance(value, type) and not value.__name__.islower()):
        return {"members": False} if inspect.isclass(value) and issubclass(value, Lab) else {}
    is_object = not isinstance(value, type) and not inspect.isroutine(inspect.unwrap(value))
    return {"members": ["__call__"], "merge_init_into_class": False} if is_object else {"members": False}


def _directive(place: str, **options: Any) -> str:
    lines = [f"::: {place}", "    options:", *(f"      {key}: {_yaml(value)}" for key, value in options.items())]
    return "\n".join(lines)


def _yaml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _first(name: str) -> str:
    return markdown((inspect.getdoc(getattr(sgdlab, name)) or "").partition("\n")[0])
