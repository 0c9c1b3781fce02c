/** Runs of the check of a workspace, in process, on an emulator of their own. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Check } from "../../verify/check";
import { startLocalWorkspace } from "../../verify/localWorkspace";
import type { Report } from "../../verify/report";
import { readRequest } from "../../verify/settings";
import { type Surroundings, verify } from "../../verify/verify";
import { component } from "./component";

/** What a run told, and its exit code. */
interface Told {
  code: number;
  told: string;
}

/** What a run told and reported. */
export interface Verification extends Told {
  report: Report;
  /** The report as a page, and both of its files. */
  page: string;
  files: string;
}

type Environment = Surroundings["env"];

/** An emulator for a run, and what its own control API is asked. */
export class VerifiedWorkspace {
  private constructor(
    readonly env: Environment,
    readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<VerifiedWorkspace> {
    const { env, close } = await startLocalWorkspace();
    return new VerifiedWorkspace(env, close);
  }

  async call(method: string, route: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(this.env.DATABRICKS_HOST + route, {
      method,
      headers: { authorization: `Bearer ${this.env.DATABRICKS_TOKEN}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }

  /** Sets a fault of the emulator. */
  async fault(fault: object): Promise<void> {
    await this.call("POST", "/__workspace/faults", fault);
  }

  /** Whether a fault has left a request unanswered. */
  async hangs(): Promise<boolean> {
    const { faults } = await this.call("GET", "/__workspace/faults");
    return (faults as { hang?: boolean; fired: number }[]).some(({ hang, fired }) => hang && fired > 0);
  }

  /** Runs a statement that must succeed. */
  async sql(statement: string): Promise<void> {
    const { status } = await this.call("POST", "/api/2.0/sql/statements", {
      warehouse_id: this.env.DATABRICKS_WAREHOUSE_ID,
      statement,
      wait_timeout: "50s",
    });
    expect(status).toEqual({ state: "SUCCEEDED" });
  }

  /** Names of all that runs leave in schemas, jobs, warehouses, clusters, experiments, folders and destinations. */
  async leftOvers(): Promise<string[]> {
    const lists = [
      await this.call("GET", "/api/2.1/unity-catalog/schemas?catalog_name=workspace"),
      await this.call("GET", "/api/2.2/jobs/list?limit=100"),
      await this.call("GET", "/api/2.0/sql/warehouses"),
      await this.call("GET", "/api/2.1/clusters/list"),
      await this.call("POST", "/api/2.0/mlflow/experiments/search", { max_results: 100 }),
      await this.call("GET", "/api/2.0/workspace/list?path=/Users/ada@example.com"),
      await this.call("GET", "/api/2.0/notification-destinations"),
    ];
    return [...new Set(JSON.stringify(lists).match(/databricks_connector_check_[0-9a-f]{12}/g))];
  }
}

type Given = [
  env: Environment,
  checks: readonly Check[],
  args?: string[],
  surroundings?: Partial<Surroundings>,
];

/** Verifies a workspace as the command line does. */
export const toldBy = async (...[env, checks, args = [], surroundings]: Given): Promise<Told> => {
  const lines: string[] = [];
  const code = await verify(component, checks, readRequest(args), {
    env,
    tell: (line) => lines.push(line),
    confirm: async () => false,
    stop: new AbortController().signal,
    ...surroundings,
  });
  return { code, told: lines.join("\n") };
};

/** The same without asking, with the report. */
export const verification = async (
  ...[env, checks, args = [], surroundings]: Given
): Promise<Verification> => {
  const folder = mkdtempSync(path.join(tmpdir(), "verify-"));
  try {
    const out = path.join(folder, "report.md");
    const done = await toldBy(env, checks, ["--yes", "--out", out, ...args], surroundings);
    const json = readFileSync(path.join(folder, "report.json"), "utf8");
    const page = readFileSync(out, "utf8");
    return { ...done, report: JSON.parse(json) as Report, page, files: json + page };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The outcomes of some checks, by their IDs. */
export const outcomes = ({ report }: Verification): Record<string, string> =>
  Object.fromEntries(report.results.map(({ id, outcome }) => [id, outcome]));
