"""The ravine: gradient descent from a start of your choice, and which stop rule ended it."""
