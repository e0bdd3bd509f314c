"""The circuit stepper: forward values and backward gradients of an expression, an edge at a time."""
