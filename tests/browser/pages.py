"""Every kind of page that the site of the browser tests has."""

PAGES = {
    "home": "/",
    "topic": "/topics/initialization",
    "ask-choice": "/questions/spare-choice-8?data=xor",
    "ask-number": "/questions/base-rate-loss",
    "ask-spoken": "/questions/spare-spoken-8",
    "answer-rated": "/questions/units-stay-alike/answer?tilt=0.5",
    "answer-open": "/questions/base-rate-loss/answer",
    "answer-refused": "/questions/units-stay-alike/answer?steps=0&color=red",
    "demonstrations": "/demonstrations",
    "demonstration": "/demonstrations/zero-init-symmetry",
    "documents": "/documents",
    "document": "/documents/D1?run=D1-02",
    "contradictions": "/documents/contradictions?run=X1",
    "progress": "/progress",
    "error": "/nowhere",
}
