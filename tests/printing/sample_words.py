"""What all sample papers share: a shop, a moment, a device, words and amounts in both languages."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone

from shopdesk.domain.money import Money
from shopdesk.domain.papers import Letterhead, PaperDevice, PaperLine, PaperTax
from shopdesk.domain.signature import Signature

CHINA = timezone(timedelta(hours=8))
MOMENT = datetime(2026, 11, 21, 11, 42, tzinfo=CHINA)

HEADS = {
    "zh_CN": Letterhead(
        "青禾手机维修", "人民路 18 号", "021-5555 0188", "周一至周日 9:00–20:00", "021-5555 0199"
    ),
    "en": Letterhead(
        "Greenfield Phone Repair",
        "18 High Street, Leeds",
        "0113 496 0188",
        "Mon–Sun 9:00–20:00",
        "0113 496 0199",
    ),
}


def signature() -> Signature:
    strokes = []
    for word in range(2):
        points = []
        for step in range(60):
            t = step / 59
            x = 1200 + word * 3600 + t * 2800
            y = 1500 + 700 * math.sin(t * 9 + word) * (1 - 0.5 * t)
            points.append((round(x), round(y), 500 + round(300 * math.sin(t * 3))))
        strokes.append(tuple(points))
    return Signature(tuple(strokes), 3200)


class Words:
    """Chooses between the Chinese and the English form, and speaks of money in the shop's currency."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.chinese = language == "zh_CN"
        self.currency = "CNY" if self.chinese else "GBP"
        self.head = HEADS[language]

    def __call__(self, chinese: str, english: str) -> str:
        return chinese if self.chinese else english

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    def device(self) -> PaperDevice:
        return PaperDevice(
            "phone", "iPhone 14 Pro Max", "356921145087316", "", self("暗紫", "Deep purple"), "256 GB"
        )

    def line(self, chinese: str, english: str, minor: int, **more: str) -> PaperLine:
        return PaperLine(self(chinese, english), 1, self.money(minor), **more)

    def screen(self) -> PaperLine:
        return self.line(
            "屏幕总成 iPhone 14 Pro Max",
            "Screen assembly iPhone 14 Pro Max",
            52000,
            grade=self("原厂认证", "certified"),
            warranty=self("180 天", "180 days"),
            serial="SC14PM-2207-0031",
        )

    def labour(self) -> PaperLine:
        return self.line("更换屏幕工时", "Labour: replace screen", 12000, warranty=self("90 天", "90 days"))

    def seal(self) -> PaperLine:
        return self.line("防水胶", "Seal", 4000, grade=self("副厂", "aftermarket"))

    def tax(self, total: int) -> PaperTax:
        """The tax inside `total`: 1 % in China, 20 % in Britain."""
        base = round(total / (1.01 if self.chinese else 1.2))
        return PaperTax(self("增值税 1%", "VAT 20%"), self.money(base), self.money(total - base))
