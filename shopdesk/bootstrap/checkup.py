"""``shopdesk doctor``: look a shop over and say in plain words what is wrong."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

from shopdesk.config import ShopLocation, resource
from shopdesk.errors import ShopDeskError
from shopdesk.i18n import Catalogue, catalogue
from shopdesk.printing.drivers import system_queues
from shopdesk.services.doctor import examine
from shopdesk.services.shop import Shop
from shopdesk.services.ticket_lists import newest_ticket

_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "psycopg", "reportlab", "pillow")


def check_up(place: str, language: str) -> int:
    """Print what was found; 0 when all is well, 1 when something is wrong or the shop cannot be opened."""
    say = catalogue(language)
    location = ShopLocation.parse(place)
    if location.is_sqlite and not (location.folder / "shop.db").exists():
        # Opening would make a new shop here; a doctor changes nothing.
        _tell(False, say.text("doctor.no_shop", folder=str(location.folder)))
        return 1
    _versions(say)
    sound = _fonts(say)
    _printers(say)
    try:
        shop = Shop.open(location)
    except ShopDeskError as error:
        _tell(False, say.text(error.key, **error.values))
        return 1
    try:
        found = examine(shop)
        tickets = shop.ask(newest_ticket)
    except ShopDeskError as error:
        _tell(False, say.text(error.key, **error.values))
        return 1
    finally:
        shop.close()
    for finding in found:
        _tell(False, say.text(finding.key, **finding.values))
    if not found:
        _tell(True, say.text("doctor.sound", n=tickets))
    return 0 if sound and not found else 1


def _tell(well: bool, text: str) -> None:
    print(f"{'✓' if well else '✗'} {text}")


def _versions(say: Catalogue) -> None:
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - its version is the answer

    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    _tell(
        True,
        say.text(
            "doctor.versions",
            shopdesk=version("shopdesk"),
            python=platform.python_version(),
            system=f"{platform.system()} {platform.release()}",
            sqlite=dbapi2.sqlite_version,
            libraries=libraries,
        ),
    )


def _fonts(say: Catalogue) -> bool:
    missing = [
        name
        for name in ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
        if not resource("fonts", name).is_file()
    ]
    for name in missing:
        _tell(False, say.text("doctor.font_missing", font=name))
    if not missing:
        _tell(True, say.text("doctor.fonts"))
    return not missing


def _printers(say: Catalogue) -> None:
    queues = system_queues()
    names = ", ".join(queues) if queues else say.text("doctor.no_queues")
    _tell(True, say.text("doctor.printers", printers=names))


def use_utf8() -> None:
    """Chinese on a console that was opened for something else, as on Windows."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
