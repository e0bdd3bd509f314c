"""The gradient cloud: every example's gradient at a point, and what mini-batches of them make of it."""
