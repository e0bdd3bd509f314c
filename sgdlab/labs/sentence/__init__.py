"""The sentence builder: the recipe of a run said in full, from lists."""
