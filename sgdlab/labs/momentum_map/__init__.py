"""The momentum map: how fast gradient descent with momentum gets to the bottom, for every pair of settings."""
