"""Draw a graph as a picture with a description [draw_graph]."""

from .draw import Drawing, draw_graph

__all__ = ["Drawing", "draw_graph"]
