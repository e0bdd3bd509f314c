"""Anatomy of an update: what each optimizer makes of the same gradient, one step at a time."""
