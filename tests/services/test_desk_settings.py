"""Each desk's own printers: chosen by who works there; where it chose nothing, it follows the shop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain.papers import PaperKind
from shopdesk.errors import Conflict, UserError
from shopdesk.services.desk_settings import (
    DeskRoute,
    DeskSettings,
    KnownPrinter,
    SavedDeskSettings,
    SaveDeskSettings,
    desk_settings,
    route_at,
    row_name,
    saved_desk_settings,
    shift_at,
)
from shopdesk.services.print_jobs import claim_job
from shopdesk.services.settings import Route, ShopSettings
from shopdesk.services.shop import Shop
from shopdesk.services.work import Actor
from tests.shop_floor import BENCH_DESK, COUNTER_DESK, Floor
from tests.shops import COUNTER


def keep(shop: Shop, actor: Actor, value: DeskSettings) -> int:
    seen = shop.ask(saved_desk_settings, actor.desk).version
    return shop.do(SaveDeskSettings(value=value, seen_version=seen), actor).value


def test_a_desk_prints_where_it_chose_and_others_as_the_shop(floor: Floor) -> None:
    own = DeskSettings(routes={"receipt": DeskRoute("system:Office", "a5", right=15, down=-5)})
    assert keep(floor.shop, floor.counter, own) == 1
    assert floor.shop.ask(desk_settings, COUNTER_DESK) == own
    assert floor.shop.ask(desk_settings, BENCH_DESK) == DeskSettings()
    floor.receive()
    jobs = [floor.shop.run(COUNTER_DESK, claim_job).value for _ in range(2)]
    assert {(job.kind, job.printer, job.format) for job in jobs if job is not None} == {
        (PaperKind.RECEIPT, "system:Office", "a5"),
        (PaperKind.TAG, "folder", ""),
    }


def test_a_stale_save_is_refused_with_what_is_kept(any_shop: Shop) -> None:
    one = DeskSettings(routes={"sale": DeskRoute("folder", "a5")})
    assert keep(any_shop, COUNTER, one) == 1
    assert keep(any_shop, COUNTER, replace(one, routes={})) == 2
    with pytest.raises(Conflict) as refused:
        any_shop.do(SaveDeskSettings(value=one, seen_version=1), COUNTER)
    assert refused.value.theirs == SavedDeskSettings(DeskSettings(), 2)


@pytest.mark.parametrize("folder", ["Bilder", "../photos", "/media/a\nb"])
def test_a_photo_folder_is_a_whole_path(any_shop: Shop, folder: str) -> None:
    with pytest.raises(UserError) as refused:
        keep(any_shop, COUNTER, DeskSettings(photo_folder=folder))
    assert (refused.value.key, refused.value.field) == ("photos.folder.not_whole", "photo_folder")
    keep(any_shop, COUNTER, DeskSettings(photo_folder=" /media/phone/王的照片 "))
    assert any_shop.ask(desk_settings, COUNTER.desk).photo_folder == "/media/phone/王的照片"


def test_a_route_is_the_desks_the_shops_or_between() -> None:
    shop = ShopSettings(routes={"tag": Route("zpl:10.0.0.5", "label-50x30")})
    own = DeskSettings(routes={"tag": DeskRoute("", "label-40x30"), "sale": DeskRoute("system:A", "a5")})
    assert route_at(shop, own, "tag") == Route("zpl:10.0.0.5", "label-40x30")
    assert route_at(shop, own, "sale") == Route("system:A", "a5")
    assert route_at(shop, own, "quote") == Route()


def test_a_measured_shift_belongs_to_a_printer_and_a_size() -> None:
    shop = ShopSettings()
    own = DeskSettings(routes={"sale": DeskRoute("system:A", "a5", right=12, down=-3)})
    assert shift_at(shop, own, "sale", Route("system:A", "a5")) == (12, -3)
    assert shift_at(shop, own, "quote", Route("system:A", "a5")) == (12, -3)
    assert shift_at(shop, own, "sale", Route("system:A", "a4")) == (0, 0)
    assert shift_at(shop, own, "sale", Route("folder", "a5")) == (0, 0)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (DeskSettings(routes={"sale": DeskRoute("folder", "a5", right=201)}), "problems.shift_far"),
        (DeskSettings(routes={"sale": DeskRoute("escpos:")}), "problems.printer_host"),
        (DeskSettings(routes={"sale": DeskRoute("escpos+usb:")}), "problems.printer_wire"),
        (DeskSettings(printers=(KnownPrinter(" ", "folder"),)), "problems.required"),
        (
            DeskSettings(printers=(KnownPrinter("a", "zpl:h"), KnownPrinter("b", "zpl: h"))),
            "problems.printer_twice",
        ),
    ],
)
def test_what_no_printer_can_have_is_refused(any_shop: Shop, value: DeskSettings, key: str) -> None:
    with pytest.raises(UserError) as refused:
        keep(any_shop, COUNTER, value)
    assert refused.value.key == key


def test_addresses_are_written_one_way_and_keep_their_options(shop: Shop) -> None:
    typed = (
        "escpos: 10.0.0.9?text=gb18030&cut=partial",
        "escpos+usb:04b8:0e15",
        "escpos+serial:/dev/ttyUSB0?baud=9600",
        "zpl:10.0.0.7",
        "brother+usb:04f9:209c",
        "escpos+queue:Front desk",
        "escpos:[fe80::1]:9100",
    )
    keep(shop, COUNTER, DeskSettings(printers=tuple(KnownPrinter(one, one) for one in typed)))
    kept = shop.ask(desk_settings, COUNTER.desk)
    assert [one.address for one in kept.printers] == [
        "escpos:10.0.0.9:9100?text=gb18030&cut=partial",
        *typed[1:],
    ]
    assert kept.name_of("zpl:10.0.0.7") == "zpl:10.0.0.7"
    assert kept.name_of("folder") == ""


def test_a_desk_with_a_long_name_has_a_row_of_its_own(any_shop: Shop) -> None:
    long = "柜台" * 60
    assert len(row_name(long)) <= 64
    assert row_name(long) != row_name(long + "二")
    own = DeskSettings(routes={"sale": DeskRoute("folder", "a5")})
    keep(any_shop, replace(COUNTER, desk=long), own)
    assert any_shop.ask(desk_settings, long) == own
    assert any_shop.ask(desk_settings, long + "二") == DeskSettings()
