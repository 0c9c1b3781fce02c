import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts the command as `npm run workspace` does. */
const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", join(__dirname, "main.ts"), ...args], {
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["pipe", "pipe", "pipe", "ipc"],
  });

async function result(child: ChildProcess) {
  const output = { stdout: "", stderr: "" };
  child.stdout?.on("data", (data) => (output.stdout += data));
  child.stderr?.on("data", (data) => (output.stderr += data));
  const [code] = await once(child, "close");
  return { code, ...output };
}

describe("npm run workspace", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("serves until %s, then ends cleanly", async (signal) => {
    const child = start("--json", "--id-seed", "3");
    const ended = result(child);
    if (!child.stdout) throw new Error("no output to read");
    const [line] = await once(child.stdout, "data");
    const { url, token, ...others } = JSON.parse(String(line));
    const me = await fetch(`${url}/api/2.0/preview/scim/v2/Me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.status).toBe(200);
    expect(Object.keys(others)).toEqual([
      "storage_url",
      "client_id",
      "client_secret",
      "app_client_id",
      "app_client_secret",
      "public_app_client_id",
      "entra_tenant_id",
      "entra_other_tenant_id",
      "entra_client_id",
      "entra_client_secret",
    ]);
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  const endless = "SELECT count(*) FROM range(100000000000)";
  const unstoppable = "SELECT levenshtein(repeat('ab', 200000), repeat('ba', 200000))";

  it.each<[string, string, (child: ChildProcess) => unknown, unknown[]]>([
    ["its parent goes", endless, (child) => child.disconnect(), [0, null]],
    ["a statement does not stop", unstoppable, (child) => child.kill("SIGTERM"), [null, "SIGKILL"]],
  ])("ends when %s", async (_name, statement, end, expected) => {
    const child = start("--json");
    const ended = once(child, "exit");
    if (!child.stdout) throw new Error("no output to read");
    const [line] = await once(child.stdout, "data");
    const { url, token } = JSON.parse(String(line));
    const ask = (path: string, body?: object) =>
      fetch(`${url}/api/2.0/sql/${path}`, {
        method: body ? "POST" : "GET",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: body && JSON.stringify(body),
      }).then(
        (response) => response.json() as Promise<{ warehouses: { id: string }[]; status: { state: string } }>,
      );
    const [warehouse] = (await ask("warehouses")).warehouses;
    const warehouse_id = warehouse?.id;
    // Only once a short statement is over is the warehouse up for the long one.
    await ask("statements", { warehouse_id, statement: "SELECT 1", wait_timeout: "50s" });
    const { status } = await ask("statements", { warehouse_id, statement, wait_timeout: "5s" });
    expect(status.state).toBe("RUNNING");
    end(child);
    expect(await ended).toEqual(expected);
  });

  it("plays the host of an account, and says by what IDs it knows itself", async () => {
    const child = start("--json", "--account-host");
    const ended = result(child);
    if (!child.stdout) throw new Error("no output to read");
    const [line] = await once(child.stdout, "data");
    const { url, token, workspace_id } = JSON.parse(String(line));
    const ask = (headers: Record<string, string>) =>
      fetch(`${url}/api/2.0/preview/scim/v2/Me`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        redirect: "manual",
      });
    expect((await ask({})).status).toBe(303);
    expect((await ask({ "x-databricks-org-id": workspace_id })).status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0 });
  });

  it("is the package's command, too", async () => {
    const command = join(__dirname, "../bin/databricks-emulator.js");
    const { code, stdout } = await result(spawn(process.execPath, [command, "--help"]));
    expect(code).toBe(0);
    expect(stdout).toContain("databricks-emulator [options]");
  });

  it.each([
    ["seed.json", (seed: object) => JSON.stringify(seed)],
    ["seed.ts", (seed: object) => `export const seed = ${JSON.stringify(seed)};`],
  ])("holds what the seed in %s says", async (name, text) => {
    const folder = mkdtempSync(join(tmpdir(), "seed-"));
    const file = join(folder, name);
    const user = { id: "1", userName: "bo@example.com" };
    writeFileSync(file, text({ user }));
    const child = start("--json", "--seed", file);
    const ended = result(child);
    if (!child.stdout) throw new Error("no output to read");
    const [line] = await once(child.stdout, "data");
    const { url, token } = JSON.parse(String(line));
    const me = await fetch(`${url}/api/2.0/preview/scim/v2/Me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await me.json()).toEqual(user);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0 });
    rmSync(folder, { recursive: true });
  });

  it("explains itself", async () => {
    const { code, stdout } = await result(start("--help"));
    expect(code).toBe(0);
    for (const option of ["--port", "--seed", "--id-seed", "--log-level", "--json"])
      expect(stdout).toContain(option);
  });

  it.each([
    [["--port", "70000"], "--port"],
    [["--id-seed", "x"], "--id-seed"],
    [["--seed", "nowhere.json"], "--seed nowhere.json"],
    [["--log-level", "loud"], "--log-level"],
    [["--nope"], "--nope"],
    [["extra"], "extra"],
  ])("refuses %p and names what is wrong", async (args, named) => {
    const { code, stdout, stderr } = await result(start(...args));
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(named);
    expect(stderr).not.toContain("    at ");
  });
});
