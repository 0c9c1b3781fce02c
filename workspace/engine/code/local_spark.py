"""The part of Spark's Python interface that local commands have: SQL, and reading what it gives.

There is no Spark here: every statement goes to the workspace's SQL engine. What is missing raises an error
that says so. Timestamps are of the session's time zone, which is UTC, and carry no zone of their own.
"""

import base64
import collections
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

PAGE = 10000

NAMES = {"byte": "tinyint", "short": "smallint", "integer": "int", "long": "bigint"}
NUMBERS = {"byte", "short", "integer", "long"}

# Results that nobody holds any more. A finalizer may run at any point, also inside a send, so it only notes
# the id; the next question carries it.
released = collections.deque()


class AnalysisException(Exception):
    """A statement that the SQL engine refused or could not finish."""

    __module__ = "builtins"  # a traceback then shows the bare name, as notebooks do

    def __init__(self, message, sql_state=None):
        super().__init__(message)
        self._sql_state = sql_state

    def getSqlState(self):
        return self._sql_state


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


class Held:
    """A result that the workspace keeps for this process."""

    def __init__(self, ask, number):
        self.ask = ask
        self.number = number

    def __del__(self):
        released.append(self.number)


class DataFrame:
    """What one statement gave, or the first rows of it. The rows stay in the workspace until they are read."""

    def __init__(self, held, fields, size):
        self._held = held
        self._fields = fields
        self._size = size

    @property
    def columns(self):
        return [field["name"] for field in self._fields]

    @property
    def dtypes(self):
        return [(field["name"], simple(field["type"])) for field in self._fields]

    def count(self):
        return self._size

    def isEmpty(self):
        return self._size == 0

    def collect(self):
        return list(self.toLocalIterator())

    def toLocalIterator(self):
        for offset in range(0, self._size, PAGE):
            for values in self._rows(offset, min(PAGE, self._size - offset)):
                yield Row(self.columns, values)

    def limit(self, count):
        return DataFrame(self._held, self._fields, min(self._size, max(0, count)))

    def take(self, count):
        return self.limit(count).collect()

    def first(self):
        return next(iter(self.take(1)), None)

    def head(self, n=None):
        return self.first() if n is None else self.take(n)

    def toPandas(self):
        """Needs pandas in the interpreter."""
        import pandas

        return pandas.DataFrame.from_records([tuple(row) for row in self.collect()], columns=self.columns)

    def show(self, n=20, truncate=True, vertical=False):
        """Prints the first n rows, cells longer than 20 (or than `truncate`) cut, as Spark prints them."""
        if vertical:
            raise NotImplementedError("show(vertical=True) is not available in the local workspace")
        width = 20 if truncate is True else int(truncate)
        rows = [[text(cell, field["type"]) for cell, field in zip(row, self._fields)] for row in self.take(n)]
        cells = [[cut(cell, width) for cell in row] for row in [self.columns] + rows]
        widths = [max([3] + [len(row[i]) for row in cells]) for i in range(len(self._fields))]
        rule = "+" + "".join("-" * size + "+" for size in widths)
        lines = ["|" + "".join(align(cell, size, width) + "|" for cell, size in zip(row, widths)) for row in cells]
        print("\n".join([rule, lines[0], rule] + lines[1:] + [rule]))
        print("only showing top %d row%s\n" % (n, "" if n == 1 else "s") if self._size > n else "")

    def printSchema(self):
        print("root")
        for field in self._fields:
            print(" |-- %s: %s (nullable = true)" % (field["name"], kind(field["type"])))
        print()

    def shown_as_table(self):
        """What the workspace needs to make a table of it."""
        return {"result": self._held.number, "count": self._size}

    def _rows(self, offset, count):
        question = {"op": "rows", "result": self._held.number, "offset": offset, "count": count}
        for row in answered(self._held.ask, question)["rows"]:
            yield [value(cell, field["type"]) for cell, field in zip(row, self._fields)]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(
            "'DataFrame' object has no attribute '%s' in the local workspace, which has no Spark: "
            "express it in the statement of spark.sql()" % name
        )

    def __repr__(self):
        return "DataFrame[%s]" % ", ".join("%s: %s" % pair for pair in self.dtypes)


class SparkSession:
    """`spark`: statements in Databricks' SQL, run by the workspace's SQL engine."""

    def __init__(self, ask):
        self._ask = ask

    def sql(self, sqlQuery, args=None):
        """Runs one statement at once; `args` maps the names of its :markers to values."""
        if args is not None and not isinstance(args, dict):
            raise NotImplementedError("positional arguments are not available in the local workspace")
        parameters = [parameter(name, given) for name, given in (args or {}).items()]
        question = {"op": "sql", "statement": str(sqlQuery), "parameters": parameters}
        answer = answered(self._ask, question)
        return DataFrame(Held(self._ask, answer["result"]), answer["fields"], answer["size"])

    def table(self, tableName):
        return self.sql("SELECT * FROM %s" % tableName)

    def range(self, start, end=None, step=1):
        first, last = (0, start) if end is None else (start, end)
        return self.sql("SELECT * FROM range(%d, %d, %d)" % (first, last, step))

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(
            "'SparkSession' object has no attribute '%s' in the local workspace, which has no Spark: "
            "spark.sql(), spark.table() and spark.range() are there" % name
        )


def answered(ask, question):
    gone = []
    while released:
        gone.append(released.popleft())
    answer = ask(dict(question, released=gone))
    if "error" in answer:
        raise AnalysisException(answer["error"]["message"], answer["error"].get("sqlState"))
    return answer["value"]


def parameter(name, given):
    """A value as a named parameter of the statement, in the SQL type that Spark takes it for."""
    if given is None:
        return {"name": name}
    if isinstance(given, bool):
        return {"name": name, "value": str(given).lower(), "type": "BOOLEAN"}
    if isinstance(given, int):
        small = -(2**31) <= given < 2**31
        return {"name": name, "value": str(given), "type": "INT" if small else "BIGINT"}
    if isinstance(given, float):
        return {"name": name, "value": repr(given), "type": "DOUBLE"}
    if isinstance(given, Decimal):
        _, digits, exponent = given.as_tuple()
        scale = max(0, -exponent)
        sizes = (max(len(digits) + max(0, exponent), scale), scale)
        return {"name": name, "value": format(given, "f"), "type": "DECIMAL(%d,%d)" % sizes}
    if isinstance(given, datetime):
        return {"name": name, "value": given.isoformat(sep=" "), "type": "TIMESTAMP"}
    if isinstance(given, date):
        return {"name": name, "value": given.isoformat(), "type": "DATE"}
    if isinstance(given, str):
        return {"name": name, "value": given, "type": "STRING"}
    raise TypeError("the argument %s is of type %s, which is not supported" % (name, type(given).__name__))


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
    return cell


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
    day, time, fraction, sign, hours, minutes = MOMENT.match(cell).groups()
    local = datetime.fromisoformat("%s %s.%s" % (day, time, (fraction or "").ljust(6, "0")))
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return local + offset if sign == "-" else local - offset


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
    if isinstance(cell, datetime):
        return str(cell).rstrip("0") if cell.microsecond else str(cell)
    return floating(cell) if isinstance(cell, float) else str(cell)


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
