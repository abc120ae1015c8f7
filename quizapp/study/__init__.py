"""The use cases: plain functions with explicit arguments. No Flask, no click."""
