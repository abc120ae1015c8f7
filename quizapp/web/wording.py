"""Words that stand for values: levels, verdicts, ratings. One place, so that a page never shows a code."""

from engine import Text
from quizapp.study.schedule import Rating
from quizapp.web.language import current

LEVELS = {
    "warm-up": Text("热身", "warm-up"),
    "core": Text("核心", "core"),
    "stretch": Text("进阶", "stretch"),
}
JUDGEMENTS = {
    "true": Text("正确", "true"),
    "true-if": Text("有条件成立", "true, if…"),
    "imprecise": Text("不够准确", "imprecise"),
    "false": Text("错误", "false"),
    "lost": Text("排印缺失", "lost in formatting"),
}
MARKS = {"true": "✓", "true-if": "◐", "imprecise": "≈", "false": "✗", "lost": "∅"}
RATINGS = {
    Rating.AGAIN: Text("没答出", "Again"),
    Rating.HARD: Text("吃力", "Hard"),
    Rating.GOOD: Text("记得", "Good"),
    Rating.EASY: Text("轻松", "Easy"),
}
CONFIDENCE = {
    1: Text("纯属猜测", "a guess"),
    2: Text("不太确定", "unsure"),
    3: Text("比较确定", "fairly sure"),
    4: Text("十分确定", "certain"),
}
KINDS = {
    "choice": Text("选择", "choice"),
    "number": Text("计算", "number"),
    "spoken": Text("口述", "in your own words"),
}


def level(name: str) -> str:
    """A level in the reader's language."""
    return LEVELS[name].to(current())


def judgement(name: str) -> str:
    """What the evidence says of a statement."""
    return JUDGEMENTS[name].to(current())


def mark(name: str) -> str:
    """The same as a symbol."""
    return MARKS[name]


def rating(value: int) -> str:
    """The name of a button."""
    return RATINGS[Rating(value)].to(current())


def confidence(value: int) -> str:
    """How sure."""
    return CONFIDENCE[value].to(current())


def kind(name: str) -> str:
    """How a question is answered."""
    return KINDS[name].to(current())
