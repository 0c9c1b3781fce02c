/** The house keeps its layers: imports only go down, and an action neither waits nor pages by itself. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sharedNames } from "./support/exportedNames";
import { importCircles } from "./support/importCircles";
import { fileViolations, longestAction, longestFile, violations } from "./support/layers";

const root = path.resolve(__dirname, "..");

const sourceFiles = (...folders: string[]): string[] =>
  folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (file) => `${folder}/${file}`,
      ),
    )
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.includes("node_modules"));

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

const messages = (file: string, code: string): string[] =>
  violations(file, code).map(({ message }) => message);

describe("the project", () => {
  const layered = [
    ...sourceFiles("src").filter((file) => !file.endsWith(".test.ts")),
    // The packages stand alone with their tests.
    ...sourceFiles("packages"),
  ];

  it("has files to look at", () => {
    expect(layered).toEqual(expect.arrayContaining(["src/client.ts", "packages/emulator/src/server.ts"]));
  });

  it("keeps its layers", () => {
    expect(layered.flatMap((file) => violations(file, read(file)))).toEqual([]);
  });

  it("has no circle of imports", () => {
    const files = sourceFiles("src", "packages", "cli", "demo", "verify").filter(
      (file) => !file.endsWith(".test.ts"),
    );
    expect(importCircles(Object.fromEntries(files.map((file) => [file, read(file)])))).toEqual([]);
  });

  it("exports a name from one file alone, so that it means one thing", () => {
    const files = sourceFiles("src", "packages").filter((file) => !file.endsWith(".test.ts"));
    expect(sharedNames(Object.fromEntries(files.map((file) => [file, read(file)])))).toEqual([]);
  });

  it("has no file that is too long or whose name says nothing", () => {
    const folders = ["src", "packages", "cli", "demo", "verify", "bench", "test", "scripts", "build"];
    const files = sourceFiles(...folders);
    expect(files.flatMap((file) => fileViolations(file, read(file)))).toEqual([]);
  });
});

describe("the rule of layers", () => {
  it.each([
    [
      "src/http/retry.ts",
      'import { x } from "../services/users/users";',
      "http imports src/services/users/users",
    ],
    ["src/http/retry.ts", 'import { x } from "../client";', "http imports src/client"],
    [
      "src/services/users/users.ts",
      'import { x } from "../../actions/users";',
      "services imports src/actions/users",
    ],
    ["src/inputs/shared.ts", 'import { x } from "../connections";', "inputs imports src/connections"],
    ["src/inputs/shared.ts", 'import { x } from "../client";', "inputs imports src/client"],
    [
      "src/connections/index.ts",
      'import { x } from "../services/users";',
      "connections imports src/services/users",
    ],
    ["src/client.ts", 'import { x } from "./services/users";', "client imports src/services/users"],
    ["src/client.ts", 'import { x } from "./actions";', "client imports src/actions"],
    ["src/databricksAction.ts", 'import { x } from "./http/poll";', "databricksAction imports src/http/poll"],
    [
      "src/actions/sql/runSql.ts",
      'import { x } from "../../connections";',
      "actions imports src/connections",
    ],
    [
      "src/actions/sql/runSql.ts",
      'import { x } from "../../dataSources";',
      "actions imports src/dataSources",
    ],
    ["src/dataSources/a.ts", 'export { x } from "../actions/sql";', "dataSources imports src/actions/sql"],
    ["src/index.ts", 'import { x } from "./client";', "index imports src/client"],
    [
      "src/client.ts",
      'import { x } from "../packages/emulator/src/server";',
      "client imports packages/emulator/src/server",
    ],
    ["src/services/users/users.ts", 'import { x } from "../../../demo/tour";', "services imports demo/tour"],
    [
      "src/http/a.ts",
      'import { x } from "../../test/support/workspace";',
      "http imports test/support/workspace",
    ],
    [
      "packages/emulator/src/services/a/b.ts",
      'import { x } from "../../../../../src/client";',
      "the emulator imports src/client",
    ],
    [
      "packages/emulator/src/services/a/b.test.ts",
      'import { x } from "../../../../../src/services/users/users";',
      "the emulator imports src/services/users/users: packages import nothing of the component",
    ],
    [
      "packages/sql-engine/src/a.ts",
      'import { x } from "../../../src/services/sql/statements";',
      "the SQL engine imports src/services/sql/statements",
    ],
    [
      "packages/sql-engine/src/a.ts",
      'import { x } from "../../emulator/src/control/clock";',
      "the SQL engine imports packages/emulator",
    ],
    [
      "packages/sql-engine/src/a.ts",
      'import { x } from "../../../src/services/sql/statements";',
      "the SQL engine imports src/services/sql/statements",
    ],
    [
      "packages/emulator/src/a.ts",
      'import { x } from "../../sql-engine/src/engine";',
      "the emulator imports packages/sql-engine/src/engine",
    ],
    ["src/client.ts", 'import { x } from "databricks-sql-engine";', "imports databricks-sql-engine"],
    ["packages/sql-engine/src/a.ts", 'import { x } from "fastify";', "imports fastify"],
    ["src/actions/sql/a.ts", 'import axios from "axios";', "imports axios: use the client"],
    ["src/client.ts", 'import retry from "axios-retry";', "imports axios-retry: src/http/retry decides"],
    ["src/actions/a/b.ts", 'import timers from "node:timers/promises";', "imports node:timers/promises"],
    ["src/actions/a/b.ts", 'import http from "node:http";', "imports node:http: use the client"],
  ])("says so of %s with %s", (file, code, message) => {
    expect(messages(file, code)).toEqual([expect.stringContaining(message)]);
  });

  it.each(["setTimeout(f, 1)", "Date.now()", "performance.now()", "process.hrtime()"])(
    "says that %s is not for waiting, except where a reason is given",
    (code) => {
      expect(messages("src/http/retry.ts", code)).toEqual([
        expect.stringContaining("take the time from Deadline"),
      ]);
      expect(messages("src/http/deadline.ts", code)).toEqual([]);
    },
  );

  it("sees every way to import", () => {
    const ways = [
      'import type { x } from "../client";',
      'import "../client";',
      'import x = require("../client");',
      'export * from "../client";',
      'const x = require("../client");',
      'const x = import("../client");',
      'type X = import("../client").X;',
    ];
    expect(ways.filter((way) => messages("src/http/a.ts", way).length !== 1)).toEqual([]);
  });

  it("says which line it is and what to use instead", () => {
    expect(violations("src/actions/a/b.ts", '\nimport axios from "axios";')).toEqual([
      { at: "src/actions/a/b.ts:2", message: "imports axios: use the client: get, post, list or send" },
    ]);
  });

  it.each([
    ["a timer", "const f = () => setTimeout(g, 10);", "setTimeout: waiting belongs into pollUntilDone"],
    [
      "a timer under another name",
      "const { setInterval: every } = globalThis;",
      "setInterval: waiting belongs",
    ],
    ["waiting in a while loop", "async () => { while (x) await poll(); };", "waiting into pollUntilDone"],
    ["paging in a do loop", "async () => { do { page = await get(); } while (page); };", "pages belong into"],
    [
      "paging in a for loop",
      "async () => { for (let i = 0; more; ) { more = await get(i); } };",
      "pages belong into",
    ],
    ["waiting between items", "async () => { for (const x of xs) await send(x); };", "awaits in a loop"],
    ["a busy loop", "while (Date.now() < then) {}", "has a while loop"],
  ])("does not let an action do %s", (_name, code, message) => {
    expect(messages("src/actions/a/b.ts", code).join("\n")).toContain(message);
    expect(messages("src/dataSources/b.ts", code).join("\n")).toContain(message);
    expect(messages("src/http/deadline.ts", code)).toEqual([]);
  });

  it("lets an action go through values at hand, and read what comes from below", () => {
    const code = `
      for (const item of items) list.push(item);
      async () => { for await (const page of client.pages()) use(page); };
      async () => { for (const item of items) add(async () => await item()); };
    `;
    expect(messages("src/actions/a/b.ts", code)).toEqual([]);
  });

  it("lets everything that goes down pass", () => {
    const code = `
      import { path } from "../../http/path";
      import { clusterId } from "../../inputs/shared";
      import { cluster } from "../../services/clusters/clusters";
      import { databricksAction } from "../../databricksAction";
      import { input } from "@prismatic-io/spectral";
      import { changeCluster } from "./changeCluster";
    `;
    expect(messages("src/actions/clusters/a.ts", code)).toEqual([]);
  });

  it("does not let an action grow too long", () => {
    const action = (lines: number) => `const a = databricksAction({\n${"// more\n".repeat(lines - 2)}});`;
    expect(messages("src/actions/a/b.ts", action(longestAction))).toEqual([]);
    expect(messages("src/actions/a/b.ts", action(longestAction + 1))).toEqual([
      expect.stringContaining(`an action of ${longestAction + 1} lines`),
    ]);
  });

  it("does not let a file grow too long", () => {
    expect(fileViolations("src/a.ts", "\n".repeat(longestFile))).toEqual([]);
    expect(fileViolations("src/a.ts", "\n".repeat(longestFile + 1))).toHaveLength(1);
  });

  it("lets a file that a script writes be of any length", () => {
    const header = "// Generated by scripts/a.ts: npm run a";
    expect(fileViolations("src/a.ts", header + "\n".repeat(longestFile + 1))).toEqual([]);
    expect(fileViolations("src/a.ts", `\n${header}${"\n".repeat(longestFile + 1)}`)).toHaveLength(1);
  });

  it.each([
    "src/utils.ts",
    "src/http/helpers.ts",
    "test/constants/a.ts",
    "packages/emulator/types.d.ts",
    "src/util.test.ts",
  ])("refuses the name %s", (file) => {
    expect(fileViolations(file, "")).toEqual([
      { at: file, message: expect.stringMatching(/^the name ".*" says nothing/) },
    ]);
  });
});

describe("the search for circles of imports", () => {
  const circle = (...imports: [string, string][]) =>
    importCircles(Object.fromEntries(imports.map(([file, module]) => [file, `export * from "${module}";`])));

  it("finds two files that import each other", () => {
    expect(circle(["src/a.ts", "./b"], ["src/b.ts", "./a"])).toEqual([["src/a.ts", "src/b.ts"]]);
  });

  it("finds a file that imports itself", () => {
    expect(circle(["src/a.ts", "./a"])).toEqual([["src/a.ts"]]);
  });

  it("leaves out what only leads to a circle", () => {
    expect(circle(["src/top.ts", "./x/a"], ["src/x/a.ts", "../y/b"], ["src/y/b.ts", "../x/a"])).toEqual([
      ["src/x/a.ts", "src/y/b.ts"],
    ]);
  });

  it("goes by way of an index, a type, a require, and a file in JavaScript", () => {
    const files = {
      "src/a.ts": 'import type { x } from "./folder";',
      "src/folder/index.ts": 'type X = import("../b").X;',
      "src/b.ts": 'const c = require("./c.js");',
      "src/c.js": 'require("./a");',
    };
    expect(importCircles(files)).toEqual([["src/a.ts", "src/folder/index.ts", "src/b.ts", "src/c.js"]]);
  });

  it("finds every circle", () => {
    const files = [
      ["src/a.ts", "./b"],
      ["src/b.ts", "./a"],
      ["src/c.ts", "./d"],
      ["src/d.ts", "./c"],
    ] satisfies [string, string][];
    expect(circle(...files)).toHaveLength(2);
  });

  it("lets imports pass that only go down, twice to the same file, too", () => {
    const files = {
      "src/a.ts": 'import "./b"; import "./c";',
      "src/b.ts": 'import "./c"; import "fastify";',
      "src/c.ts": 'import "./gone";',
    };
    expect(importCircles(files)).toEqual([]);
  });
});
