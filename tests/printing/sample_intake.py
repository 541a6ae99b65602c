"""Sample papers of the counter: the receipt and the tag."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from shopdesk.domain.money import Money
from shopdesk.domain.papers import Answer, PaperDevice, PaperMark, ReceiptPaper, TagPaper
from shopdesk.services.packs import pack
from tests.printing.sample_words import HEADS, MOMENT, Words, signature


def photo_bytes(name: str) -> bytes:
    """A made-up photo: a dark device on a bench, different for each name."""
    seed = sum(name.encode())
    image = Image.new("RGB", (900, 1200), (196, 190, 180 + seed % 40))
    pen = ImageDraw.Draw(image)
    for row in range(0, 1200, 6):
        pen.line([(0, row), (900, row)], fill=(186 + row % 12, 176, 160), width=3)
    pen.rounded_rectangle([230, 120, 670, 1080], 70, fill=(52, 48, 64), outline=(24, 22, 30), width=8)
    pen.rounded_rectangle([260, 150, 460, 350], 50, fill=(40, 37, 50), outline=(80, 76, 92), width=5)
    for cx, cy in ((320, 210), (320, 300), (405, 255)):
        pen.ellipse([cx - 34, cy - 34, cx + 34, cy + 34], fill=(14, 14, 20), outline=(120, 118, 130), width=5)
    pen.line([(640, 180), (560, 320), (600, 420), (480, 600)], fill=(220, 224, 230), width=5)
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=88)
    return kept.getvalue()


_ANSWERS = {
    "backup": "done",
    "wipe": "ask",
    "opening": "yes",
    "data_access": "no",
    "contact": "repair_only",
    "old_parts": "return",
}


def consents(language: str) -> tuple[Answer, ...]:
    """The shipped questions as a wary customer answers them."""
    asked = pack("cn" if language == "zh_CN" else "uk").consents
    answers = ((text.title.text(language), text.answer(_ANSWERS[text.purpose])) for text in asked)
    meaning = {"yes": True, "no": False}
    return tuple(
        Answer(title, answer.name.text(language), meaning.get(answer.meaning)) for title, answer in answers
    )


def receipt(language: str = "zh_CN", **changes: object) -> ReceiptPaper:
    chinese = language == "zh_CN"
    currency = "CNY" if chinese else "GBP"
    say = Words(language)
    no = say("否", "no")
    values: dict[str, object] = {
        "language": language,
        "head": HEADS[language],
        "number": "26-004183",
        "tag_code": "26004183",
        "slip_code": "7126004183",
        "received_at": MOMENT,
        "received_by": say("林晓", "Lin Baker"),
        "desk": say("一号柜台", "Counter 1"),
        "customer_name": say("王喆", "Alex Whittaker"),
        "customer_phone": say("138 0016 4827", "07700 900 482"),
        "device": PaperDevice(
            "phone", "iPhone 14 Pro Max", "356921145087316", "", say("暗紫", "Deep purple"), "256 GB"
        ),
        "accessories": ("SIM 卡", "手机壳") if chinese else ("SIM card", "case"),
        "fault": say(
            "外屏碎、触摸失灵。昨晚从口袋滑落，右上角碎，上半屏点不动。没有进过水。",
            "Screen cracked, touch dead. Slid out of a pocket last night; upper right corner broken, "
            "upper half does not react. No liquid.",
        ),
        "history": (
            Answer(
                say("曾维修", "Repaired before"),
                say("2026-03-08 换屏（本店）", "2026-03-08 screen (here)"),
                True,
            ),
            Answer(say("跌落", "Dropped"), say("是", "yes"), True),
            Answer(say("进液", "Liquid"), no, False),
            Answer(say("当面复现", "Reproduced"), say("是", "yes"), True),
            Answer(say("保修", "Warranty"), say("保修内", "in warranty"), True),
        ),
        "checks": tuple(
            Answer(say(zh, en), say(*answer), agreed)
            for zh, en, answer, agreed in (
                ("开机", "Power", ("正常", "fine"), True),
                ("触摸", "Touch", ("异常", "faulty"), False),
                ("显示", "Display", ("正常", "fine"), True),
                ("声音", "Sound", ("正常", "fine"), True),
                ("后摄", "Rear camera", ("正常", "fine"), True),
                ("前摄", "Front camera", ("正常", "fine"), True),
                ("按键", "Buttons", ("正常", "fine"), True),
                ("充电", "Charging", ("正常", "fine"), True),
                ("SIM", "SIM", ("正常", "fine"), True),
                ("Face ID", "Face ID", ("未能检测", "not tried"), None),
            )
        ),
        "marks": (
            PaperMark(
                1,
                "front",
                "freehand",
                ((8200, 1300), (7200, 1900), (6400, 2100), (5600, 3300)),
                say("碎裂　右上角，裂纹至中部", "Crack  upper right corner, down to the middle"),
            ),
            PaperMark(
                2, "back", "pin", ((1600, 8900),), say("磕碰　背板左下边框", "Dent  back, lower left frame")
            ),
            PaperMark(
                3,
                "photo-a",
                "ellipse",
                ((3000, 1500), (5000, 2800)),
                say("划痕　照片 1，镜头圈", "Scratch  photo 1, lens ring"),
            ),
        ),
        "photos": ("photo-a", "photo-b"),
        "consents": consents(language),
        "estimate_low": Money(68000, currency),
        "estimate_high": Money(86000, currency),
        "deposit": Money(10000, currency),
        "deposit_tender": say("微信", "card"),
        "promised_at": MOMENT.replace(hour=17, minute=30),
        "terms": tuple(term.text for term in pack("cn" if chinese else "uk").receipt_terms(language)),
        "integrity": "7K4Q-92MD",
        "bin": "B-07",
        "old_parts": say("退还", "returned"),
        "signature": signature(),
    }
    values.update(changes)
    return ReceiptPaper(**values)  # type: ignore[arg-type]  # the table above is the constructor's


def tag(language: str = "zh_CN", **changes: str) -> TagPaper:
    values = {
        "number": "26-004183",
        "tag_code": "26004183",
        "model": "iPhone 14 Pro Max",
        "imei_tail": "7316",
        "bin": "B-07",
        "piece": "1/2",
    } | changes
    return TagPaper(language, **values)
