"""A lab as a file: a page that works alone, a described picture, its numbers [save]."""

import base64
import csv
import html
import io
import json
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from string import Template

import numpy as np

from sgdlab.files import written_whole
from sgdlab.labs.stage.arrays import with_each
from sgdlab.labs.stage.in_page import InPage
from sgdlab.labs.stage.live import described
from sgdlab.labs.stage.settings import ResultT, SettingsT
from sgdlab.labs.stage.view import FRONT_END
from sgdlab.scene import Json, split
from sgdlab.scene.figure import FORMATS

PATIENCE = 3.0  # seconds for the pictures along a slider: nobody waits for the next one
PICTURES = tuple(f".{kind}" for kind in FORMATS)
NOTE = (
    "Each slider shows what the kernel computed for all of its places, with the others as stored: when you move "
    "one, the others go back there."
)


def save(lab: InPage[SettingsT, ResultT], file: Path) -> None:
    """Write a lab's present state; the ending of the name chooses what (`Lab.save`)."""
    kind = file.suffix.lower()
    if kind not in (".html", ".csv", *PICTURES):
        better = f"{file.stem.strip('.') or lab.name}.html"
        raise ValueError(f"a lab is saved as .html, .csv, {', '.join(PICTURES)}; got {file.name!r}. Try {better!r}")
    if kind == ".html":
        lab.offer_all()
    if kind in PICTURES:
        lab.figure().save(file)
    else:
        text = page(lab) if kind == ".html" else table(lab)
        with written_whole(file) as stored:
            stored.write(text.encode())


def page(lab: InPage[SettingsT, ResultT]) -> str:
    """Return the page: front end, description, frame, star, and a slider for each control that has a ray."""
    live = bool(lab.view.live)
    sliders, star = ([], {}) if live else _sliders(lab)
    stored = lab.stored()
    if not live:
        stored["values"] = {name: lab.controls[name].value for name in star}
        stored["spec"] = {key: one for key, one in stored["spec"].items() if key != "goals"}  # most need other settings
    data = {**stored, "sliders": sliders, "rays": star, **(_others(lab, stored["live"]) if live else {})}
    if lab.template:
        data["programs"] = {name: program.sent() for name, program in lab.programs().items()}
    template = Template((FRONT_END / "page.html").read_text("utf-8"))
    return template.substitute(
        title=html.escape(lab.view.spec["name"]),
        heading="<h2>Move anything</h2>" if live else f"<h2>{'Move a slider' if sliders else 'A stored state'}</h2>",
        note=NOTE if len(sliders) > 1 else "",
        still=lab.picture().get("text/html", html.escape(lab.result.description)),  # seen where no scripts run
        state=html.escape(repr(lab.state)),
        needs=lab.needs,
        data=_json(data).replace("<", "\\u003c"),  # "</script>" or "<!--<script>" would end elsewhere
        source=(FRONT_END / "lab.js").read_text("utf-8"),
    )


def _sliders(lab: InPage[SettingsT, ResultT]) -> tuple[list[Json], Json]:
    """The sliders, with those places that have a picture, and the pictures."""
    sliders, star = [], {}
    for one in described(lab)["controls"]:
        name, places = one["name"], one.get("places")
        results = lab.ray(name, PATIENCE) if places else []
        kept = [place for place, result in zip(places or [], results, strict=True) if result is not None]
        if len(kept) > 1:
            sliders.append({**one, "places": kept, "ends": [kept[0], kept[-1]]})
            star[name] = {"family": lab.family(name), "packed": lab.packed(name, results, whole=False)}
    return sliders, star


def _others(lab: InPage[SettingsT, ResultT], live: Json) -> Json:
    """The other problems of a lab, compressed: `zlib` looks back 32 kB, so what is alike in them stands together."""
    others = {name: _bare(stored, live) for name, stored in lab.others().items()}
    alike = {key: {name: stored[key] for name, stored in others.items()} for key in next(iter(others.values()), ())}
    packed = zlib.compress(_json(alike).encode(), 9)
    return {"others": {"names": list(others), "packed": packed}} if others else {}


def _bare(stored: Json, live: Json) -> Json:
    """A stored lab without what the page has, or computes: the losses of its map, and what grows with the clock."""
    spec, grows = stored["spec"], tuple(f"{one['key']}_" for one in stored["spec"]["series"] if "spent" in one)
    first, *rest = spec["panels"]
    ground = {key: value for key, value in first.items() if key != "losses" or isinstance(value, str)}
    computed = ground.get("losses")  # under this key, if they change with the settings
    frame = {key: one for key, one in stored["frame"].items() if key != computed and not key.startswith(grows)}
    own = {part: _other_than(live[part], stored["live"][part]) for part in ("facts", "words")}
    return {**stored, "spec": {**spec, "panels": [ground, *rest]}, "frame": frame, "live": {**stored["live"], **own}}


def _other_than(known: Json, given: Json) -> Json:
    return {key: value for key, value in given.items() if key not in known or value != known[key]}


def _json(data: Json) -> str:
    """As JSON, with a number instead of bytes: their place in `arrays`, each once, in base64."""
    places: dict[bytes, int] = {}
    numbered = with_each(data, bytes, lambda one: places.setdefault(one, len(places)))
    arrays = [base64.b64encode(one).decode("ascii") for one in places]
    return json.dumps({"arrays": arrays, **numbered}, separators=(",", ":"))


def table(lab: InPage[SettingsT, ResultT]) -> str:
    """Return the numbers of the picture as CSV: first the state after a #, then the names, then the rows."""
    columns = dict(_columns(split(lab.scene(lab.result))[1]))
    text = io.StringIO()
    text.write(f"# {lab.state}\n")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(columns)
    rows.writerows(zip_longest(*columns.values()))
    return text.getvalue()


def _columns(frame: Json) -> Iterator[tuple[str, list[float]]]:
    """A column for every array (T,), one for each of its columns for (…, T, k)."""
    for key, value in frame.items():
        if isinstance(value, np.ndarray) and value.ndim == 1:
            yield key, value.tolist()
        elif isinstance(value, np.ndarray) and value.ndim > 1 and value.size:
            flat = np.moveaxis(value, -2, 0).reshape(value.shape[-2], -1)
            yield from ((f"{key}_{k}", flat[:, k].tolist()) for k in range(flat.shape[1]))
