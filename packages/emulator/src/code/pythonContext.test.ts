import { pythonContexts, text } from "./contextFixtures";
import { TEXT_CHARACTERS } from "./outputCapture";

const context = pythonContexts();

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
    // From 3.12 on Python warns of a fork beside threads, and says so in the output.
    const code =
      "import os, warnings\nwarnings.simplefilter('ignore')\nchild = os.fork()\nif child: os.waitpid(child, 0)\nprint('parent' if child else 'child')";
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
