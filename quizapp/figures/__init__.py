"""Figures: a finding and its data → a picture as SVG, the sentence that says it, and the table behind it.

No Flask, no database, no script and no style attribute: a picture is part of the page, so it is there
without JavaScript, prints, and takes its colors from the page's style sheet in light and dark.
"""
