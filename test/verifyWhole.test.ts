/** The check of a workspace, whole and as a command: the slow part of `verify.test`. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { checks } from "../verify/checks";
import { variables } from "../verify/settings";
import { VerifiedWorkspace, verification } from "./support/verification";

/** What the emulator does not have, or cannot be given. */
const beyondEmulator = [
  "identity.second.warehouse",
  "identity.second.table",
  "load.copy.validate",
  "jobs.second",
];

let workspace: VerifiedWorkspace;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "verify-command-"));
  workspace = await VerifiedWorkspace.start();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await workspace.close();
});

describe("the whole check", () => {
  it("agrees with the emulator in all that it has, and leaves nothing", async () => {
    const everything = ["--with-jobs", "--with-compute", "--with-experiment"];
    const { code, report, files } = await verification(workspace.env, checks, everything);
    expect(report.results.filter(({ outcome }) => outcome === "differed")).toEqual([]);
    expect(report.results.filter(({ outcome }) => outcome === "not tried").map(({ id }) => id)).toEqual(
      beyondEmulator,
    );
    expect(code).toBe(0);
    expect(await workspace.leftOvers()).toEqual([]);
    const { DATABRICKS_TOKEN: token = "", DATABRICKS_HOST: host = "" } = workspace.env;
    for (const hidden of [token, new URL(host).host, "ada@example.com", "Ada Example"]) {
      expect(files).not.toContain(hidden);
    }
  }, 300_000);
});

describe("the command", () => {
  const start = (args: string[], env: VerifiedWorkspace["env"]): ChildProcess =>
    spawn(process.execPath, ["--import", "tsx", "verify/main.ts", ...args], {
      cwd: path.resolve(__dirname, ".."),
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });

  const ended = async (child: ChildProcess): Promise<{ code: unknown; told: string }> => {
    if (!child.stdout || !child.stderr) throw new Error("The command has no output to read");
    const [told, errors, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    return { code, told: told + errors };
  };

  it("says what it needs where no workspace is given, and fails", async () => {
    const { code, told } = await ended(start([], {}));
    expect(code).toBe(1);
    expect(told).toMatch(/No workspace is given\..*DATABRICKS_HOST.*DATABRICKS_TOKEN/s);
  });

  it("leaves nothing when it is killed in the middle of a check", async () => {
    await workspace.fault({ statement: "^CREATE SCHEMA", skip: 1, hang: true });
    const out = path.join(folder, "killed.md");
    const child = start(["--yes", "--only", "sql.error.schema", "--out", out], workspace.env);
    const end = ended(child);
    while (child.exitCode === null && !(await workspace.hangs())) await new Promise(setImmediate);
    child.kill("SIGINT");
    const { code, told } = await end;
    expect(code).toBe(1);
    expect(told).toMatch(/SIGINT: the run ends.*removed: schema/s);
    expect(readFileSync(out, "utf8")).toContain("stopped: SIGINT");
    expect(await workspace.leftOvers()).toEqual([]);
  });

  it("has help that names every variable", async () => {
    const { code, told } = await ended(start(["--help"], {}));
    expect(code).toBe(0);
    for (const [name] of Object.values(variables)) expect(told).toContain(name);
  });
});
