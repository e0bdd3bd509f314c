"""micrograd's own tests, with `sgdlab.Value` in place of its class.  They compare with PyTorch."""

import pytest

from tests.peers.suite import outcomes


@pytest.mark.slow
@pytest.mark.oracle
def test_micrograds_tests_pass(tmp_path):
    pytest.importorskip("torch", reason="PyTorch is not installed: no oracle")
    found = outcomes("micrograd-0.1.0", "test", tmp_path)
    assert {name: one.message for name, one in found.items()} == {
        "test_engine::test_sanity_check": "",
        "test_engine::test_more_ops": "",
    }
