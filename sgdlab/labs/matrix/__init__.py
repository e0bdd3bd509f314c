"""The matrix: every gradient method with every optimizer, each pair a run with its bill, or the reason why not."""
