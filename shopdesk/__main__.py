"""The command line: open the window, walk the tour, look after a shop."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``shopdesk``; gives the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    match options.command:
        case "tour":
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            from shopdesk.tour import walk  # noqa: PLC0415 - each command loads only what it needs

            return walk(options.out, options.language)
        case "doctor":
            from shopdesk.bootstrap.checkup import check_up, use_utf8  # noqa: PLC0415

            use_utf8()
            return check_up(options.shop, options.language)
        case "sample":
            from shopdesk.bootstrap.sample_shop import build_sample  # noqa: PLC0415

            return build_sample(options.folder, options.language)
        case _:
            from shopdesk.bootstrap.start import start  # noqa: PLC0415

            return start(options.shop, options.language, options.desk)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shopdesk", description="The counter program of a phone repair shop."
    )
    parser.add_argument(
        "--shop", default="", help="folder or database URL of the shop; the last one opened if left out"
    )
    parser.add_argument("--language", choices=("zh_CN", "en"), default="", help="of the windows")
    parser.add_argument("--desk", default="", help="name of this desk")
    commands = parser.add_subparsers(dest="command")
    tour = commands.add_parser(
        "tour", help="walk one repair through the real windows and leave pictures and papers"
    )
    tour.add_argument("--out", type=Path, required=True, help="folder for the pictures, papers and tour.json")
    tour.add_argument("--language", choices=("zh_CN", "en"), default="zh_CN")
    doctor = commands.add_parser(
        "doctor", help="check a shop: database, numbers, ledger, stock, fonts, printers"
    )
    doctor.add_argument("--shop", required=True, help="folder or database URL")
    doctor.add_argument("--language", choices=("zh_CN", "en"), default="en")
    sample = commands.add_parser("sample", help="build a sample shop to look around in")
    sample.add_argument("folder", type=Path)
    sample.add_argument("--language", choices=("zh_CN", "en"), default="zh_CN")
    return parser


if __name__ == "__main__":
    sys.exit(main())
