"""Where demonstrations execute: one port, its adapters, one cache."""
