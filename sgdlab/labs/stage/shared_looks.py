"""The looks of stock controls [layout, style], which all of them share: a page is told each look once."""

import ipywidgets as widgets

_SHARED: dict[object, widgets.Widget] = {}


def layout(**traits: str) -> widgets.Layout:
    """Return the layout with these traits."""
    return _shared(widgets.Layout, **traits)


def named(name: str, width: float, **traits: str) -> widgets.Layout:
    """Return the layout of a control with a name and so much room beside it, in em: a row then has as many as it can.

    >>> named("seed", 5).width
    '8em'
    """
    return layout(width=f"{0.5 * len(name) + 1 + width:g}em", **traits)


def style(kind: type[widgets.Widget], description_width: str = "initial") -> widgets.Widget:
    """Return the style of a kind of controls; a name takes the room that it needs."""
    return _shared(kind.class_traits()["style"].klass, description_width=description_width)


def close(widget: widgets.Widget) -> None:
    """Close a widget with what it is made of, such as a slider and its number, and with a look of its own."""
    for part in (*getattr(widget, "children", ()), widget.layout, getattr(widget, "style", None)):
        if isinstance(part, widgets.DOMWidget):
            close(part)
        elif part is not None and part not in _SHARED.values():
            part.close()
    widget.close()


def _shared(kind: type[widgets.Widget], **traits: str) -> widgets.Widget:
    key = (kind, *sorted(traits.items()))
    if key not in _SHARED or _SHARED[key].comm is None:  # somebody has closed it
        _SHARED[key] = kind(**traits)
    return _SHARED[key]
