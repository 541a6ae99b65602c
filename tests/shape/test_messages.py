"""Both catalogues say the same things, and every message that the code asks for is there."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk.i18n import LANGUAGES, Catalogue, catalogue
from tests.shape.reading import ROOT, name_of, parsed, said, sources

LOCALE = ROOT / "resources" / "locale"
FILES = sorted(LOCALE.glob("*/*.toml"))
ROOMS = sorted({file.stem for file in FILES})
ASKING = {"text", "tr", "has", "bind", "UserError", "NeedsConfirmation", "Conflict"}
CHINESE = r"\u3000-\u303f\u4e00-\u9fff"
COLUMN = re.compile(r"[a-z_]+\.id\b")
DOTTED = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")

# A plural differs from language to language; Chinese has only "other".
PLURAL = re.compile(r"\.(?:one|other)$")


def messages(language: str) -> dict[str, str]:
    return catalogue(language).messages


def places(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_catalogue_file_reads_and_says_something(file: Path) -> None:
    assert file.parent.name in LANGUAGES
    assert tomllib.loads(file.read_text(encoding="utf-8"))


def test_both_languages_have_the_same_keys() -> None:
    chinese, english = ({PLURAL.sub("", key) for key in messages(language)} for language in LANGUAGES)
    assert sorted(chinese - english) == []
    assert sorted(english - chinese) == []


def test_both_languages_fill_in_the_same_values() -> None:
    def by_key(language: str) -> dict[str, set[str]]:
        merged: dict[str, set[str]] = {}
        for key, message in messages(language).items():
            merged.setdefault(PLURAL.sub("", key), set()).update(places(message))
        return merged

    chinese, english = by_key("zh_CN"), by_key("en")
    differing = {key: (chinese[key], english[key]) for key in chinese if chinese[key] != english.get(key)}
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_untrimmed(language: str) -> None:
    separator = re.compile(r"\W+")
    for key, message in messages(language).items():
        assert message, key
        assert message == message.strip() or separator.fullmatch(message), key


def test_english_messages_hold_no_chinese() -> None:
    # A language is named in itself, so that people find it; a sample shows that paper has the signs.
    own_names = {key for key in messages("en") if "language" in key or key.endswith(".sample")}
    found = [key for key, text in messages("en").items() if re.search(f"[{CHINESE}]", text)]
    assert sorted(set(found) - own_names) == []


def test_chinese_messages_have_chinese_punctuation() -> None:
    latin = re.compile(rf"[{CHINESE}][,;:!?]|[,;!?](?=[{CHINESE}])|[{CHINESE}]\.(?:$|\s)|[{CHINESE}]\.\.\.")
    found = {key: text for key, text in messages("zh_CN").items() if latin.search(text)}
    assert not found


def asked_for(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Keys that the code names: whole keys, and the fixed beginnings of composed ones (ending in a star)."""
    composed = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ASKING:
                yield from (
                    (argument.value, argument.lineno)
                    for argument in node.args[:2]
                    if isinstance(argument, ast.Constant)
                    and isinstance(argument.value, str)
                    and DOTTED.fullmatch(argument.value)
                )
            yield from (
                (keyword.value.value, keyword.value.lineno)
                for keyword in node.keywords
                if keyword.arg
                and keyword.arg.endswith("_key")
                and isinstance(keyword.value, ast.Constant)
                and isinstance(keyword.value.value, str)
                and keyword.value.value
            )
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            head = str(node.values[0].value)
            if re.fullmatch(r"[a-z_]+\.[a-z0-9_.]*", head) and head.partition(".")[0] in ROOMS:
                yield f"{head}*", node.lineno
    for text in said(tree):
        if (
            id(text) not in composed
            and DOTTED.fullmatch(str(text.value))
            and str(text.value).partition(".")[0] in ROOMS
        ):
            yield str(text.value), text.lineno


def answers(words: Catalogue, key: str) -> bool:
    beginning = key[:-1] if key.endswith("*") else f"{key}."
    return words.has(key) or any(known.startswith(beginning) for known in words.messages)


@pytest.mark.parametrize(
    "file", [one for one in sources("shopdesk") if "migrations" not in one.parts], ids=name_of
)
def test_every_message_asked_for_is_there(file: Path) -> None:
    words = catalogue("en")
    missing = {f"{key} (line {line})" for key, line in asked_for(parsed(file)) if not answers(words, key)}
    if "store" in file.parts:
        # A table and a room may share a name: ForeignKey("tickets.id") is a column.
        missing = {one for one in missing if not COLUMN.match(one)}
    assert not missing


def test_a_missing_message_would_be_noticed() -> None:
    tree = ast.parse(
        'texts.bind(label.setText, "planted.nothing")\nraise UserError("planted.none", field="x")'
    )
    keys = [key for key, _ in asked_for(tree)]
    assert keys == ["planted.nothing", "planted.none"]
    assert not any(answers(catalogue("en"), key) for key in keys)
