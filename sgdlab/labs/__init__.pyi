"""The public names, for editors and type checkers; written by `python -m tools.stub`."""

from .anatomy.lab import AnatomyLab as AnatomyLab
from .circuit.lab import CircuitLab as CircuitLab
from .cost_meter.lab import CostMeterLab as CostMeterLab
from .gradient_cloud.lab import GradientCloudLab as GradientCloudLab
from .h_zoom.lab import HZoomLab as HZoomLab
from .matrix.lab import MatrixLab as MatrixLab
from .momentum_map.lab import MomentumMapLab as MomentumMapLab
from .race.lab import RaceLab as RaceLab
from .ravine.lab import RavineLab as RavineLab
from .restoring import restore as restore
from .sentence.lab import SentenceBuilder as SentenceBuilder
from .slicer.lab import SlicerLab as SlicerLab
from .three_buttons.lab import ThreeButtonsLab as ThreeButtonsLab
from .twin_panes.lab import TwinPanesLab as TwinPanesLab

__all__: list[str]
