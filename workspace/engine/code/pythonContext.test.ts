import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { CommandResults } from "../../../src/api/commands";
import type { StatementColumn } from "../../../src/api/statements";
import { type RunOptions, SqlError, type SqlResult } from "../sql/engine";
import { InterpreterLost, type SqlSource } from "./codeRunner";
import { TEXT_CHARACTERS } from "./outputCapture";
import { PythonContext, type PythonOptions } from "./pythonContext";

const open: PythonContext[] = [];

const noSql: SqlSource = {
  run: async (statement) => {
    throw new SqlError(`[TEST] no engine for ${statement}`, "42000");
  },
};

const context = (sql: SqlSource = noSql, options?: PythonOptions): PythonContext => {
  const made = new PythonContext(sql, options);
  open.push(made);
  return made;
};

const text = (data: string): CommandResults => ({ resultType: "text", data });

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** Statements that say when the code has come to them: it calls `spark.sql("here")`. */
const checkpoint = (): { source: SqlSource; reached: Promise<void> } => {
  let arrive = () => {};
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const source: SqlSource = {
    run: async () => {
      arrive();
      return rowsOf([], []);
    },
  };
  return { source, reached };
};

const rowsOf = (columns: StatementColumn[], rows: (string | null)[][]): SqlResult => ({
  columns,
  rowCount: rows.length,
  textRows: async (offset, count) => rows.slice(offset, offset + count),
  arrowStream: async () => new Uint8Array(),
  close: async () => {},
});

describe("what a command answers", () => {
  it("is the output followed by the value of the last expression", async () => {
    const python = context();
    expect(await python.run("print('a')\nprint('b', end='')\n1 + 1")).toEqual(text("a\nb\n2"));
  });

  it("keeps state between commands and says nothing where there is nothing to say", async () => {
    const python = context();
    expect(await python.run("x = 2 ** 100")).toEqual(text(""));
    expect(await python.run("x")).toEqual(text("1267650600228229401496703205376"));
    expect(await python.run("None")).toEqual(text(""));
    expect(await python.run("")).toEqual(text(""));
    expect(await python.run("# only a comment")).toEqual(text(""));
  });

  it("holds stdout, stderr and what started processes write, in order", async () => {
    const python = context();
    const code = [
      "import os, sys, subprocess",
      "print('one', end=' ')",
      "print('two', end=' ', file=sys.stderr)",
      "os.system('printf three; printf \" four\" >&2')",
      "subprocess.run(['printf', ' five'])",
      "os.write(1, b' six\\n')",
      "'seven'",
    ].join("\n");
    expect(await python.run(code)).toEqual(text("one two three four five six\n'seven'"));
  });

  it("survives odd characters, NUL bytes and bytes that are no UTF-8", async () => {
    const python = context();
    const odd = "ä 😀 \u2028 \u0000 \u001b[1m</script>";
    expect(await python.run(`print(${JSON.stringify(odd)})`)).toEqual(text(odd));
    expect(await python.run("import os; os.write(1, b'a\\xff\\x00b\\n'); None")).toEqual(
      text("a\ufffd\u0000b"),
    );
    expect(await python.run("print('\\ud800')")).toEqual(text("\\ud800"));
    expect((await python.run("x = 1\u0000")).resultType).toBe("error");
    expect((await python.run("x = '\ud800'")).resultType).toBe("error");
    expect(await python.run("'still there'")).toEqual(text("'still there'"));
  });

  it("is dropped where it is longer than Databricks shows, and the next command is not harmed", async () => {
    const python = context();
    const tooLong = {
      resultType: "text",
      data: "*** WARNING: max output size exceeded, skipping output. ***",
      truncated: true,
    };
    expect(await python.run("for i in range(10): print('x' * 1_000_000)")).toEqual(tooLong);
    expect(await python.run("'é' * 50_000")).toEqual(tooLong);
    expect(await python.run("print('é' * 50_000)")).toEqual(text("é".repeat(TEXT_CHARACTERS)));
    expect(await python.run("1")).toEqual(text("1"));
  });

  it("is an image where an object with a PNG form is displayed", async () => {
    const python = context();
    await python.run(
      "class Plot:\n  def __init__(self, b): self.b = b\n  def _repr_png_(self): return self.b",
    );
    expect(await python.run("display(Plot(b'abc'))")).toEqual({
      resultType: "image",
      fileName: "data:image/png;base64,YWJj",
    });
    expect(await python.run("display(Plot(b'a')); display(Plot(b'b'))")).toEqual({
      resultType: "images",
      fileNames: ["data:image/png;base64,YQ==", "data:image/png;base64,Yg=="],
    });
    expect(await python.run("display(1)")).toMatchObject({
      summary: expect.stringContaining("Cannot call display"),
    });
  });

  it("does not depend on what the code does to the output", async () => {
    const python = context();
    await python.run("import os, sys; sys.stdout.close(); sys.stderr = None; os.close(2)");
    expect(await python.run("print('back'); import sys; print('too', file=sys.stderr)")).toEqual(
      text("back\ntoo"),
    );
  });

  it("comes once where the code forks and the child returns as well", async () => {
    const python = context();
    const code =
      "import os\nchild = os.fork()\nif child: os.waitpid(child, 0)\nprint('parent' if child else 'child')";
    expect(await python.run(code)).toEqual(text("child\nparent"));
    expect(await python.run("1")).toEqual(text("1"));
  });
});

describe("code that fails", () => {
  it("gives a summary in HTML and a traceback without the driver's own lines", async () => {
    const python = context();
    const result = await python.run("def f():\n  return {}['<k>']\n\nf()");
    expect(result).toEqual({
      resultType: "error",
      summary: "<span class='ansi-red-fg'>KeyError</span>: '&lt;k&gt;'",
      cause: expect.stringContaining("File \"<command-1>\", line 2, in f\n    return {}['<k>']"),
    });
    expect(result.cause).toContain("\u001b[0;31mKeyError\u001b[0m: '<k>'");
    expect(result.cause).not.toContain("driver.py");
  });

  it("keeps the state that it reached", async () => {
    const python = context();
    await python.run("reached = 1\nraise ValueError('stop')");
    expect(await python.run("reached")).toEqual(text("1"));
  });

  it("tells a chain of exceptions", async () => {
    const python = context();
    const { cause } = await python.run("try:\n  1/0\nexcept Exception as e:\n  raise ValueError('x') from e");
    expect(cause).toContain("ZeroDivisionError");
    expect(cause).toContain("direct cause");
    expect(cause).toContain("\u001b[0;31mValueError\u001b[0m: x");
  });

  it("may be no Python at all", async () => {
    const python = context();
    const result = await python.run("def (:");
    expect(result.summary).toMatch(/^<span class='ansi-red-fg'>SyntaxError<\/span>: .*line 1/);
    expect(result.cause).toContain("def (:");
    expect(result.cause).not.toContain("Traceback");
  });

  it.each(["sys.exit()", "sys.exit(3)", "raise SystemExit('bye')", "exit(1)"])(
    "does not take the context with it by %s",
    async (code) => {
      const python = context();
      expect((await python.run(`import sys; x = 1; ${code}`)).summary).toContain("SystemExit");
      expect(await python.run("x")).toEqual(text("1"));
    },
  );

  it("may raise what cannot even be shown", async () => {
    const python = context();
    const code = "class E(Exception):\n  def __str__(self): raise RuntimeError\nraise E()";
    expect((await python.run(code)).summary).toContain("E</span>");
    expect((await python.run("raise SyntaxError()")).summary).toContain("SyntaxError");
    expect((await python.run("def f(): f()\nf()")).summary).toContain("RecursionError");
    expect(await python.run("1")).toEqual(text("1"));
  });

  it("gets no input", async () => {
    expect((await context().run("input()")).summary).toContain("EOFError");
  });
});

/** Python code that connects to a port and stays, when it has arrived, and then when it is gone again. */
const visitors = async (): Promise<{ code: string; arrived: Promise<{ gone: Promise<void> }> }> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const arrived = once(server, "connection").then(([socket]) => {
    server.close();
    const gone = once(socket.on("error", () => {}).resume(), "close").then(() => {});
    // Wrapped, so that waiting for the arrival does not also wait for the end.
    return { gone };
  });
  const code = `"import socket, sys; sys.visit = socket.create_connection(('127.0.0.1', ${port})); sys.visit.recv(1)"`;
  return { code, arrived };
};

/** Says that the code has come here, from a thread, so that the code itself goes on. */
const here = "import threading; threading.Thread(target=spark.sql, args=('here',)).start()";

describe("an interrupt", () => {
  const interrupted = (code: string) => async () => {
    const { source, reached } = checkpoint();
    const python = context(source);
    await python.run("state = 'kept'");
    const running = python.run(`${here}\n${code}`);
    await reached;
    python.interrupt();
    expect((await running).summary).toContain("KeyboardInterrupt");
    expect(await python.run("state")).toEqual(text("'kept'"));
  };

  it("stops a sleep and keeps the state", interrupted("import time; time.sleep(1000)"));
  it("stops a busy loop and keeps the state", interrupted("while True: pass"));
  it(
    "stops a process that the code waits for",
    interrupted("import subprocess; subprocess.run(['sleep', '1000'])"),
  );

  it("is not lost where it comes before the code has begun", async () => {
    const python = context();
    const running = python.run("import time; time.sleep(1000)");
    python.interrupt();
    expect((await running).summary).toContain("KeyboardInterrupt");
    expect(await python.run("1")).toEqual(text("1"));
  });

  it("stops a statement that the code waits for", async () => {
    let aborted = false;
    let arrive = () => {};
    const reached = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const never: SqlSource = {
      run: (_statement, { signal }: RunOptions) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => {
            aborted = true;
            reject(new Error("aborted"));
          });
          arrive();
        }),
    };
    const python = context(never);
    const running = python.run("spark.sql('forever')");
    await reached;
    python.interrupt();
    expect((await running).summary).toContain("KeyboardInterrupt");
    expect(aborted).toBe(true);
  });

  it("ends what follows an os.system, which takes the first one, by the second one", async () => {
    const visitor = await visitors();
    const python = context(noSql, { killAfterMs: 1_500 });
    const code = [
      "import os, shlex, sys, time",
      `command = [sys.executable, '-c', ${visitor.code} + '; sys.visit.recv(1)']`,
      "os.system(' '.join(shlex.quote(part) for part in command))",
      "time.sleep(1000)",
    ].join("\n");
    const running = python.run(code);
    await visitor.arrived;
    python.interrupt();
    expect((await running).cause).toContain("time.sleep(1000)");
  });

  it("does nothing while nothing runs", async () => {
    const python = context();
    await python.run("x = 1");
    python.interrupt();
    expect(await python.run("x")).toEqual(text("1"));
  });

  it("kills code that swallows it", async () => {
    const { source, reached } = checkpoint();
    const python = context(source, { killAfterMs: 200 });
    const code =
      "while True:\n  try:\n    spark.sql('here')\n    while True: pass\n  except KeyboardInterrupt: pass";
    const running = python.run(code);
    await reached;
    python.interrupt();
    await expect(running).rejects.toThrow("The Python process exited with signal SIGKILL.");
    expect((await python.lost).message).toContain("SIGKILL");
  });
});

describe("the end of the process", () => {
  it("fails what runs and what comes after, and gives the exit code", async () => {
    const python = context();
    await expect(python.run("import os; os._exit(7)")).rejects.toThrow("exited with exit code 7");
    await expect(python.run("1")).rejects.toBeInstanceOf(InterpreterLost);
    expect((await python.lost).message).toBe("The Python process exited with exit code 7.");
  });

  it("ends the processes that the code has started", async () => {
    const visitor = await visitors();
    const python = context();
    await python.run(`import subprocess, sys; subprocess.Popen([sys.executable, '-c', ${visitor.code}])`);
    const { gone } = await visitor.arrived;
    await python.close();
    await gone;
  });

  it("comes also where the workspace is killed while code runs", async () => {
    const visitor = await visitors();
    const script = `
      const { PythonContext } = require("./workspace/engine/code/pythonContext.ts");
      new PythonContext({}).run(${JSON.stringify(`exec(${visitor.code})\nwhile True: pass`)});
    `;
    const workspace = spawn(process.execPath, ["-r", "tsx/cjs", "-e", script], { stdio: "inherit" });
    const { gone } = await visitor.arrived;
    workspace.kill("SIGKILL");
    await gone;
  });

  it("is told where there is no such interpreter", async () => {
    const python = context(noSql, { command: "no-such-python" });
    await expect(python.start()).rejects.toThrow("no-such-python could not be started");
    await expect(python.run("1")).rejects.toBeInstanceOf(InterpreterLost);
  });

  it("keeps a closed context closed", async () => {
    const python = context();
    await python.close();
    await expect(python.run("1")).rejects.toThrow("has been closed");
  });
});

it("runs several contexts at once, each with its own state", async () => {
  const contexts = [0, 1, 2].map(() => context());
  await Promise.all(contexts.map((each, index) => each.run(`mine = ${index}`)));
  const answers = await Promise.all(contexts.map((each) => each.run("mine")));
  expect(answers).toEqual([text("0"), text("1"), text("2")]);
});

it("has a folder of its own, an importable main module and nothing of the driver's in the way", async () => {
  const python = context();
  const code = [
    "import os, pickle, sys",
    "class Point: pass",
    "open('scratch.txt', 'w').write('x')",
    "restored = pickle.loads(pickle.dumps(Point()))",
    "(type(restored).__module__, os.listdir('.'), [p for p in sys.path if 'engine' in p])",
  ].join("\n");
  expect(await python.run(code)).toEqual(text("('__main__', ['scratch.txt'], [])"));
});
