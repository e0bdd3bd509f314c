"""The ravine: gradient descent from a start of your Choice, and which stop rule ended it."""
