/** Interrupts and ends of real Python processes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { RunOptions } from "databricks-sql-engine";
import { InterpreterLost, type SqlSource } from "./codeRunner";
import { noSql, nothing, pythonContexts, text } from "./contextFixtures";

const context = pythonContexts();

/** Statements that say when the code has come to them: it calls `spark.sql("here")`. */
const checkpoint = (): { source: SqlSource; reached: Promise<void> } => {
  let arrive = () => {};
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const source: SqlSource = {
    run: async () => {
      arrive();
      return nothing;
    },
  };
  return { source, reached };
};

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

/** Says that the code has come here, from a thread, so that the code itself continues. */
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

  describe("that an os.system takes", () => {
    // The second one, and the end, come when the test says so.
    beforeEach(() => jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] }));
    afterEach(() => jest.useRealTimers());

    it("is followed by one that ends what comes after it", async () => {
      const visitor = await visitors();
      const { source, reached } = checkpoint();
      const python = context(source, { killAfterMs: 2_000 });
      const code = [
        "import os, shlex, sys, time",
        `command = [sys.executable, '-c', ${visitor.code} + '; sys.visit.recv(1)']`,
        "os.system(' '.join(shlex.quote(part) for part in command))",
        here,
        "time.sleep(1000)",
      ].join("\n");
      const running = python.run(code);
      await visitor.arrived;
      python.interrupt();
      await reached;
      jest.advanceTimersByTime(1_000);
      expect((await running).summary).toContain("KeyboardInterrupt");
    });
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
      const { PythonContext } = require("./packages/emulator/src/code/pythonContext.ts");
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
