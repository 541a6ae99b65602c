"""Where this installation keeps its things: bundled resources, and this desk's own settings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_resources"
RESOURCES = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """Path of a bundled resource, in an installed wheel as in a checkout."""
    return RESOURCES.joinpath(*parts)


def user_data_folder() -> Path:
    """Folder of the person's own shops; SHOPDESK_HOME overrides it (several installations, tests)."""
    if home := os.environ.get("SHOPDESK_HOME"):
        return Path(home)
    from platformdirs import user_data_path  # noqa: PLC0415 - only the first start needs it

    return user_data_path("ShopDesk", appauthor=False)


@dataclass(frozen=True, slots=True)
class ShopLocation:
    """A shop's database and the folder of what stands beside it (photos, keys, papers)."""

    url: str
    folder: Path

    @classmethod
    def parse(cls, shop: str | Path) -> ShopLocation:
        """From a folder path, or an SQLAlchemy URL (`postgresql+psycopg://…`, `sqlite:///…/shop.db`).

        For a server database the photos, keys and papers of this desk stay in the user's data folder.
        """
        text = str(shop)
        if text.startswith("sqlite:///"):
            return cls(text, Path(text.removeprefix("sqlite:///")).resolve().parent)
        if "://" in text:
            scheme, _, rest = text.partition("://")
            if scheme in {"postgres", "postgresql"}:
                text = f"postgresql+psycopg://{rest}"
            name = rest.partition("?")[0].rpartition("/")[2] or "shop"
            return cls(text, user_data_folder() / "server" / name)
        folder = Path(text).expanduser().resolve()
        return cls(f"sqlite:///{(folder / 'shop.db').as_posix()}", folder)

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")
