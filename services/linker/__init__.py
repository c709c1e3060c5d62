"""The linker: which claims say the same, who stands behind them, what changed."""
