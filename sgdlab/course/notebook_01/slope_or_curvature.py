"""Find the slip: slope or curvature

Assign each sentence to `"slope"`, `"curvature"` or `"neither"`.

- **A** "It says how steep the curve is at this point."
- **B** "It says how fast the steepness changes."
- **C** "It says how high the curve is."
- **D** "At the bottom of the bowl x² + 1 it is 0."
- **E** "On a straight line it is 0 everywhere, however steep the line."
- **F** "As long as rounding does not matter, it makes the error of a forward difference."
"""

from sgdlab.course.exercises import Choice

slope_or_curvature = Choice(
    "slope_or_curvature",
    ["slope", "curvature", "neither"],
    {"A": "slope", "B": "curvature", "C": "neither", "D": "slope", "E": "curvature", "F": "curvature"},
    because={
        "A": "The derivative of f at x is the slope of the tangent there.",
        "B": "The derivative of the derivative is how fast the slope changes.",
        "C": "How high the curve is says nothing about how steep it is.",
        "D": "At the bottom the tangent is level. The curvature there is 2.",
        "E": "A straight line has a slope, the same everywhere. What it doesn't have is a bend.",
        "F": "The error of a forward difference is about h/2 times the second derivative.",
    },
    praise='The derivative is the slope. "Slope or curvature" is a slip: the curvature is the next derivative.',
    mistakes={
        ("A", "curvature"): "You assigned A to the curvature, as many people do. The slope says how steep a curve is. "
        "The curvature says how fast the steepness changes: a straight road up a mountain is steep and has none.",
        ("B", "slope"): "You assigned B to the slope. The slope is the first derivative; B differentiates once more. "
        "Speed and acceleration are such a pair.",
        ("E", "slope"): "You assigned E to the slope. A straight line such as 3 x has the slope 3 everywhere. Its bend "
        "is 0 everywhere.",
        ("D", "curvature"): "You assigned D to the curvature. At the bottom of the bowl the curve is level, but it is "
        "still bent: the slope is 0 there, and the curvature is 2.",
        ("C", "slope"): "You assigned C to the slope. The height of a curve is the value f(x). If you lift the whole "
        "curve by 1000, no slope changes.",
        ("F", "slope"): "You assigned F to the slope. On a straight line, however steep, the secant lies on the line "
        "itself, and a forward difference is exact. It is the bend that makes the error.",
    },
    hints=[
        "Think of a road in the mountains. How high you are, how steep it is, how fast it gets steeper: three things.",
        "Try each sentence on the straight line 3 x, and on the bowl x² + 1 at x = 0.",
        "One is neither, two are the slope.",
    ],
)
