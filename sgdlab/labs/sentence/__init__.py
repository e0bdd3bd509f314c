"""The recipe of a run said in full, built from lists."""
