"""The OpenAPI document is printed from the declarations, and every address in it answers."""

import json

from engine import catalogue
from tests.pages import Browser


def test_the_document_names_every_evidence_address_with_its_parameters(visitor: Browser) -> None:
    page = visitor.get("/api/v1/openapi.json")
    document = json.loads(page.html)
    assert page.status == 200
    assert document["openapi"].startswith("3.1")
    for slug, one in catalogue.discover().items():
        listed = document["paths"][f"/api/v1/demonstrations/{slug}/evidence"]["get"]["parameters"]
        assert [parameter["name"] for parameter in listed] == list(one.parameters)
        assert all(parameter["in"] == "query" and parameter["schema"] for parameter in listed)


def test_every_address_of_the_document_answers(visitor: Browser) -> None:
    document = json.loads(visitor.get("/api/v1/openapi.json").html)
    fixed = [path for path in document["paths"] if "/evidence" not in path]
    assert len(fixed) == 7
    for path in [*fixed, "/api/v1/demonstrations/zero-init-symmetry/evidence"]:
        slug = "why-not-zero" if "questions" in path else "zero-init-symmetry"
        assert visitor.get(path.replace("{slug}", slug)).status == 200


def test_every_reference_of_the_document_leads_somewhere(visitor: Browser) -> None:
    text = visitor.get("/api/v1/openapi.json").html
    document = json.loads(text)
    for path in {part.split('"')[0] for part in text.split('"$ref": "#/')[1:]}:
        here = document
        for name in path.split("/"):
            here = here[name]
        assert here


def test_an_address_that_there_is_not_is_a_problem_and_not_a_page(visitor: Browser) -> None:
    for path in ("nope", "questions/a/b/c", "..%2f..%2fx", "<script>"):
        page = visitor.get(f"/api/v1/{path}")
        assert page.status == 404
        assert page.headers["Content-Type"] == "application/problem+json"
        assert "/api/v1/openapi.json lists them all" in json.loads(page.html)["title"]
