"""Live pictures for Jupyter: each is a pure function of its settings, with a view of the result.

- a recipe said in full, and its run                        [SentenceBuilder]
- full batch against SGD on one loss surface                [RaceLab]
- a slope from values of the function, and its error       [HZoomLab]
- downhill from a start to drag, and what ended the run     [RavineLab]
- the cost of derivatives by four methods, counted          [CostMeterLab]
- the gradients of examples and of mini-batches of them     [GradientCloudLab]
- how fast, for every learning rate and momentum           [MomentumMapLab]
- a point on the loss surface, a line on the data           [TwinPanesLab]
- an expression forward and back, an edge at a time         [CircuitLab]
- planes through a trained network, and what they hide      [SlicerLab]
- forward, backward and update as three buttons            [ThreeButtonsLab]
- gradient, averages and step of an optimizer as arrows    [AnatomyLab]
- gradient method × optimizer, each pair a run            [MatrixLab]

Each lab has its settings as one line of text, `lab.state`, from which `restore` makes the same lab; those that show
runs say them as Python, `lab.code`.
"""

from sgdlab.lazy import lazily

__getattr__, __all__ = lazily(
    __name__,
    {
        "anatomy.lab": ["AnatomyLab"],
        "circuit.lab": ["CircuitLab"],
        "cost_meter.lab": ["CostMeterLab"],
        "gradient_cloud.lab": ["GradientCloudLab"],
        "h_zoom.lab": ["HZoomLab"],
        "matrix.lab": ["MatrixLab"],
        "momentum_map.lab": ["MomentumMapLab"],
        "race.lab": ["RaceLab"],
        "ravine.lab": ["RavineLab"],
        "sentence.lab": ["SentenceBuilder"],
        "slicer.lab": ["SlicerLab"],
        "restore": ["restore"],
        "three_buttons.lab": ["ThreeButtonsLab"],
        "twin_panes.lab": ["TwinPanesLab"],
    },
)


def __dir__() -> list[str]:
    return __all__
