"""Papers to print in the tests: rich, in both languages, with nothing of a real person in them."""

from __future__ import annotations

import io
import math
from datetime import UTC, datetime, timedelta, timezone

from PIL import Image, ImageDraw

from shopdesk.domain.money import Money
from shopdesk.domain.papers import (
    Answer,
    CashPaper,
    CountedTender,
    DayPaper,
    Letterhead,
    Paper,
    PaperDevice,
    PaperLine,
    PaperMark,
    PaperTax,
    PaperTender,
    QuoteOption,
    QuotePaper,
    ReceiptPaper,
    RefundPaper,
    SalePaper,
    TagPaper,
    TestPaper,
    WarrantyPaper,
    WarrantyTerm,
)
from shopdesk.domain.signature import Signature
from shopdesk.services.packs import pack

CHINA = timezone(timedelta(hours=8))
MOMENT = datetime(2026, 11, 21, 11, 42, tzinfo=CHINA)
BRITAIN = UTC

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


def quote(language: str = "zh_CN") -> QuotePaper:
    say = Words(language)
    return QuotePaper(
        language,
        say.head,
        "26-004183/2",
        "7126004183",
        MOMENT,
        MOMENT + timedelta(days=7),
        say("林晓", "Lin Baker"),
        say("王喆", "Alex Whittaker"),
        say.device(),
        fault=say("外屏碎、触摸失灵。", "Screen cracked, touch dead."),
        cause=say(
            "跌落造成屏幕总成破裂，触摸排线断裂；主板与后摄测试正常。",
            "The drop broke the screen assembly and tore the touch flex; board and rear camera test fine.",
        ),
        parts_concerned=say("屏幕总成、防水胶", "Screen assembly, seal"),
        plan=say(
            "更换屏幕总成，恢复防水胶，校准原彩显示。",
            "Replace the screen assembly, renew the seal, calibrate True Tone.",
        ),
        options=(
            QuoteOption(
                say("原厂认证屏", "Certified screen"),
                (say.screen(), say.seal(), say.labour()),
                (say.tax(68000),),
                say.money(68000),
                say("保留原彩显示与面容识别。", "Keeps True Tone and Face ID."),
            ),
            QuoteOption(
                say("副厂屏", "Aftermarket screen"),
                (
                    say.line(
                        "屏幕总成（副厂 OLED）",
                        "Screen assembly (aftermarket OLED)",
                        32000,
                        grade=say("副厂", "aftermarket"),
                        warranty=say("90 天", "90 days"),
                    ),
                    say.labour(),
                ),
                (say.tax(44000),),
                say.money(44000),
                say(
                    "亮度略低，系统会提示非原装屏。",
                    "A little dimmer; the phone will name it as not genuine.",
                ),
            ),
            QuoteOption(
                say("购买新机", "A new phone"),
                (say.line("旧机折价（另行估价）", "Trade-in of the old one (valued apart)", 0),),
                (),
                say.money(0),
                say(
                    "如不维修，可折价换新，本店协助迁移数据。",
                    "If not worth mending: trade in, we help move the data.",
                ),
            ),
        ),
        tax_included=True,
        time_needed=say("当天，约 2 小时", "Same day, about 2 hours"),
        notes=(
            say(
                "报价有效期内价格不变；如发现新故障，须重新报价并经您同意。",
                "Prices hold until the date above; a new fault found means a new quote for your approval.",
            ),
            say(
                "配件等级：原厂 / 原厂认证 / 副厂 / 翻新。",
                "Grades of parts: genuine, certified, aftermarket, refurbished.",
            ),
        ),
    )


def sale(language: str = "zh_CN", **changes: object) -> SalePaper:
    say = Words(language)
    values: dict[str, object] = {
        "language": language,
        "head": say.head,
        "number": "S-26-003977",
        "ticket_number": "26-004183",
        "slip_code": "7126004183",
        "issued_at": MOMENT.replace(hour=17, minute=12),
        "issued_by": say("林晓", "Lin Baker"),
        "customer_name": say("王喆", "Alex Whittaker"),
        "device": say.device(),
        "work_done": say(
            "更换屏幕总成与防水胶，校准原彩显示；通话、触摸、摄像、声音测试正常。",
            "Replaced screen assembly and seal, calibrated True Tone; calls, touch, camera, sound test fine.",
        ),
        "lines": (say.screen(), say.seal(), say.labour()),
        "taxes": (say.tax(68000),),
        "tax_included": True,
        "total": say.money(68000),
        "deposit_used": say.money(10000),
        "tenders": (
            PaperTender(say("微信", "card"), say.money(48000)),
            PaperTender(say("现金", "cash"), say.money(20000)),
        ),
        "change": say.money(10000),
        "old_parts": (say("屏幕总成：已退还客户", "Screen assembly: returned to the customer"),),
        "notes": (
            say("保修期限与范围见保修卡。", "Term and scope of the warranty stand on the warranty card."),
        ),
        "signature": signature(),
    }
    values.update(changes)
    return SalePaper(**values)  # type: ignore[arg-type]  # the table above is the constructor's


def refund(language: str = "zh_CN") -> RefundPaper:
    say = Words(language)
    line = say.seal()
    return RefundPaper(
        language,
        say.head,
        "R-26-000112",
        "S-26-003977",
        "26-004183",
        MOMENT + timedelta(days=2),
        say("林晓", "Lin Baker"),
        say("王喆", "Alex Whittaker"),
        say("防水胶未更换，退回差额。", "The seal was not replaced."),
        (PaperLine(line.name, 1, -line.amount, line.grade),),
        (say.tax(-4000),),
        True,
        say.money(-4000),
        (PaperTender(say("现金", "cash"), say.money(-4000)),),
    )


def warranty(language: str = "zh_CN") -> WarrantyPaper:
    say = Words(language)
    return WarrantyPaper(
        language,
        say.head,
        "W-26-002001",
        "26-004183",
        "7126004183",
        MOMENT,
        say("王喆", "Alex Whittaker"),
        say.device(),
        (
            WarrantyTerm(
                say("屏幕总成（原厂认证）", "Screen assembly (certified)"),
                say("180 天", "180 days"),
                MOMENT + timedelta(days=180),
                say(
                    "显示、触摸、原彩；人为碎裂、进液、自行拆机除外。",
                    "Display, touch, True Tone. Not: breakage, liquid, opened by others.",
                ),
                "SC14PM-2207-0031",
            ),
            WarrantyTerm(
                say("更换屏幕工时", "Labour: replace screen"),
                say("90 天", "90 days"),
                MOMENT + timedelta(days=90),
                say("同一部位装配问题免费重修。", "Faults of assembly are mended free of charge."),
            ),
            WarrantyTerm(
                say("防水性能", "Water resistance"),
                say("不保修", "none"),
                None,
                say("拆机后不再保证原防护等级。", "Once opened, the original rating is no longer promised."),
            ),
        ),
        (
            say("保修期内凭本卡或单号到店。", "Bring this card or the number within the term."),
            say("请勿自行拆机或贴装非标准膜。", "Please do not open the device yourself."),
            say(
                "两次维修后同一故障仍未排除的，可要求更换。",
                "If the same fault stays after two repairs you may ask for a replacement.",
            ),
        ),
        tuple(
            Answer(say(*q), say(*a))
            for q, a in (
                (("送修日期", "Taken in"), ("2026-11-21 11:42", "2026-11-21 11:42")),
                (("检测完成", "Tested"), ("2026-11-21 16:50", "2026-11-21 16:50")),
                (("故障", "Fault"), ("外屏碎、触摸失灵", "Screen cracked, touch dead")),
                (("原因", "Cause"), ("跌落", "Drop")),
                (("处理", "Handling"), ("更换屏幕总成", "Screen assembly replaced")),
                (("技师", "Technician"), ("陈工", "Chen")),
            )
        ),
    )


def day(language: str = "zh_CN", **changes: object) -> DayPaper:
    say = Words(language)
    faces = (
        (10000, 5000, 2000, 1000, 500, 100, 50, 10)
        if say.chinese
        else (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5)
    )
    counts = (12, 4, 6, 9, 8, 23, 6, 11) if say.chinese else (8, 30, 22, 9, 17, 28, 12, 9, 6, 3)
    cash = sum(face * count for face, count in zip(faces, counts, strict=True))
    values: dict[str, object] = {
        "language": language,
        "head": say.head,
        "z_number": 231,
        "desk": say("一号柜台", "Counter 1"),
        "opened_at": MOMENT.replace(hour=8, minute=55),
        "opened_by": say("林晓", "Lin Baker"),
        "closed_at": MOMENT.replace(hour=20, minute=6),
        "closed_by": say("周敏", "Mina Joshi"),
        "first_entry": 48112,
        "last_entry": 48197,
        "sales": (
            PaperTender(say("工时", "Labour"), say.money(184000)),
            PaperTender(say("配件", "Parts"), say.money(623500)),
            PaperTender(say("费用", "Fees"), say.money(12000)),
        ),
        "sales_total": say.money(819500),
        "refunds_total": say.money(-4000),
        "net_total": say.money(815500),
        "taxes": (say.tax(815500),),
        "tenders": (
            CountedTender(say("现金", "Cash"), say.money(cash + 500), say.money(cash)),
            CountedTender(say("微信", "Card"), say.money(488000), say.money(488000)),
            CountedTender(say("支付宝", "Transfer"), say.money(126500), say.money(126500)),
        ),
        "denominations": tuple((say.money(face), count) for face, count in zip(faces, counts, strict=True)),
        "opening_float": say.money(50000),
        "cash_moved": say.money(-20000),
        "over_short": say.money(-500),
        "deposits_taken": say.money(60000),
        "deposits_used": say.money(45000),
        "deposits_held": say.money(132000),
        "tickets_in": 14,
        "tickets_out": 11,
        "tickets_open": 37,
        "sales_count": 12,
        "refunds_count": 1,
        "drawer_opened": 9,
        "running_total": say.money(184_223_150),
        "chain_head": "9f3c 41aa 7be0 2d95",
        "note": say("少 5.00，备用零钱换零时误差。", "5.00 short, an error when change was fetched."),
    }
    values.update(changes)
    return DayPaper(**values)  # type: ignore[arg-type]  # the table above is the constructor's


def cash(language: str = "zh_CN") -> CashPaper:
    say = Words(language)
    return CashPaper(
        language,
        say.head,
        "C-26-000431",
        MOMENT,
        say("林晓", "Lin Baker"),
        say("一号柜台", "Counter 1"),
        say("收订金", "Deposit"),
        say.money(20000),
        say("现金", "cash"),
        say("客户补交订金", "Further deposit"),
        "26-004183",
        "7126004183",
        say("王喆", "Alex Whittaker"),
    )


def printer_page(language: str = "zh_CN") -> TestPaper:
    return TestPaper(language, "Brother HL-L5210DN", MOMENT)


def every(language: str) -> dict[str, Paper]:
    """One paper of each kind."""
    return {
        "receipt": receipt(language),
        "tag": tag(language),
        "quote": quote(language),
        "sale": sale(language),
        "warranty": warranty(language),
        "refund": refund(language),
        "day": day(language),
        "cash": cash(language),
        "test": printer_page(language),
    }
