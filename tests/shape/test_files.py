"""Habits that hold in every file: size, names, no float money, one place for style, no machine paths."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.shape.reading import files, name_of, parsed, said, sources

LONGEST = 400
SHAPELESS = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common_utils"}
STYLE = {"shopdesk/ui/common/theme.py", "shopdesk/ui/common/tokens.py", "shopdesk/ui/common/stylesheet.py"}
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".tsv",
    ".svg",
    ".json",
    ".lock",
    ".desktop",
    ".yml",
    ".yaml",
    ".sh",
    ".ini",
    "",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")

# Chinese that is no message: how amounts are read and written, names of weekdays, ranges of signs.
CHINESE_IN_CODE = {
    "shopdesk/domain/money.py",
    "shopdesk/i18n.py",
    "shopdesk/printing/words.py",
    "shopdesk/store/search.py",
    "resources/catalogue/build.py",
}

# Written in pieces, so that this file does not hold what it looks for.
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/" + r"(?:work|root|tmp|home)/\w",
            r"C:\\+" + "Users",
            "pypi" + r"\.org",
            "python" + "hosted",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian\.org",
            "archive" + r"\.ubuntu\.com",
        )
    )
)

CODE = sources("shopdesk", "tests", "benchmarks", "resources")


@pytest.mark.parametrize("file", CODE, ids=name_of)
def test_no_file_outgrows_its_room(file: Path) -> None:
    schema = "versions" in file.parts  # a schema is one long list and is never edited again
    assert schema or len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert file.stem not in SHAPELESS


@pytest.mark.parametrize(
    "file", sources("shopdesk/domain", "shopdesk/services", "shopdesk/store"), ids=name_of
)
def test_no_float_comes_near_the_books(file: Path) -> None:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "float", f"{name_of(file)}:{node.lineno}"


@pytest.mark.parametrize(
    "file", [file for file in sources("shopdesk/ui") if name_of(file) not in STYLE], ids=name_of
)
def test_style_is_the_themes_alone(file: Path) -> None:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Attribute):
            assert node.attr != "setStyleSheet", f"{name_of(file)}:{node.lineno}"
    for text in said(parsed(file)):
        assert not HEX_COLOUR.fullmatch(str(text.value)), f"{name_of(file)}:{text.lineno}"


@pytest.mark.parametrize(
    "file",
    [file for file in sources("shopdesk", "resources") if name_of(file) not in CHINESE_IN_CODE],
    ids=name_of,
)
def test_what_people_read_stands_in_the_catalogues(file: Path) -> None:
    for text in said(parsed(file)):
        assert not CHINESE.search(str(text.value)), f"{name_of(file)}:{text.lineno}: {text.value!r}"


def test_no_file_knows_a_machine_or_a_registry() -> None:
    found = [
        f"{name_of(file)}:{number}: {line.strip()[:100]}"
        for file in files()
        if file.suffix in TEXT and file.name != "OFL.txt"
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert not found, "\n".join(found)
