"""What a reader may set: light, dark, or as the machine says."""

import re
from datetime import timedelta

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

bp = Blueprint("settings", __name__)

THEMES = ("auto", "light", "dark")
_YEAR = timedelta(days=365)
_OURS = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")  # browsers drop tabs and line ends, and take \ for /


def theme() -> str:
    """The theme of this request."""
    kept = request.cookies.get("theme", "auto")
    return kept if kept in THEMES else "auto"


@bp.post("/settings")
def change() -> Response:
    """Keep a theme and go back to where the form was."""
    back = request.form.get("back", "/")
    response = redirect(back if _OURS.fullmatch(back) else url_for("home.index"), code=303)
    if request.form.get("theme") in THEMES:
        response.set_cookie("theme", request.form["theme"], max_age=_YEAR, samesite="Lax", httponly=True)
    return response
