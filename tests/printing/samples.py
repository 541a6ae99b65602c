"""Papers to print in the tests: rich, in both languages, with nothing of a real person in them."""

from __future__ import annotations

import io
import math
from datetime import UTC, datetime, timedelta, timezone

from PIL import Image, ImageDraw

from shopdesk.domain.money import Money
from shopdesk.domain.papers import Answer, Letterhead, PaperDevice, PaperMark, ReceiptPaper
from shopdesk.domain.signature import Signature

CHINA = timezone(timedelta(hours=8))
MOMENT = datetime(2026, 11, 21, 11, 42, tzinfo=CHINA)
BRITAIN = UTC

HEADS = {
    "zh_CN": Letterhead("青禾手机维修", "人民路 18 号", "021-5555 0188", "周一至周日 9:00–20:00", "021-5555 0199"),
    "en": Letterhead("Greenfield Phone Repair", "18 High Street, Leeds", "0113 496 0188", "Mon–Sun 9:00–20:00", "0113 496 0199"),
}  # fmt: skip


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


def receipt(language: str = "zh_CN", **changes: object) -> ReceiptPaper:
    chinese = language == "zh_CN"
    currency = "CNY" if chinese else "GBP"
    say = (lambda zh, en: zh) if chinese else (lambda zh, en: en)
    yes, no, refused = say("同意", "agreed"), say("否", "no"), say("不同意", "refused")
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
        "device": PaperDevice("phone", "iPhone 14 Pro Max", "356921145087316", "", say("暗紫", "Deep purple"), "256 GB"),
        "accessories": say(("SIM 卡", "手机壳"), ("SIM card", "case")),
        "fault": say(
            "外屏碎、触摸失灵。昨晚从口袋滑落，右上角碎，上半屏点不动。没有进过水。",
            "Screen cracked, touch dead. Slid out of a pocket last night; upper right corner broken, upper half does not react. No liquid.",
        ),
        "history": (
            Answer(say("曾维修", "Repaired before"), say("2026-03-08 换屏（本店）", "2026-03-08 screen (here)"), True),
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
            PaperMark(1, "front", "freehand", ((8200, 1300), (7200, 1900), (6400, 2100), (5600, 3300)), say("碎裂　右上角，裂纹至中部", "Crack  upper right corner, down to the middle")),
            PaperMark(2, "back", "pin", ((1600, 8900),), say("磕碰　背板左下边框", "Dent  back, lower left frame")),
            PaperMark(3, "photo-a", "ellipse", ((3000, 1500), (5000, 2800)), say("划痕　照片 1，镜头圈", "Scratch  photo 1, lens ring")),
        ),
        "photos": ("photo-a", "photo-b"),
        "consents": (
            Answer(say("备份", "Backup"), say("客户已备份", "done by customer"), True),
            Answer(say("可能清除数据", "Data may be wiped"), yes, True),
            Answer(say("拆机检测", "Open the device"), yes, True),
            Answer(say("为测试解锁", "Unlock for tests"), refused, False),
        ),
        "estimate_low": Money(68000, currency),
        "estimate_high": Money(86000, currency),
        "deposit": Money(10000, currency),
        "deposit_tender": say("微信", "card"),
        "promised_at": MOMENT.replace(hour=17, minute=30),
        "terms": say(
            (
                "凭此联取机；遗失请携证件，经核对后取机。",
                "维修费用以您签字确认的报价为准，超出须再经您同意。",
                "维修可能清除数据，您已确认备份。我们不查看、不复制、不外传机内资料。",
                "更换的旧件按您的选择退还或代为处理。",
                "完修后 30 日未取，按约定通知并保管。",
                "维修部位保修见保修卡。",
            ),
            (
                "The device is handed over against this slip.",
                "We charge what you approved in the quote; anything above needs your approval again.",
                "You have confirmed the state of your backup.",
                "Replaced parts go back to you or are disposed of, as you chose.",
                "Devices not collected within 30 days of notice are stored as agreed.",
                "The warranty on repaired parts stands on the warranty card.",
            ),
        ),
        "integrity": "7K4Q-92MD",
        "bin": "B-07",
        "old_parts": say("退还", "returned"),
        "signature": signature(),
    }  # fmt: skip
    values.update(changes)
    return ReceiptPaper(**values)  # type: ignore[arg-type]  # the table above is the constructor's
