"""Sample papers of quoting, paying and closing the day."""

from __future__ import annotations

from datetime import timedelta

from shopdesk.domain.papers import (
    Answer,
    CashPaper,
    CountedTender,
    DayPaper,
    PaperLine,
    PaperTender,
    QuoteOption,
    QuotePaper,
    RefundPaper,
    SalePaper,
    WarrantyPaper,
    WarrantyTerm,
)
from tests.printing.sample_words import MOMENT, Words, signature


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
