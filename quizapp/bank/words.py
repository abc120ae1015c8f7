"""The base of every model of an authored file: strict, frozen, and bilingual where a person reads."""

from typing import Annotated

import pydantic

from engine import Lang

NonEmpty = Annotated[str, pydantic.Field(min_length=1)]


class Model(pydantic.BaseModel):
    """A table of an authored file: unknown keys and wrong types are errors, and nothing changes later."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True, frozen=True)


class Words(Model):
    """The same thing said in both languages; neither may be missing or empty."""

    zh: NonEmpty
    en: NonEmpty

    def to(self, lang: Lang) -> str:
        """The words in `lang`."""
        return self.zh if lang == "zh" else self.en
