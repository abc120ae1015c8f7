"""Text says one thing in the two languages that the project speaks."""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True)
class Text:
    """One thing said twice: `zh` in simplified Chinese, `en` in English."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """Return the words in `lang`."""
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        """Both languages, for messages that an author reads."""
        return self.zh if self.zh == self.en else f"{self.zh} / {self.en}"
