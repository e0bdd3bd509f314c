"""Live pictures for Jupyter: each is a pure function of its settings, and a view on it.

- say the recipe in full, and run it                        [SentenceBuilder]
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

Each gives its settings as one line of text, `lab.state`, of which `restore` makes the same lab again.
"""

from sgdlab.labs.anatomy.lab import AnatomyLab
from sgdlab.labs.circuit.lab import CircuitLab
from sgdlab.labs.cost_meter.lab import CostMeterLab
from sgdlab.labs.gradient_cloud.lab import GradientCloudLab
from sgdlab.labs.h_zoom.lab import HZoomLab
from sgdlab.labs.matrix.lab import MatrixLab
from sgdlab.labs.momentum_map.lab import MomentumMapLab
from sgdlab.labs.race.compute import RaceSettings
from sgdlab.labs.race.lab import RaceLab
from sgdlab.labs.ravine.lab import RavineLab
from sgdlab.labs.sentence.compute import Sentence
from sgdlab.labs.sentence.lab import SentenceBuilder
from sgdlab.labs.slicer.lab import SlicerLab
from sgdlab.labs.stage.restore import restore
from sgdlab.labs.three_buttons.lab import ThreeButtonsLab
from sgdlab.labs.twin_panes.lab import TwinPanesLab

__all__ = [
    "AnatomyLab",
    "CircuitLab",
    "CostMeterLab",
    "GradientCloudLab",
    "HZoomLab",
    "MatrixLab",
    "MomentumMapLab",
    "RaceLab",
    "RaceSettings",
    "RavineLab",
    "Sentence",
    "SentenceBuilder",
    "SlicerLab",
    "ThreeButtonsLab",
    "TwinPanesLab",
    "restore",
]
