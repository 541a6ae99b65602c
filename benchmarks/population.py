"""People, devices and faults as a shop of that size would have them; the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

from shopdesk.store.search import words_of

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰梅红建国文志辉海燕云飞鹏宇浩然子轩梓涵雨桐佳怡欣思琪喆囍"
    "晨曦睿博天佑俊凯家豪晓东丹阳雪峰倩楠婷龙翔瑞春生福贵宝山水清月星辰木林森"
)
_ENGLISH = [
    "James",
    "Maria",
    "Robert",
    "Linda",
    "David",
    "Susan",
    "Peter",
    "Anna",
    "Thomas",
    "Julia",
    "Mark",
    "Helen",
    "Paul",
    "Laura",
    "Kevin",
    "Nina",
]
_FAMILY = [
    "Smith",
    "Garcia",
    "Brown",
    "Miller",
    "Davis",
    "Wilson",
    "Taylor",
    "Moore",
    "Clark",
    "Lewis",
    "Walker",
    "Hall",
    "Young",
    "King",
    "Wright",
]
_DEVICES = (
    ("Apple", "iPhone 14 Pro Max"), ("Apple", "iPhone 13"), ("Apple", "iPhone 15 Pro"),
    ("Apple", "iPhone 11"), ("Apple", "iPhone SE"), ("Huawei", "P60 Pro"), ("Huawei", "Mate 60"),
    ("Huawei", "nova 12"),
    ("Xiaomi", "Xiaomi 14"), ("Xiaomi", "Redmi Note 13"), ("OPPO", "Find X7"), ("OPPO", "Reno 11"),
    ("vivo", "X100"), ("Samsung", "Galaxy S24 Ultra"), ("Samsung", "Galaxy A54"), ("Honor", "Magic6"),
)  # fmt: skip
_FAULTS = (
    "外屏碎", "屏幕不亮，有触摸", "电池鼓包，掉电快", "充不进电，尾插松动", "后摄像头模糊", "听筒无声",
    "进水后不开机", "触摸失灵，右半边点不动", "面容识别用不了", "WiFi 搜不到信号", "自动重启", "扬声器杂音",
    "后盖碎裂", "指纹解锁失灵", "Screen cracked, touch still works", "Battery drains overnight",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Device:
    brand: str
    model: str
    imei: str


@dataclass(frozen=True, slots=True)
class Customer:
    name: str
    phone: str
    words: str
    """What a search finds the name by."""
    devices: tuple[Device, Device]


class Population:
    """`count` customers with two devices each; customer n has id n, its devices 2n − 1 and 2n."""

    def __init__(self, count: int, first_id: int, first_device: int, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self.first_id = first_id
        self.first_device = first_device
        self._words: dict[str, str] = {}
        self._fault_words: dict[tuple[str, ...], str] = {}
        self.customers = [self._customer() for _ in range(count)]

    def _customer(self) -> Customer:
        choose = self._random.choice
        if self._random.random() < 0.12:
            name = f"{choose(_ENGLISH)} {choose(_FAMILY)}"
        else:
            given = choose(_GIVEN) + (choose(_GIVEN) if self._random.random() < 0.7 else "")
            name = choose(_SURNAMES) + given
        digits = f"1{choose('35789')}{self._random.randrange(10**9):09d}"
        words = self._words.get(name)
        if words is None:
            words = self._words[name] = words_of(name)
        return Customer(
            name, f"{digits[:3]} {digits[3:7]} {digits[7:]}", words, (self._device(), self._device())
        )

    def _device(self) -> Device:
        brand, model = self._random.choice(_DEVICES)
        return Device(brand, model, _imei(self._random.randrange(10**12)))

    def draw(self) -> tuple[int, int, Customer, Device]:
        """A visit: customer id and device id with both."""
        place = self._random.randrange(len(self.customers))
        which = self._random.randrange(2)
        customer = self.customers[place]
        return self.first_id + place, self.first_device + 2 * place + which, customer, customer.devices[which]

    def fault(self) -> str:
        return self._random.choice(_FAULTS)

    def choose(self, count: int) -> int:
        return self._random.randrange(count)

    def hex(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def device_words(self, device: Device, fault: str) -> str:
        """The words of ticket_words() that do not depend on the customer."""
        key = (device.brand, device.model, fault)
        words = self._fault_words.get(key)
        if words is None:
            words = self._fault_words[key] = words_of(*key[:2], "", "", fault, pinyin=False)
        return words


def _imei(body: int) -> str:
    digits = f"35{body:012d}"
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (2 if place % 2 else 1)
        total += value // 10 + value % 10
    return digits + str(-total % 10)
