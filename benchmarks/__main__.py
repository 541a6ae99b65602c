"""``python -m benchmarks [TICKETS]``: seed a shop of that size and measure it, one process for each row.

Rows are those of docs/speed.md; every figure stands beside the bare floor taken in the same run.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import msgspec

from benchmarks.seed import cached_shop
from benchmarks.timing import Figure, calibration

ROWS = {
    "card": "rows_data",
    "search": "rows_data",
    "day": "rows_data",
    "receipt": "rows_paper",
    "label": "rows_paper",
    "paper_preview": "rows_paper",
    "day_paper": "rows_paper",
    "scan": "rows_window",
    "listing": "rows_window",
    "photo": "rows_photo",
    "drag": "rows_photo",
    "intake": "rows_data",
    "checkout": "rows_data",
    "start": "rows_start",
}
"""What is measured and the module that does it, those that write last."""


class Report(msgspec.Struct):
    """One run, as it is kept in the file."""

    tickets: int
    machine: str
    calibration_before: float
    calibration_after: float
    bytes_a_ticket: int
    figures: list[Figure]


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("tickets", nargs="?", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=200, help="repetitions of what takes milliseconds")
    parser.add_argument("--only", nargs="*", choices=ROWS, default=list(ROWS))
    parser.add_argument("--row", choices=ROWS, help=argparse.SUPPRESS)
    parser.add_argument("--shop", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.row:
        figures = measured(options.row, options.shop, options.times)
        sys.stdout.write(msgspec.json.encode(figures).decode() + "\n")
        return 0
    report = run(options.tickets, options.times, options.only)
    print(table(report))
    print(f"\n{keep(report)}")
    return 0


def measured(row: str, folder: Path, times: int) -> list[Figure]:
    figures: list[Figure] = getattr(import_module(f"benchmarks.{ROWS[row]}"), row)(folder, times)
    return figures


def run(tickets: int, times: int, rows: list[str]) -> Report:
    """Measure on a copy, so that the next run finds the same shop."""
    seeded = cached_shop(tickets, _say)
    before = calibration()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="shopdesk-benchmark-") as place:
        folder = Path(place) / "shop"
        shutil.copytree(seeded, folder)
        for row in rows:
            _say(f"measuring: {row}")
            figures += _in_a_process(row, folder, times)
        size = (seeded / "shop.db").stat().st_size // tickets
    figures.sort(key=lambda one: one.row)
    return Report(tickets, _machine(), before, calibration(), size, figures)


def _in_a_process(row: str, folder: Path, times: int) -> list[Figure]:
    command = [sys.executable, "-m", "benchmarks", "--row", row, "--shop", str(folder), "--times", str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{row} could not be measured:\n{done.stderr}")
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=list[Figure])


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _machine() -> str:
    system, cores = f"{platform.system()} {platform.machine()}", os.cpu_count()
    return f"{system}, {cores} cores, Python {platform.python_version()}"


def table(report: Report) -> str:
    """The rows, aligned for reading. Milliseconds."""
    heads = ("", "milliseconds", "median", "p95", "floor", "× floor", "target", "p95 target", "", "")
    rows = [heads]
    for one in report.figures:
        goal = "" if one.target_p95 is None else f"{one.target_p95:g}"
        rows.append(
            (
                one.row,
                one.name,
                _ms(one.median),
                _ms(one.p95),
                _ms(one.floor),
                f"{one.ratio:.1f}",
                f"{one.target:g}",
                goal,
                "hit" if one.hit else "MISS",
                one.note,
            )
        )
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    words = {0, 1, 8, 9}
    lines = [
        "  ".join(
            cell.ljust(width) if at in words else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    hits = sum(one.hit for one in report.figures)
    lines.append("")
    lines.append(
        f"{report.tickets:,} tickets, {report.bytes_a_ticket:,} bytes each with search. {hits} of"
        f" {len(report.figures)} figures reached. {report.machine}; calibration loop"
        f" {report.calibration_before:.1f} ms before, {report.calibration_after:.1f} ms after."
    )
    return "\n".join(lines)


def _ms(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def keep(report: Report) -> Path:
    """Write the run beside the seeded shops; gives the file."""
    folder = Path(tempfile.gettempdir()) / "shopdesk-benchmarks"
    folder.mkdir(exist_ok=True)
    file = folder / f"speed-{report.tickets}.json"
    file.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2))
    return file


if __name__ == "__main__":
    sys.exit(main())
