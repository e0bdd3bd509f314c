"""The three-button trainer: presses [presses], what they do to a small network [trainer], the lab [compute, lab]."""
