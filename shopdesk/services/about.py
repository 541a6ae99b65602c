"""What program and which shop this is, for people and for whoever helps them."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy.engine import make_url

from shopdesk.services.shop import Shop


@dataclass(frozen=True, slots=True)
class About:
    """`database` never shows a password."""

    version: str
    python: str
    system: str
    database: str
    folder: Path
    server: bool


def about(shop: Shop) -> About:
    """Reads no database."""
    location = shop.store.location
    url = make_url(location.url)
    try:
        installed = version("shopdesk")
    except PackageNotFoundError:
        installed = ""  # run from a folder that nobody installed
    return About(
        version=installed,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()}",
        database=str(Path(url.database or ""))
        if location.is_sqlite
        else url.render_as_string(hide_password=True),
        folder=location.folder,
        server=not location.is_sqlite,
    )
