"""How bytes travel to a printer: the network, a serial line, USB, a queue of the system."""

from shopdesk.printing.drivers.ways.queue_way import QueueWay
from shopdesk.printing.drivers.ways.serial_way import SerialWay
from shopdesk.printing.drivers.ways.tcp_way import TcpWay
from shopdesk.printing.drivers.ways.usb_way import UsbWay
from shopdesk.printing.drivers.ways.way import Line, Way

__all__ = ["Line", "QueueWay", "SerialWay", "TcpWay", "UsbWay", "Way"]
