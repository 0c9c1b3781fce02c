"""The part of Spark's Python interface that local commands have: SQL, and reading what it gives.

There is no Spark here: every statement goes to the workspace's SQL engine. What is missing raises an error
that says so.
"""

import collections
from datetime import date, datetime
from decimal import Decimal

from spark_values import Row, align, cut, kind, simple, text, value

PAGE = 10000

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
