"""The JSON door: the same use cases, read-only, under /api/v1."""
