"""Draw a graph as a picture with a description [draw_graph]."""

from .draw import draw_graph

__all__ = ["draw_graph"]
