"""micrograd's names, with sgdlab behind them."""
