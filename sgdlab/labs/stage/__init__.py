"""The base of every lab: the class `Lab`, controls, and the view with its front end."""
