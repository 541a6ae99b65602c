"""Taking times: medians and 95th percentiles in milliseconds, and what a row of the table says."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Sample:
    """Milliseconds, in the order taken."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def p95(self) -> float:
        ordered = sorted(self.values)
        return ordered[math.ceil(len(ordered) * 0.95) - 1]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row: what the program takes beside what its bare parts take for the same. Times in milliseconds."""

    row: str
    name: str
    median: float
    p95: float
    floor: float
    floor_p95: float
    target: float
    target_p95: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.median / self.floor

    @property
    def hit(self) -> bool:
        return self.median <= self.target and (self.target_p95 is None or self.p95 <= self.target_p95)


def figure(
    row: str,
    name: str,
    ours: Sample,
    floor: Sample,
    target: float,
    target_p95: float | None = None,
    note: str = "",
) -> Figure:
    return Figure(
        row=row,
        name=name,
        median=ours.median,
        p95=ours.p95,
        floor=floor.median,
        floor_p95=floor.p95,
        target=target,
        target_p95=target_p95,
        note=note,
    )


def once(run: Callable[[], Any]) -> float:
    """Milliseconds of one run."""
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def beside(ours: Sequence[Callable[[], Any]], floor: Sequence[Callable[[], Any]]) -> tuple[Sample, Sample]:
    """Both in turns, so that a machine that slows down slows both. The first tenth warms up."""
    pairs = [(once(one), once(other)) for one, other in zip(ours, floor, strict=True)]
    kept = pairs[len(pairs) // 10 :]
    return Sample(tuple(pair[0] for pair in kept)), Sample(tuple(pair[1] for pair in kept))


def calibration() -> float:
    """Milliseconds of a fixed piece of work: how fast this machine is just now."""

    def work() -> None:
        content = b"shopdesk"
        for number in range(20_000):
            content = hashlib.sha256(content + str(number).encode()).digest()

    return median(once(work) for _ in range(9))
