"""Every public name is taught: it stands in a code cell of a notebook."""

import ast

import sgdlab
from sgdlab.course import curriculum

UNTAUGHT = {  # name: why it is public all the same
    "Bill": "what run.bill is: its fields are in the API, and it stands in annotations",
    "Model": "what linear_regression, mlp, … return: its methods are in the API, and it stands in annotations",
    "affine": "the model of a loss of your own, as dense is: in the API",
    "binary_cross_entropy": "for a loss of your own, as softmax_cross_entropy is: in the API",
    "mean_squared_error": "for a loss of your own, as softmax_cross_entropy is: in the API",
    "with_examples": "what the race makes of a surface without examples; in the API, and in docs/surfaces.md",
    "Run": "what train returns: its fields are in the API, and it stands in annotations",
}


def taught(code):
    """The names that a cell takes from sgdlab: `sl.name`, or `from sgdlab.figures import name`."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sl":
            yield node.attr
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sgdlab"):
            yield from (name.name for name in node.names)


def test_every_public_name_stands_in_a_notebook_or_has_a_reason():
    names = {name for path in curriculum.notebooks() for name in taught(curriculum.source(path))}
    assert set(sgdlab.__all__) - names == set(UNTAUGHT), "use it in a notebook, say why in UNTAUGHT, or make it private"


def test_a_name_of_the_notebooks_own_does_not_count():
    assert list(taught("from sgdlab.figures import curves\nrun = sl.train(race)\nself.adam = 1")) == ["curves", "train"]
