"""From replies to messages: the wording of every code, in every language, from YAML and Jinja2.

Values are escaped (autoescape is on); a missing value or a code without wording is an error.
"""

from collections.abc import Mapping
from copy import copy
from functools import cache, cached_property
from pathlib import Path
from typing import Final, TypeVar

import yaml
from jinja2 import Environment, StrictUndefined, Template

from bot.errors import WordingError
from bot.interview.context import Context
from bot.interview.replies import Button, Label, Reply, Value
from bot.managing import replies as managing
from bot.outgoing import Attachment, Key, Outgoing

T = TypeVar("T")
FOLDER: Final = Path(__file__).parent
DEFAULT: Final = "en"
#: Of a language's code; a text in several languages stands under theirs.
_LETTERS: Final = 2


class Wording:
    """Says replies in one language."""

    def __init__(self, language: str) -> None:
        #: What the person speaks: a company's questions may have texts in it where we have none.
        self.spoken = language
        text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
        data = yaml.load(text, yaml.CSafeLoader)
        environment = Environment(autoescape=True, undefined=StrictUndefined)
        self.language = language
        self.words: Mapping[str, str] = data["words"]
        self.templates: Mapping[str, Template] = {
            code: _compiled(environment, text) for code, text in data["messages"].items()
        }
        self._environment = environment

    @cached_property
    def screens(self) -> "Screens":
        """What the screens of those who manage say; read when the first of them is worded."""
        return Screens(self.language, self._environment)

    def say_screen(
        self,
        reply: managing.Reply,
        attachment: Attachment | None = None,
        picture: Attachment | None = None,
    ) -> Outgoing:
        """Return *reply* of a screen as a message, with what the office made for it.

        Raises:
            WordingError: there is no wording for the code, or for a button.
        """
        text = self.screens.message(reply.message, reply.values)
        keys = tuple(
            tuple(Key(self.screens.label(each), each.to.encode()) for each in row)
            for row in reply.buttons
        )
        return Outgoing(_tidy(text), keys, attachment, picture)

    def say(
        self,
        reply: Reply,
        context: Context,
        *,
        extra: Mapping[str, object] | None = None,
        attachment: Attachment | None = None,
    ) -> Outgoing:
        """Return *reply* as a message; *extra* holds what the turn looked up for it.

        Raises:
            WordingError: there is no wording for the code.
        """
        template = self.templates.get(reply.message)
        if template is None:
            raise WordingError(reply.message, self.language)
        values = {name: self._own(value) for name, value in reply.values.items()}
        text = template.render(**values, buttons=bool(reply.buttons), **(extra or {}))
        keys = tuple(tuple(self._key(each, context) for each in row) for row in reply.buttons)
        return Outgoing(_tidy(text), keys, attachment)

    def _own(self, value: Value | object) -> object:
        """Return *value* with every text that stands by language in this one."""
        if isinstance(value, Mapping):
            if DEFAULT in value and all(len(str(name)) == _LETTERS for name in value):
                return self._by_language(value)
            return {name: self._own(each) for name, each in value.items()}
        if isinstance(value, tuple):
            return [self._own(each) for each in value]
        return value

    def _key(self, button: Button, context: Context) -> Key:
        return Key(self._label(button.label, context), button.press.encode())

    def _label(self, label: Label, context: Context) -> str:
        if label.kind == "word":
            return self.words[label.value]
        if label.kind == "option":
            question = context.survey.question(label.of)
            option = None if question is None else question.option(label.value)
            return label.value if option is None else self._by_language(option.label)
        if label.kind == "scale":
            return scale_label(context, label.value)
        if label.kind == "place":
            return next(
                (
                    each.name
                    for each in (*context.teams, *context.roles)
                    if each.code == label.value
                ),
                label.value,
            )
        return context.catalogue.label(label.value) if label.kind == "code" else label.value

    def _by_language(self, texts: Mapping[str, T]) -> T:
        return texts.get(self.spoken) or texts[DEFAULT]


class Screens:
    """The wording of screens in one language: all files of its folder, read as one."""

    def __init__(self, language: str, environment: Environment) -> None:
        self._language = language
        self.templates: dict[str, Template] = {}
        self.words: dict[str, str] = {}
        for path in sorted((FOLDER / "managing" / language).glob("*.yaml")):
            data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
            self.words |= data.get("words", {})
            for code, text in data.get("messages", {}).items():
                self.templates[code] = environment.from_string(text)

    def message(self, code: str, values: Mapping[str, object]) -> str:
        """Return what the message *code* says of *values*.

        Raises:
            WordingError: there is no wording for it.
        """
        template = self.templates.get(code)
        if template is None:
            raise WordingError(code, self._language)
        return template.render(**values)

    def label(self, button: managing.Button) -> str:
        """Return what *button* says.

        Raises:
            WordingError: there is no wording for it.
        """
        if button.name:
            return button.name
        if button.word not in self.words:
            raise WordingError(button.word, self._language)
        return self.words[button.word]


def _compiled(environment: Environment, text: str) -> Template:
    """Return *text* as a template that is said quickly."""
    template = environment.from_string(text)
    # A chain of dictionaries, copied name by name every time something is said; now one dictionary.
    template.globals = dict(template.globals)
    return template


def scale_label(context: Context, code: str) -> str:
    """Return the label of a criterion's option, whose code is `f2.3`: criterion and score."""
    name, _, score = code.partition(".")
    criterion = context.catalogue.criteria[name]
    return next(each.label for each in criterion.options if str(each.score) == score)


@cache
def wording_in(language: str) -> Wording:
    """Return the wording for a person's *language* (such as `de-AT`), or the default.

    A survey's own texts are in the person's language all the same, if it has them.
    """
    wording = copy(_read(base_of(language) if base_of(language) in LANGUAGES else DEFAULT))
    wording.spoken = base_of(language)
    return wording


@cache
def _read(language: str) -> Wording:
    return Wording(language)


def base_of(language: str) -> str:
    """Return the language of a code such as `de-AT`."""
    return language.partition("-")[0].lower()


def _tidy(text: str) -> str:
    """Return *text* without blank lines at the ends and without more than one between."""
    lines = [line.strip() for line in text.strip().splitlines()]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept)


LANGUAGES: Final = frozenset(path.stem for path in FOLDER.glob("*.yaml"))
