"""Fonts, line breaking, words: the small parts that every page stands on."""

from __future__ import annotations

from itertools import pairwise

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.marks import Face
from shopdesk.domain.money import Money
from shopdesk.i18n import LANGUAGES, catalogue
from shopdesk.outlines import DEVICE_KINDS
from shopdesk.printing import fonts
from shopdesk.printing.breaking import NO_END, NO_START, Run, after, fit, shortened, wrap
from shopdesk.printing.marks import places_apart
from shopdesk.printing.outlines import outline
from shopdesk.printing.words import in_words, masked_phone, span, tail

MIXED = st.text("中文，。（）“”、喆 abcDEF 0123-/.,()\n", max_size=200)


@given(MIXED, st.floats(20, 300), st.floats(5, 14))
def test_lines_fit_and_lose_nothing_but_blanks(text: str, width: float, size: float) -> None:
    lines = wrap((Run(text),), size, width)
    shown = "".join(piece.text for line in lines for piece in line.pieces)
    assert "".join(shown.split()) == "".join(text.split())
    assert all(line.width <= width + 0.02 or len(line.pieces[0].text) == 1 for line in lines if line.pieces)


CLAUSES = st.lists(
    st.sampled_from(
        ["中", "文字", "喆，", "囍。", "（甲）", "“乙”", "abc, ", "iPhone 14 ", "¥120、", "等……"]
    ),
    max_size=60,
)


@given(CLAUSES, st.floats(60, 300))
def test_no_closing_mark_begins_a_line_and_no_opening_one_ends_it(clauses: list[str], width: float) -> None:
    lines = wrap((Run("中" + "".join(clauses)),), 10, width)
    for before, line in pairwise(lines):
        assert line.pieces[0].text[0] not in NO_START
        assert before.pieces[-1].text[-1] not in NO_END


def test_a_paragraph_goes_on_from_any_line() -> None:
    runs = (Run("故障　", bold=True), Run("外屏碎、触摸失灵。昨晚从口袋滑落，右上角碎。"))
    lines = wrap(runs, 9, 80)
    rest = after(runs, lines[1].start)
    whole = "".join(run.text for run in runs)
    assert "".join(run.text for run in rest) == whole[lines[1].start :]
    assert after(runs, 0) == runs


def test_solid_runs_move_to_the_next_line_whole() -> None:
    runs = (Run("授权　"), Run("为测试解锁：不同意", solid=True))
    first, second = wrap(runs, 10, 100)
    assert second.pieces[0].text == "为测试解锁：不同意"
    assert "为" not in "".join(piece.text for piece in first.pieces)


def test_shortened_only_when_it_must_be() -> None:
    assert shortened("iPhone", 8, 100) == "iPhone"
    cut = shortened("iPhone 14 Pro Max 暗紫", 8, 50)
    assert cut.endswith("…")
    assert fonts.width(cut, 8) <= 50
    assert fit("青禾", 20, 1000) == 20
    assert fit("青禾手机维修", 20, 60) == pytest.approx(20 * 2 / 3)


@pytest.mark.parametrize(
    ("typed", "printed", "missing"),
    [
        ("王喆 囍 龘 José Ångström Zoë", "王喆 囍 龘 José Ångström Zoë", ""),
        ("Jose\u0301", "José", ""),
        ("小明😀", "小明□", "😀"),
        ("一家👨‍👩‍👧人", "一家□人", "👨"),
        ("thumb 👍🏽 up", "thumb □ up", "👍"),
        ("left\u202eright\u200b", "leftright", ""),
        ("tab\there\x00\x07", "tab here", ""),
        ("a\r\nb\rc", "a\nb\nc", ""),
    ],
)
def test_every_character_is_checked_before_it_is_printed(typed: str, printed: str, missing: str) -> None:
    assert fonts.printable(typed) == (printed, missing)


@given(st.text(max_size=60))
def test_printable_is_always_printable_and_stays_so(text: str) -> None:
    plain, _ = fonts.printable(text)
    assert fonts.printable(plain) == (plain, "")


def test_the_catalogues_of_paper_need_no_boxes() -> None:
    for language in LANGUAGES:
        for key, message in catalogue(language).messages.items():
            if key.startswith("paper."):
                assert fonts.printable(message)[1] == "", key


@given(st.integers(0, 10**11))
def test_chinese_words_say_the_amount(minor: int) -> None:
    words = in_words(Money(minor, "CNY"), "zh_CN")
    whole = words.partition("元")[0]
    if minor >= 100:
        assert cn2an.cn2an(whole, "normal") == minor // 100
    assert words.endswith("整") == (minor % 100 == 0)
    assert ("角" in words) == (minor // 10 % 10 > 0)
    assert ("分" in words) == (minor % 10 > 0)


def test_amounts_in_words() -> None:
    assert in_words(Money(12000, "CNY"), "zh_CN") == "壹佰贰拾元整"
    assert in_words(Money(-4000, "CNY"), "zh_CN") == "负肆拾元整"
    assert in_words(Money(12050, "USD"), "zh_CN") == ""
    assert in_words(Money(12050, "USD"), "en") == "One hundred and twenty and 50/100 USD"
    assert in_words(Money(1200, "JPY"), "en") == "One thousand two hundred JPY"
    assert in_words(Money(1234567, "KWD"), "en").endswith("and 567/1000 KWD")


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("138 0016 4827", "138****4827"),
        ("07700 900 482", "077****0482"),
        ("(415) 555-0132", "41****0132"),
        ("5550132", "5****32"),
        ("110", "****"),
        ("", ""),
    ],
)
def test_phones_are_masked(phone: str, masked: str) -> None:
    assert masked_phone(phone) == masked


@given(st.text("0123456789 -+()", max_size=20))
def test_a_masked_phone_hides_at_least_four_digits(phone: str) -> None:
    digits = [char for char in phone if char.isdigit()]
    shown = [char for char in masked_phone(phone) if char.isdigit()]
    assert len(digits) - len(shown) >= min(4, len(digits))


def test_small_words() -> None:
    say = catalogue("zh_CN")
    low, high = Money(68000, "CNY"), Money(86000, "CNY")
    assert tail("356921145087316") == "…7316"
    assert tail("C02") == "C02"
    assert span(low, high, say) == "¥680.00 – 860.00"
    assert span(low, low, say) == span(None, low, say) == "¥680.00"
    assert span(None, None, say) == ""


@pytest.mark.parametrize("kind", DEVICE_KINDS)
def test_every_outline_stays_within_its_size(kind: str) -> None:
    faces = outline(kind)
    assert set(faces) == set(Face)
    for face in faces.values():
        drawn = f"{face.body} {face.details} {face.filled}"
        numbers = [float(token) for token in drawn.split() if token[-1].isdigit()]
        across, down = numbers[::2], numbers[1::2]
        assert all(-0.01 <= x <= face.width + 0.01 for x in across)
        assert all(-face.height - 0.01 <= y <= 0.01 for y in down)


@given(st.lists(st.tuples(st.floats(0, 40), st.floats(0, 80)), max_size=40))
def test_numbers_of_marks_never_cover_each_other(anchors: list[tuple[float, float]]) -> None:
    places, radius = places_apart(anchors, 4.0, (0, 0, 40, 80))
    for index, (x, y) in enumerate(places):
        assert radius - 0.01 <= x <= 40 - radius + 0.01
        assert radius - 0.01 <= y <= 80 - radius + 0.01
        for other_x, other_y in places[:index]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (2 * radius) ** 2 - 0.01
