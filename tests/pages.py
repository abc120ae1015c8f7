"""A browser without a screen: it keeps cookies, reads forms as HTML declares them, and sends what they hold."""

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.test import TestResponse

Attributes = dict[str, str | None]


@dataclass
class Form:
    """A form of a page: where it goes, what it holds while nothing is touched, and what may be chosen."""

    action: str
    method: str
    id: str = ""
    fields: "MultiDict[str, str]" = field(default_factory=MultiDict)
    choices: dict[str, list[str]] = field(default_factory=dict)  # radios, boxes, options and buttons
    controls: dict[str, Attributes] = field(default_factory=dict)

    def filled(self, values: dict[str, Any]) -> "MultiDict[str, str]":
        """What is sent when these values are typed or chosen; None leaves a field out."""
        sent = MultiDict(self.fields)
        for name, value in values.items():
            given = value if isinstance(value, (list, tuple)) else [] if value is None else [value]
            sent.setlist(name, [str(one) for one in given])
        return sent

    def add(self, tag: str, given: Attributes) -> None:
        """Take up one control, as a browser does when it sends the form."""
        name, value, kind = given["name"] or "", given.get("value") or "", given.get("type") or "text"
        self.controls[name] = given
        is_choice = tag in ("button", "option") or kind in ("radio", "checkbox")
        if is_choice:
            self.choices.setdefault(name, []).append(value)
        is_sent = "checked" in given or "selected" in given if is_choice else True
        if is_sent and "disabled" not in given:
            self.fields.add(name, value)


class Reader(HTMLParser):
    """Collects forms, links, headings, and the words that a person sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._owned: list[tuple[str, str, Attributes]] = []  # controls that name their form
        self._open: Form | None = None
        self._inside: dict[str, Attributes] = {}
        self._texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside[tag] = given
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag == "form":
            self._open = Form(given.get("action") or "", (given.get("method") or "get").upper(), given.get("id") or "")
            self.forms.append(self._open)
        if tag == "textarea":
            self._texts = []
        if tag == "option":
            given["name"] = self._inside["select"].get("name")
        if tag in ("input", "button", "option") and given.get("name"):
            if "form" in given:
                self._owned.append((given["form"] or "", tag, given))
            elif self._open:
                self._open.add(tag, given)

    def handle_endtag(self, tag: str) -> None:
        given = self._inside.pop(tag, {})
        if tag == "form":
            self._open = None
        if tag == "textarea" and self._open:
            self._open.add(tag, {**given, "value": "".join(self._texts)})

    def handle_data(self, data: str) -> None:
        if "textarea" in self._inside:
            self._texts.append(data)
        if "script" not in self._inside:
            self.words.append(data)

    def close(self) -> None:
        super().close()
        for owner, tag, given in self._owned:
            for form in self.forms:
                if form.id == owner:
                    form.add(tag, given)


class Page:
    """An answer of the server."""

    def __init__(self, response: TestResponse) -> None:
        self.status: int = response.status_code
        self.headers: Headers = response.headers
        self.html: str = response.get_data(as_text=True)
        response.close()

    @cached_property
    def _read(self) -> Reader:
        reader = Reader()
        reader.feed(self.html)
        reader.close()
        return reader

    @property
    def words(self) -> str:
        """What is read or heard, blanks squeezed."""
        return " ".join(" ".join(self._read.words).split())

    @property
    def links(self) -> list[str]:
        """Where its links point."""
        return self._read.links

    @property
    def location(self) -> str:
        """Where it redirects to."""
        return self.headers["Location"]

    def form(self, action: str) -> Form:
        """The form whose address begins like this."""
        return next(form for form in self._read.forms if form.action.startswith(action))

    def has_form(self, action: str) -> bool:
        """Whether there is one."""
        return any(form.action.startswith(action) for form in self._read.forms)


class Browser:
    """One visitor. Tokens are not made here: a form sends what its page gave it."""

    def __init__(self, app: Flask) -> None:
        self.http = app.test_client()

    def get(self, address: str, **options: Any) -> Page:
        """Open an address."""
        return Page(self.http.get(address, **options))

    def send(self, form: Form, /, **values: Any) -> Page:
        """Fill a form in and send it; redirects are not followed."""
        sent = form.filled(values)
        if form.method == "POST":
            return Page(self.http.post(form.action, data=sent))
        return Page(self.http.get(form.action.split("#")[0], query_string=sent))

    def follow(self, page: Page) -> Page:
        """Go where a page redirects to."""
        return self.get(page.location)

    def answer(self, slug: str, **values: Any) -> Page:
        """Open a question, answer it, and see what it says."""
        form = self.get(f"/questions/{slug}").form(f"/questions/{slug}/attempts")
        return self.follow(self.send(form, **values))

    def rate(self, page: Page, rating: int, **values: Any) -> Page:
        """Rate the answer that a page shows."""
        form = next(form for form in page._read.forms if form.action.split("?")[0].endswith("/ratings"))
        return self.follow(self.send(form, rating=rating, **values))
