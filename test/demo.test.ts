/** The commands of the README, run as a newcomer runs them: on the built bundle, in a process of their own. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { seed } from "../demo/seed";
import { steps } from "../demo/steps";
import { type RunningWorkspace, startWorkspace } from "../packages/emulator/src/server";
import { component } from "./support/component";

const root = path.resolve(__dirname, "..");

interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

type Environment = Record<string, string | undefined>;

/** What would lead an action away from its local workspace. */
const noSignIn: Environment = {
  DATABRICKS_HOST: undefined,
  DATABRICKS_TOKEN: undefined,
  DATABRICKS_CLIENT_ID: undefined,
  DATABRICKS_CLIENT_SECRET: undefined,
  ARM_TENANT_ID: undefined,
  ARM_CLIENT_ID: undefined,
  ARM_CLIENT_SECRET: undefined,
  PRISMATIC_CONNECTION_VALUE: undefined,
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
};

/** Runs one of the demo's programs to its end. */
const runProgram = (file: string, args: string[] = [], env: Environment = {}): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
      cwd: root,
      env: { ...process.env, ...noSignIn, INIT_CWD: root, ...env },
    });
    const ended: Ended = { exitCode: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      ended.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      ended.stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ ...ended, exitCode }));
  });

const action = (args: string[], env: Environment = {}): Promise<Ended> =>
  runProgram("cli/action.ts", args, env);

let workspace: RunningWorkspace;

beforeAll(async () => {
  workspace = await startWorkspace({ seed });
});

afterAll(() => workspace.close());

/** The sign-in of the running workspace as a service principal. */
const servicePrincipal = (): Environment => ({
  DATABRICKS_HOST: workspace.url,
  DATABRICKS_CLIENT_ID: workspace.clientId,
  DATABRICKS_CLIENT_SECRET: workspace.clientSecret,
});

/** The sign-in with a token. */
const personal = (): Environment => ({ DATABRICKS_HOST: workspace.url, DATABRICKS_TOKEN: workspace.token });

describe("npm run demo", () => {
  it("takes every step, ends with exit code 0 and shows no secret", async () => {
    const { exitCode, stdout, stderr } = await runProgram("demo/tour.ts");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const { title } of steps) expect(stdout).toContain(title);
    expect(stdout).toMatch(new RegExp(`${steps.length} steps in .*, everything as expected`));
    // The workspace of the tour has the same seed as this one, and so the same secrets.
    expect(stdout).not.toContain(workspace.token);
    expect(stdout).not.toContain(workspace.clientSecret);
    expect(stdout.split("\n").slice(0, 3).join(" ")).toMatch(
      new RegExp(`${steps.length} steps, about .*local workspace.*Nothing leaves this machine`),
    );
    const commands = [...stdout.matchAll(/^ +npm run action -- (.+)$/gm)].map(([, words = ""]) => words);
    expect(commands).toHaveLength(3);
    for (const words of commands) expect((await action(words.split(" "))).exitCode).toBe(0);
  });

  it("takes some steps alone, with those that they need, and says which there are", async () => {
    const some = await runProgram("demo/tour.ts", ["--only", "9"]);
    expect(some.exitCode).toBe(0);
    expect([...some.stdout.matchAll(/^(\d+)\/\d+ /gm)].map(([, number]) => number)).toEqual(["3", "9"]);
    const none = await runProgram("demo/tour.ts", ["--only", "99"]);
    expect(none).toMatchObject({ exitCode: 1, stdout: "" });
    expect(none.stderr).toContain(`--only takes numbers from 1 to ${steps.length}, such as 3,12, not 99.`);
  });

  it("ends with exit code 1 and the step's name when something is not as expected", async () => {
    const { exitCode, stderr } = await runProgram("demo/tour.ts", [], { PATH: "" });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Step \d+, "Python on a cluster .*": /);
  });
});

describe("npm run action", () => {
  it("runs on a local workspace of its own when the environment names none", async () => {
    const { exitCode, stdout, stderr } = await action(["getCurrentUser"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ userName: "ada@example.com" });
    expect(stderr).toMatch(/^getCurrentUser on a local workspace at http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  it("runs on the workspace that the environment names, with a token or as a service principal", async () => {
    const byToken = await action(["getCurrentUser"], personal());
    expect(JSON.parse(byToken.stdout)).toMatchObject({ displayName: "Ada Example" });
    const byPrincipal = await action(["getCurrentUser"], servicePrincipal());
    expect(JSON.parse(byPrincipal.stdout)).toMatchObject({ userName: workspace.clientId });
  });

  it("signs in to its local workspace in every way, and to one that stays as an application of Entra", async () => {
    const userName = async (args: string[], env: Environment = {}): Promise<unknown> =>
      JSON.parse((await action(["getCurrentUser", ...args], env)).stdout).userName;
    expect(await userName(["--connection", "userOAuth"])).toBe("ada@example.com");
    // A workspace of the same seed has the same clients.
    expect(await userName(["--connection", "azureServicePrincipal"])).toBe(workspace.entra.clientId);
    const { tenantId, clientId, clientSecret } = workspace.entra;
    const application = { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret };
    expect(await userName([], { DATABRICKS_HOST: workspace.url, ...application })).toBe(clientId);
  });

  it("runs with the connection that the platform's command line provides", async () => {
    const fields = { host: workspace.url, apiKey: workspace.token };
    const value = JSON.stringify({ fields, name: "Databricks" });
    const { stdout } = await action(["selectWarehouse"], { PRISMATIC_CONNECTION_VALUE: value });
    expect(JSON.parse(stdout)).toContainEqual({
      key: "475b94ddc7cd5211",
      label: "Shared Warehouse (running)",
    });
  });

  it("shows no secret, with debugging on, succeeding and failing", async () => {
    for (const env of [personal(), servicePrincipal()]) {
      for (const warehouseId of ["475b94ddc7cd5211", "0000000000000000"]) {
        const { stdout, stderr } = await action(
          ["getWarehouse", "--warehouseId", warehouseId, "--debugRequest"],
          env,
        );
        expect(stderr).toContain(`GET /api/2.0/sql/warehouses/${warehouseId}`);
        const { token, clientSecret } = workspace;
        for (const secret of [token, clientSecret]) expect(stdout + stderr).not.toContain(secret);
        expect(stdout + stderr).not.toMatch(/Bearer (?!\[)/);
      }
    }
  });

  it("says what an error says, with its fields, and ends with exit code 1", async () => {
    const { exitCode, stdout, stderr } = await action(["getWarehouse", "--warehouseId", "0000000000000000"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^DatabricksError: .*0000000000000000.*$/m);
    expect(stderr).toMatch(/^ {2}errorCode: RESOURCE_DOES_NOT_EXIST$/m);
    expect(stderr).toMatch(/^ {2}status: 404$/m);
  });

  it("says what is wrong with the command, and ends with exit code 1", async () => {
    const { exitCode, stdout, stderr } = await action(["getWarehous"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("Did you mean getWarehouse?");
  });

  it("lists every action, data source and trigger, and the inputs of one", async () => {
    const list = await action(["--help"]);
    expect(list.exitCode).toBe(0);
    const { actions, dataSources, triggers } = component;
    for (const key of Object.keys({ ...actions, ...dataSources, ...triggers }))
      expect(list.stdout).toMatch(new RegExp(`^ {2}${key} +\\S`, "m"));
    for (const line of list.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const webhook = await action(["jobNotification", "--help"]);
    expect(webhook.stdout.replace(/\s+/g, " ")).toContain(
      "npm run demo shows it deployed, called and removed.",
    );
    const inputs = await action(["createExecutionContext", "--help"]);
    expect(inputs.stdout).toContain("Required\n  --clusterId  Cluster ID (text)");
    expect(inputs.stdout).toContain("One of python, scala, sql, r.");
  });

  it("has no option that an input is called as", () => {
    const { actions, dataSources, triggers } = component;
    const pieces = Object.values({ ...actions, ...dataSources, ...triggers });
    const keys = pieces.flatMap(({ inputs }) =>
      inputs.filter(({ type }) => type !== "connection").map(({ key }) => key),
    );
    expect(keys.filter((key) => ["connection", "help", "out", "output", "state"].includes(key))).toEqual([]);
  });

  it("polls with a trigger, and from poll to poll where a file keeps its state", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "action-"));
    const warehouse = ["--warehouseId", "475b94ddc7cd5211"];
    const table = [...warehouse, "--table", "samples.geology.earthquakes"];
    const rows = [...table, "--cursorColumn", "time"];
    const start = ["--startFrom", "beginning", "--rowCap", "2"];
    const polled = ["newRows", ...rows, ...start];
    const ids = ({ stdout }: Ended): string[] => JSON.parse(stdout).map(({ id }: { id: string }) => id);
    try {
      const once = await action(polled, personal());
      expect(ids(once)).toEqual(["uw61345682", "mb80279649"]);
      expect(once.stderr).toContain("2 new items");
      const stateFile = path.join(folder, "state.json");
      const kept = [...polled, "--state", stateFile];
      expect(ids(await action(kept, personal()))).toEqual(ids(once));
      const next = ids(await action(kept, personal()));
      expect(next).toHaveLength(2);
      expect(next.filter((id) => ids(once).includes(id))).toEqual([]);
      const state = readFileSync(stateFile, "utf8");
      expect(state).not.toContain(workspace.token);
      // A poll that fails leaves what is kept as it was.
      const wrong = ["newRows", ...table, "--cursorColumn", "nothing", ...start, "--state", stateFile];
      expect(await action(wrong, personal())).toMatchObject({ exitCode: 1, stdout: "" });
      expect(readFileSync(stateFile, "utf8")).toBe(state);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says before anything is sent that a file holds no state", async () => {
    const { exitCode, stderr } = await action(["jobRunCompleted", "--state", "README.md"]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^--state: .*README\.md holds no state of a trigger\. .*\n$/);
  });

  it("says where a trigger that is called can be seen", async () => {
    const { exitCode, stderr } = await action(["jobNotification"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("npm run demo shows it deployed, called and removed.");
  });

  it("gives a file whole, to a pipe and to a file", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "action-"));
    const request = ["rawRequest", "--method", "GET", "--url", "/2.0/clusters/list-node-types"];
    try {
      const bytes = [...request, "--responseType", "arraybuffer"];
      const shown = await action(bytes, personal());
      const file = path.join(folder, "answer.json");
      const written = await action([...bytes, "--out", file], personal());
      expect(written).toMatchObject({ exitCode: 0, stdout: "" });
      expect(written.stderr).toContain(`${Buffer.byteLength(shown.stdout)} bytes written to ${file}`);
      expect(readFileSync(file, "utf8")).toBe(shown.stdout);
      const answer = await action(request, personal());
      expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(answer.stdout));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says where JSON of an input is wrong", async () => {
    const statement = ["--warehouseId", "475b94ddc7cd5211", "--sqlStatement", "SELECT :a"];
    const { stderr } = await action(["runSql", ...statement, "--sqlParameters", '{\n "a" 1}'], personal());
    expect(stderr).toMatch(/^Error: SQL Parameters .* at line 2, column 6.*\n {3}"a" 1\}\n {7}\^\n$/m);
  });

  it("ends with exit code 0 where the reader of its result has left", async () => {
    const many = "SELECT id FROM range(100000)";
    const child = spawn(
      "sh",
      [
        "-c",
        `{ node --import tsx cli/action.ts runSql --warehouseId 475b94ddc7cd5211 --sqlStatement "${many}" --output csv; echo "exit $?" >&2; } | head -n 2`,
      ],
      { cwd: root, env: { ...process.env, ...noSignIn, INIT_CWD: root, ...personal() } },
    );
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    await new Promise((resolve) => child.on("close", resolve));
    expect(stdout).toBe("id\r\n0\r\n");
    expect(stderr).toMatch(/exit 0\n$/);
  });
});
