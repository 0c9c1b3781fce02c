"""Values and types of Spark in Python: rows, what cells become, and how `show` writes them.

Cells come as JSON values and types in Spark's JSON form. Timestamps are of the session's time zone, which is
UTC, and carry no zone of their own.
"""

import base64
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

NAMES = {"byte": "tinyint", "short": "smallint", "integer": "int", "long": "bigint"}
NUMBERS = {"byte", "short", "integer", "long"}


class Row(tuple):
    """One row, its values by position, by name and as attributes."""

    def __new__(cls, fields, values):
        row = super().__new__(cls, values)
        row.__fields__ = tuple(fields)
        return row

    def __reduce__(self):
        return Row, (self.__fields__, tuple(self))

    def __getitem__(self, key):
        return tuple.__getitem__(self, self._position(key, KeyError) if isinstance(key, str) else key)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return tuple.__getitem__(self, self._position(name, AttributeError))

    def _position(self, name, error):
        if name not in self.__fields__:
            raise error(name)
        return self.__fields__.index(name)

    def asDict(self, recursive=False):
        values = [plain(value) for value in self] if recursive else self
        return dict(zip(self.__fields__, values))

    def __repr__(self):
        return "Row(%s)" % ", ".join("%s=%r" % pair for pair in zip(self.__fields__, self))


def plain(value):
    if isinstance(value, Row):
        return value.asDict(True)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def value(cell, type_):
    """A cell as the Python value that Spark gives for it."""
    if cell is None:
        return None
    if isinstance(type_, dict):
        return nested(cell, type_)
    if type_ in NUMBERS:
        return int(cell)
    if type_ in ("float", "double"):
        return float(cell)
    if type_.startswith("decimal"):
        return Decimal(cell)
    if type_ == "boolean":
        return cell in (True, "true")
    if type_ == "date":
        return date.fromisoformat(cell)
    if type_.startswith("timestamp"):
        return moment(cell)
    if type_ == "binary":
        return bytearray(base64.b64decode(cell))
    return span(cell, type_) if type_.startswith("interval") else cell


def nested(cell, type_):
    if type_["type"] == "array":
        return [value(item, type_["elementType"]) for item in cell]
    if type_["type"] == "map":
        pairs = cell.items() if isinstance(cell, dict) else [(entry["key"], entry["value"]) for entry in cell]
        return {value(key, type_["keyType"]): value(item, type_["valueType"]) for key, item in pairs}
    fields = type_["fields"]
    names = [field["name"] for field in fields]
    return Row(names, [value(cell.get(field["name"]), field["type"]) for field in fields])


MOMENT = re.compile(r"(\d+-\d+-\d+)[T ](\d+:\d+:\d+)(?:\.(\d{1,6})\d*)?(?:Z|([+-])(\d\d):(\d\d))?$")


def moment(cell):
    found = MOMENT.match(cell)
    if found is None:
        raise ValueError("Python has no datetime for %s" % cell)
    day, time, fraction, sign, hours, minutes = found.groups()
    local = datetime.fromisoformat("%s %s.%s" % (day, time, (fraction or "").ljust(6, "0")))
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return local + offset if sign == "-" else local - offset


SPAN = re.compile(r"(-?)(\d+) (\d+):(\d+):(\d+)(?:\.(\d{1,6})\d*)?$")


def span(cell, type_):
    found = SPAN.match(cell)
    if found is None:
        raise NotImplementedError("Python has no value of type %s; CAST it AS STRING" % type_)
    sign, days, hours, minutes, seconds, fraction = found.groups()
    length = timedelta(int(days), int(seconds), int((fraction or "").ljust(6, "0")), 0, int(minutes), int(hours))
    return -length if sign else length


def simple(type_):
    """A type as Spark's short text, such as `array<bigint>`."""
    if not isinstance(type_, dict):
        return NAMES.get(type_, type_)
    if type_["type"] == "array":
        return "array<%s>" % simple(type_["elementType"])
    if type_["type"] == "map":
        return "map<%s,%s>" % (simple(type_["keyType"]), simple(type_["valueType"]))
    return "struct<%s>" % ",".join("%s:%s" % (f["name"], simple(f["type"])) for f in type_["fields"])


def kind(type_):
    return type_["type"] if isinstance(type_, dict) else type_


def text(cell, type_):
    """A value as `show` prints it."""
    if cell is None:
        return "NULL"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, bytearray):
        return "[%s]" % " ".join("%02X" % byte for byte in cell)
    if isinstance(cell, list):
        return "[%s]" % ", ".join(text(item, type_["elementType"]) for item in cell)
    if isinstance(cell, dict):
        pairs = [(text(k, type_["keyType"]), text(v, type_["valueType"])) for k, v in cell.items()]
        return "{%s}" % ", ".join("%s -> %s" % pair for pair in pairs)
    if isinstance(cell, Row):
        return "{%s}" % ", ".join(text(item, f["type"]) for item, f in zip(cell, type_["fields"]))
    if isinstance(cell, timedelta):
        return "INTERVAL '%s' %s" % (days_and_time(cell), type_[len("interval "):].upper())
    if isinstance(cell, datetime):
        return str(cell).rstrip("0") if cell.microsecond else str(cell)
    return floating(cell) if isinstance(cell, float) else str(cell)


def days_and_time(length):
    size = abs(length)
    clock = (datetime.min + timedelta(0, size.seconds, size.microseconds)).time()
    shown = "%s%d %s" % ("-" if length < timedelta() else "", size.days, clock)
    return shown.rstrip("0") if size.microseconds else shown


def floating(number):
    """A DOUBLE as Java writes it: in plain digits from 0.001 up to ten million, otherwise with an exponent."""
    if number != number or number in (float("inf"), float("-inf")):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(number)]
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return repr(number)
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    rest = "".join(map(str, digits[1:])) or "0"
    return "%s%d.%sE%d" % ("-" if sign else "", digits[0], rest, exponent + len(digits) - 1)


def cut(cell, width):
    cell = cell.replace("\n", "\\n") if width else cell
    if width <= 0 or len(cell) <= width:
        return cell
    return cell[:width] if width < 4 else cell[: width - 3] + "..."


def align(cell, size, width):
    return cell.rjust(size) if width > 0 else cell.ljust(size)
