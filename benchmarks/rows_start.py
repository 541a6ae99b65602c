"""Row 8: from starting the process to rows on the screen; a new process each time, files in the cache."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.floors import raw_connection
from benchmarks.timing import Figure, Sample, figure

_LONGEST_SECONDS = 60


def _started(kind: str, folder: Path, home: Path) -> dict[str, float]:
    """Milliseconds from start to each milestone."""
    environment = os.environ | {"SHOPDESK_HOME": str(home)}
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.started", kind, str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=_LONGEST_SECONDS,
        check=False,
    )
    found: dict[str, float] = {}
    for line in done.stdout.splitlines():
        milestone, _, moment = line.partition(" ")
        found.setdefault(milestone, (float(moment) - begun) * 1000)
    if "list" not in found:
        raise RuntimeError(f"the program did not start: {done.stderr[-2000:]}")
    return found


def start(folder: Path, times: int) -> list[Figure]:
    runs = max(3, times // 20)
    # With one person and no PIN nobody is asked who it is.
    with closing(raw_connection(folder)) as raw:
        raw.execute("UPDATE staff SET active = 0 WHERE id <> 1")
    with tempfile.TemporaryDirectory() as home:
        pairs = [
            (_started("program", folder, Path(home)), _started("bare", folder, Path(home)))
            for _ in range(runs + 1)
        ][1:]
    ours = Sample(tuple(pair[0]["list"] for pair in pairs))
    window = Sample(tuple(pair[0].get("window", pair[0]["list"]) for pair in pairs))
    floor = Sample(tuple(pair[1]["list"] for pair in pairs))
    return [
        figure("8a", "process start → painted window", window, floor, 250.0, note="without the shop in it"),
        figure("8", "process start → painted list, warm", ours, floor, 250.0),
    ]
