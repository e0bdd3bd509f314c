"""The gradient cloud: the gradient of every example at a point, and those of mini-batches."""
