"""The HTML door: one blueprint a noun; a view parses, calls one use case and renders.

No JavaScript is needed anywhere: forms post and redirect, runs are links and forms with a button.
"""
