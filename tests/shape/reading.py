"""The project's own files as the shape tests read them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {
    ".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
    ".import_linter_cache", "build", "dist", "tour", "shopdesk.egg-info",
}  # fmt: skip


def files(*folders: str) -> Iterator[Path]:
    """Every file below the folders given (the whole project without), caches and builds left out."""
    for folder in folders or (".",):
        for here, below, names in os.walk(ROOT / folder):
            below[:] = sorted(set(below) - NOT_OURS)
            yield from (Path(here) / name for name in sorted(names))


def sources(*folders: str) -> list[Path]:
    return [file for file in files(*folders) if file.suffix == ".py"]


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@lru_cache(maxsize=1024)
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def docstrings(tree: ast.Module) -> set[int]:
    """Identities of the constants that are docstrings, or stand alone under what they describe."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def said(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants that the program uses: all but docstrings."""
    described = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
