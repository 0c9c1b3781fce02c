"""The interpreter of one execution context: runs commands one after another and keeps their state.

It talks JSON lines over two descriptors of its own, so that nothing that user code prints can be taken for
a message: orders come in on 3, reports go out on 4. Everything that user code writes, from Python or from a
process it starts, goes to descriptors 1 and 2, which are one pipe; after each command the driver writes the
order's marker there, so that the reader knows that it has seen all output of that command.

Orders:   run {code, name, marker}; reply {id, value | error}
          begin {parameters}: what follows is a task, whose code has `dbutils`; a run of it may be
          {kind: "sql", statements} or {kind: "file", arguments}
Reports:  ready; started; done {value | error | exit, displays}; sql, rows, setValue, getValue {id, ...}, each
          answered by a reply

Security: commands run as the user who started the workspace, with all that this user may do. The workspace
listens on the loopback address only.

Needs Python 3.8 or newer and nothing but its standard library.
"""

import ast
import base64
import html
import io
import json
import linecache
import os
import queue
import re
import signal
import sys
import threading
import traceback
import types
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))

sys.dont_write_bytecode = True
from local_dbutils import DbUtils, NotebookExit
from local_spark import DataFrame, SparkSession

sys.dont_write_bytecode = False
sys.path[0] = ""

# The names under which user code was compiled: a traceback begins there.
own_names = set()

RED, PLAIN = "\x1b[0;31m", "\x1b[0m"


class Channel:
    """The two message descriptors. Any thread of this process may send and ask; a forked child may not."""

    def __init__(self, orders, reports):
        self.runs = queue.SimpleQueue()
        self._reports = reports
        self._lock = threading.Lock()
        self._pid = os.getpid()
        self._waiting = {}
        self._last_id = 0
        reader = threading.Thread(target=self._read, args=(orders,), daemon=True)
        # The reader must not take the interrupt that is meant for the main thread.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        reader.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def send(self, message):
        data = json.dumps(message).encode() + b"\n"
        with self._lock:
            while data:
                data = data[os.write(self._reports, data):]

    def ask(self, message):
        """Sends a question and waits for its answer; raises SqlFailure where the answer is an error."""
        if os.getpid() != self._pid:
            raise RuntimeError("spark cannot be used in a forked process")
        answer = queue.SimpleQueue()
        with self._lock:
            self._last_id += 1
            number = self._last_id
        self._waiting[number] = answer
        try:
            self.send(dict(message, id=number))
            return answer.get()
        finally:
            self._waiting.pop(number, None)

    def _read(self, orders):
        with os.fdopen(orders, "r", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                message = json.loads(line, parse_float=Decimal)
                if message["op"] in ("run", "begin"):
                    self.runs.put(message)
                else:
                    # An interrupted command no longer waits for its answer.
                    waiting = self._waiting.get(message["id"])
                    if waiting is not None:
                        waiting.put(message)
        # The workspace has gone: end at once, with every process that user code has started.
        os.killpg(0, signal.SIGKILL)


class Driver:
    """Runs commands in one namespace, which is what user code sees as `__main__`."""

    def __init__(self):
        self.channel = Channel(3, 4)
        self.output = os.dup(1)
        self.interruptible = False
        self.displays = []
        main = types.ModuleType("__main__")
        sys.modules["databricks_driver"] = sys.modules["__main__"]
        main.__dict__.update(spark=SparkSession(self.channel.ask), display=self.display)
        sys.modules["__main__"] = main
        self.namespace = main.__dict__

    def display(self, shown):
        """Makes a DataFrame the table, or an object with a PNG form an image, of the running command."""
        if isinstance(shown, DataFrame):
            self.displays.append(shown)  # held, or its rows could go before the table is made
        elif callable(getattr(shown, "_repr_png_", None)):
            self.displays.append({"png": base64.b64encode(shown._repr_png_()).decode()})
        else:
            raise Exception("Cannot call display(%s)" % type(shown))

    def serve(self):
        """Runs commands until the workspace goes away."""
        self.channel.send({"op": "ready"})
        while True:
            order = self.channel.runs.get()
            if order["op"] == "begin":
                self.namespace["dbutils"] = DbUtils(self.channel.ask, order["parameters"])
            else:
                self.run(order)

    def run(self, order):
        pid = os.getpid()
        self.displays = []
        self.attach_streams()
        try:
            done = self.outcome(order)
        except KeyboardInterrupt as late:  # it came while another exception was being caught
            self.interruptible = False
            done = {"error": describe(late)}
        if os.getpid() != pid:
            os._exit(0)  # user code forked and its child came back here: only the parent may report
        for stream in (sys.stdout, sys.stderr):
            self.flush(stream)
        os.write(self.output, order["marker"].encode())
        displays = [shown if isinstance(shown, dict) else shown.shown_as_table() for shown in self.displays]
        self.channel.send(dict(done, op="done", displays=displays))

    def outcome(self, order):
        try:
            self.interruptible = True
            self.channel.send({"op": "started"})
            value = self.perform(order)
            self.interruptible = False
            return {"value": value}
        except NotebookExit as end:
            self.interruptible = False
            return {"exit": end.value}
        except BaseException as error:  # also SystemExit and KeyboardInterrupt: the context outlives them
            self.interruptible = False
            return {"error": describe(error)}

    def perform(self, order):
        kind = order.get("kind")
        if kind == "sql":
            return self.query(order["statements"])
        if kind == "file":
            return self.execute_file(order["code"], order["name"], order["arguments"])
        return self.execute(order["code"], order["name"])

    def query(self, statements):
        """Runs the statements of a SQL cell; its widgets are the values of their :markers."""
        widgets = self.namespace["dbutils"].widgets.getAll()
        for statement in statements:
            args = {name: widgets[name] for name in set(re.findall(r"(?<!:):(\w+)", statement)) if name in widgets}
            self.namespace["_sqldf"] = self.namespace["spark"].sql(statement, args)

    def execute_file(self, code, name, arguments):
        """Runs a file as a program of its own."""
        sys.argv = [name] + arguments
        self.namespace["__file__"] = name
        own_names.add(name)
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)
        try:
            exec(compile(code, name, "exec"), self.namespace)
        except SystemExit as end:
            if end.code not in (None, 0):
                raise

    def execute(self, code, name):
        """Runs the code and gives the text of its last expression's value, None where there is none."""
        own_names.add(name)
        # A traceback quotes the lines of the code; without an entry of its own it would look for a file.
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)
        tree = ast.parse(code, name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec"), self.namespace)
        if last is None:
            return None
        value = eval(compile(ast.Expression(last.value), name, "eval"), self.namespace)
        return None if value is None else repr(value)

    def attach_streams(self):
        """Undoes what an earlier command may have done to the output and to the interrupt."""
        signal.signal(signal.SIGINT, self.on_interrupt)
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(self.output, number)
            stream = getattr(sys, name, None)
            if stream is None or getattr(stream, "closed", False):
                raw = open(number, "wb", buffering=0, closefd=False)
                setattr(sys, name, io.TextIOWrapper(raw, "utf-8", "backslashreplace", write_through=True))

    @staticmethod
    def flush(stream):
        try:
            stream.flush()
        except Exception:
            pass  # user code may have put anything in its place; what it kept back is its own affair

    def on_interrupt(self, _number, _frame):
        if self.interruptible:
            raise KeyboardInterrupt


def describe(error):
    """An exception as its class, a short summary in HTML and a trimmed traceback with colour codes."""
    kind = type(error).__name__
    try:
        message = str(error)
    except Exception:
        message = "<exception str() failed>"
    return {
        "kind": kind,
        "message": message,
        "summary": "<span class='ansi-red-fg'>%s</span>: %s" % (html.escape(kind), html.escape(message, False)),
        "cause": "-" * 75 + "\n" + trimmed_traceback(error),
    }


def trimmed_traceback(error):
    """A traceback without the driver's own frames, the name of the exception in red."""
    told = traceback.TracebackException.from_exception(error)
    own = [index for index, frame in enumerate(told.stack) if frame.filename in own_names]
    del told.stack[: own[0] if own else len(told.stack)]
    linked = told
    while linked is not None:
        linked.stack[:] = [frame for frame in linked.stack if os.path.dirname(frame.filename) != HERE]
        linked = linked.__cause__ or linked.__context__
    text = "".join(told.format() if told.stack else told.format_exception_only()).rstrip("\n")
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = "%s.%s" % (kind.__module__, name)
    before, found, after = ("\n" + text).rpartition("\n" + name)
    return (before + "\n" + RED + name + PLAIN + after)[1:] if found else text


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    Driver().serve()
