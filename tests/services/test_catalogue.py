"""The device catalogue finds what a counter types, the way it types it, between two keys."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from shopdesk.services.catalogue import DeviceCatalogue

MARKET_NAMES = Path(__file__).parents[3] / "shared" / "data" / "mobilemodels" / "brands"


@pytest.fixture(scope="module")
def catalogue() -> DeviceCatalogue:
    return DeviceCatalogue.load()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("iphone 14", "Apple iPhone 14"),
        ("ip14pm", "Apple iPhone 14 Pro Max"),
        ("ip 14 pm", "Apple iPhone 14 Pro Max"),
        ("pro max 14", "Apple iPhone 14 Pro Max"),
        ("IPHONE14PROMAX", "Apple iPhone 14 Pro Max"),
        ("ｉｐｈｏｎｅ　１４", "Apple iPhone 14"),
        ("苹果15", "Apple iPhone 15"),
        ("s21u", "Samsung Galaxy S21 Ultra 5G"),
        ("三星 s24 ultra", "Samsung Galaxy S24 Ultra"),
        ("s24+", "Samsung Galaxy S24+"),
        ("note 20u", "Samsung Galaxy Note20 Ultra 5G"),
        ("红米 13", "Redmi 13"),
        ("红米13", "Redmi 13"),
        ("小米14u", "Xiaomi 14 Ultra"),
        ("华为mate60", "Huawei Mate 60"),
        ("一加12", "OnePlus 12"),
        ("真我gt2", "realme GT 2"),
        ("苹果手表 ultra 2", "Apple Watch Ultra 2"),
        ("A2896", "Apple iPhone 14 Pro Max"),
        ("a2111", "Apple iPhone 11"),
        ("SM-G991B", "Samsung Galaxy S21 5G"),
        ("smg991b", "Samsung Galaxy S21 5G"),
        ("g991b", "Samsung Galaxy S21 5G"),
        ("2210132G", "Xiaomi 13 Pro"),
    ],
)
def test_what_is_typed_comes_first(catalogue: DeviceCatalogue, typed: str, title: str) -> None:
    found = catalogue.find(typed)
    assert found, f"nothing for {typed!r}"
    assert found[0].title == title


IN_USE = """
ip13 | Apple iPhone 13
ip13mini | Apple iPhone 13 mini
13mini | Apple iPhone 13 mini
ip16p | Apple iPhone 16 Pro
12pm | Apple iPhone 12 Pro Max
14 pro max | Apple iPhone 14 Pro Max
17pm | Apple iPhone 17 Pro Max
苹果17 | Apple iPhone 17
苹果8p | Apple iPhone 8 Plus
ipx | Apple iPhone X
ipxsm | Apple iPhone XS Max
xsm | Apple iPhone XS Max
xr | Apple iPhone XR
苹果 xr | Apple iPhone XR
se3 | Apple iPhone SE (3rd generation)
苹果se2 | Apple iPhone SE (2nd generation)
se 2022 | Apple iPhone SE (3rd generation)
iphone air | Apple iPhone Air
A2650 | Apple iPhone 14 Pro
a2403 | Apple iPhone 12
A1778 | Apple iPhone 7
ipad 9 | Apple iPad (9th generation)
ipad 10 | Apple iPad (10th generation)
ipad air 5 | Apple iPad Air (5th generation)
ipad mini 6 | Apple iPad mini (6th generation)
watch s9 | Apple Watch Series 9
mbp 14 | Apple MacBook Pro 14-inch
mba m2 | Apple MacBook Air 13-inch (M2)
A2338 | Apple MacBook Pro 13-inch
A2681 | Apple MacBook Air 13-inch (M2)
SM-S9180 | Samsung Galaxy S23 Ultra
s9180 | Samsung Galaxy S23 Ultra
SM-S911B | Samsung Galaxy S23
SM-F9460 | Samsung Galaxy Z Fold5
A546 | Samsung Galaxy A54 5G
三星 a54 | Samsung Galaxy A54 5G
三星s22 | Samsung Galaxy S22
fold5 | Samsung Galaxy Z Fold5
zfold 5 | Samsung Galaxy Z Fold5
z flip 5 | Samsung Galaxy Z Flip5
s24u | Samsung Galaxy S24 Ultra
tab s9 | Samsung Galaxy Tab S9
s21 fe | Samsung Galaxy S21 FE 5G
红米note13pro | Redmi Note 13 Pro
rn13p | Redmi Note 13 Pro
rn13p+ | Redmi Note 13 Pro+
红米k60 | Redmi K60
k70pro | Redmi K70 Pro
2312DRA50C | Redmi Note 13 Pro
小米14 | Xiaomi 14
mi14 | Xiaomi 14
23127PN0CC | Xiaomi 14
mix fold 3 | Xiaomi MIX Fold 3
华为p60 | Huawei P60
mate60pro | Huawei Mate 60 Pro
ALN-AL00 | Huawei Mate 60 Pro
nova 11 | Huawei nova 11
荣耀100 | Honor 100
x50 | Honor X50
reno 10 | OPPO Reno10
findx6pro | OPPO Find X6 Pro
PHZ110 | OPPO Find X7
vivo x100 | vivo X100
V2309A | vivo X100
iqoo12 | iQOO 12
一加12 | OnePlus 12
ace 2 | OnePlus Ace 2
魅族20 | Meizu 20
pixel 8 | Google Pixel 8
moto g54 | Motorola Moto G54
拯救者 y9000p | Lenovo Legion Y9000P
小新pro16 | Lenovo Xiaoxin Pro 16
switch oled | Nintendo Switch OLED
ps5 | Sony PlayStation 5
"""


@pytest.mark.parametrize(
    ("typed", "title"),
    [tuple(line.split(" | ")) for line in IN_USE.strip().splitlines()],
)
def test_what_counters_type_is_among_the_first_three(
    catalogue: DeviceCatalogue, typed: str, title: str
) -> None:
    assert title in [device.title for device in catalogue.find(typed)[:3]]


def test_most_of_it_comes_first(catalogue: DeviceCatalogue) -> None:
    lines = [line.split(" | ") for line in IN_USE.strip().splitlines()]
    first = [catalogue.find(typed)[0].title == title for typed, title in lines]
    assert sum(first) >= 0.9 * len(lines)


def test_every_shorter_beginning_still_offers_the_device(catalogue: DeviceCatalogue) -> None:
    for length in range(len("iphone 13 p"), len("iphone 13 pro max") + 1):
        titles = [device.title for device in catalogue.find("iphone 13 pro max"[:length])]
        assert "Apple iPhone 13 Pro Max" in titles


def test_a_word_for_the_kind_narrows(catalogue: DeviceCatalogue) -> None:
    assert {device.kind for device in catalogue.find("荣耀平板")} == {"tablet"}
    assert {device.kind for device in catalogue.find("三星手表")} == {"watch"}
    assert {device.kind for device in catalogue.find("联想笔记本")} == {"laptop"}


def test_an_iphone_knows_its_numbers_colours_and_storages(catalogue: DeviceCatalogue) -> None:
    (phone, *_) = catalogue.find("iphone 13 mini")
    assert phone.kind == "phone"
    assert "A2628" in phone.codes
    assert "Midnight" in phone.colours
    assert phone.storages == ("128 GB", "256 GB", "512 GB")


def test_a_folding_phone_is_no_tablet(catalogue: DeviceCatalogue) -> None:
    assert catalogue.find("galaxy z flip5")[0].kind == "phone"


def test_brands_have_their_chinese_names(catalogue: DeviceCatalogue) -> None:
    (phone, *_) = catalogue.find("redmi 13")
    assert (phone.brand_in("zh_CN"), phone.brand_in("en")) == ("红米", "Redmi")


@pytest.mark.parametrize("typed", ["", "   ", "zzzzzz", "|", "\t\n", "((((", "%_*", "a" * 5000, "龘"])
def test_nothing_and_nonsense_find_nothing(catalogue: DeviceCatalogue, typed: str) -> None:
    assert catalogue.find(typed) == ()


def test_no_more_than_asked_for(catalogue: DeviceCatalogue) -> None:
    assert len(catalogue.find("galaxy", limit=5)) == 5
    assert len(catalogue) > 25_000


def test_names_are_readable_and_told_once(catalogue: DeviceCatalogue) -> None:
    titles = [
        device.title for typed in ("huawei", "xiaomi", "galaxy") for device in catalogue.find(typed, 300)
    ]
    assert not [title for title in titles if re.search(r"[\ufffd\uac00-\ud7a3]", title)]
    assert len(titles) == len(set(titles))


def test_what_is_said_beside_the_name_does_not_hide_the_device(catalogue: DeviceCatalogue) -> None:
    assert catalogue.find("iphone 13 256g 午夜色")[0].title == "Apple iPhone 13"
    assert catalogue.find("红米 13 全网通版")[0].title == "Redmi 13"


SAID_BESIDE = re.compile(
    r" (?:China|Global|India|Japan|US|EU|Europe|Latin America|North America|Dual SIM|Single SIM|Wi-Fi).*$"
    r"|\s*(?:全网通|国行|国际|公开|移动|联通|电信|标准|双 4G).*$"
)


def market_names(file: str) -> list[str]:
    """Market names as a public list by other people has them, without country and carrier."""
    text = (MARKET_NAMES / file).read_text(encoding="utf-8")
    found = re.findall(r"^`[^`]+`: ([^/(（\n]+)", text, re.MULTILINE)
    return sorted({SAID_BESIDE.sub("", name.strip()) for name in found})


def is_it(found: str, market: str) -> bool:
    """Whether a device found is the one named: the same numbers, and its name inside the other."""
    numbers = set(re.findall(r"\d+", found)) <= set(re.findall(r"\d+", market))
    small = [re.sub(r"\W|_|5g$|4g$", "", name.lower()) for name in (found, market)]
    return numbers and small[0] in small[1]


@pytest.mark.skipif(
    not MARKET_NAMES.is_dir(), reason="the shared list of market names is not beside the project"
)
@pytest.mark.parametrize(
    ("file", "least"),
    [("apple_all_en.md", 90), ("samsung_global_en.md", 80), ("google.md", 80), ("oneplus_en.md", 75)],
)
def test_market_names_that_others_wrote_are_found(catalogue: DeviceCatalogue, file: str, least: int) -> None:
    names = market_names(file)
    sample = random.Random(26).sample(names, min(150, len(names)))
    hits = sum(any(is_it(device.name, name) for device in catalogue.find(name)) for name in sample)
    rate = 100 * hits // len(sample)
    assert rate >= least, f"{rate} % of {len(sample)} names of {file}"
