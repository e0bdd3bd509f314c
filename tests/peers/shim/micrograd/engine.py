"""micrograd's one class is sgdlab's `Value`."""

from sgdlab import Value as Value
