"""Fixtures of the printing room."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.printing import samples


@pytest.fixture(scope="session")
def photo() -> Callable[[str], bytes | None]:
    """Photos by their hash, made once: drawing one takes longer than a page."""
    made: dict[str, bytes] = {}

    def source(name: str) -> bytes | None:
        if name not in made:
            made[name] = samples.photo_bytes(name)
        return made[name]

    return source
