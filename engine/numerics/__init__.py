"""Mathematics that two demonstrations or more need: pure functions, shapes beside the lines."""
