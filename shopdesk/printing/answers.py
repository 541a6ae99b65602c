"""Questions with their answers, as compact lines."""

from __future__ import annotations

from collections.abc import Iterable

from shopdesk.domain.papers import Answer
from shopdesk.printing.blocks import Text
from shopdesk.printing.breaking import Run

_TICKS = {True: "✓", False: "×", None: "–"}
_BETWEEN = Run("\u2002  ")


def _line(label: str, runs: Iterable[Run], size: float) -> Text:
    spread: list[Run] = [Run(f"{label}\u3000", bold=True)]
    for run in runs:
        if len(spread) > 1:
            spread.append(_BETWEEN)
        spread.append(run)
    return Text(tuple(spread), size)


def told(label: str, answers: Iterable[Answer], colon: str, size: float) -> Text:
    """``经过　跌落：是   进液：否``."""
    return _line(label, (Run(f"{item.question}{colon}{item.answer}", solid=True) for item in answers), size)


def agreed(label: str, answers: Iterable[Answer], colon: str, size: float) -> Text:
    """``授权　备份：客户已备份   拆机：同意``; a refusal stands out in bold."""
    return _line(
        label,
        (
            Run(f"{item.question}{colon}{item.answer}", bold=item.agreed is False, solid=True)
            for item in answers
        ),
        size,
    )


def allowed(label: str, answers: Iterable[Answer], colon: str, size: float) -> Text:
    """For the bench: what is refused is framed, so that gloved hands see it first."""
    ordered = sorted(answers, key=lambda item: item.agreed is not False)
    return _line(
        label,
        (
            Run(f"\u00a0{item.question}{colon}{item.answer}\u00a0", bold=True, boxed=True)
            if item.agreed is False
            else Run(f"{item.question}{colon}{item.answer}", solid=True)
            for item in ordered
        ),
        size,
    )


def checked(label: str, answers: Iterable[Answer], size: float) -> Text:
    """``检测　开机 ✓   触摸 ×``; what could not be tried says so."""
    return _line(
        label,
        (
            Run(
                f"{item.question} {_TICKS[item.agreed]}" + (f" {item.answer}" if item.agreed is None else ""),
                bold=item.agreed is False,
                solid=True,
            )
            for item in answers
        ),
        size,
    )
