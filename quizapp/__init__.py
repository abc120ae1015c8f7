"""A question bank in which every answer proves itself with a NumPy run."""
