"""The shim bears the names of other libraries: pytest must not import it here, where the real ones may be installed."""

collect_ignore = ["shim", "mygrad_conftest.py"]
