/**
 * `npm run bench:latency`: the time from submitting a statement to its rows, for statements that take a known time, side
 * by side: the built component, one bare POST with a long server-side wait (the ideal), and a client that submits without
 * waiting and asks once a second. Takes about two minutes.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { loadBundle, piecesOf, run } from "../demo/bundle";
import { withToken } from "../demo/connection";
import { warehouse } from "../src/api/warehouses";
import { median, record } from "./figures";

const durationsMs = [0, 50, 500, 1500, 5500];
const runs = 5;
const statement = "SELECT 1 AS one";

interface Workspace {
  url: string;
  token: string;
}

const quiet = () => undefined;
const logger = {
  metric: quiet,
  trace: quiet,
  debug: quiet,
  info: quiet,
  log: quiet,
  warn: quiet,
  error: quiet,
};

/** Starts the local workspace in a process of its own, as a real one would be. */
async function startWorkspace(): Promise<{ workspace: Workspace; child: ChildProcess }> {
  const main = path.join(__dirname, "..", "workspace", "main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", main, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { workspace: JSON.parse(line), child };
}

interface Answer {
  statement_id: string;
  status: { state: string };
}

async function call(
  { url, token }: Workspace,
  method: string,
  route: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(url + route, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${route}: ${response.status}`);
  return (await response.json()) as Answer;
}

const route = "/api/2.0/sql/statements";
const request = { warehouse_id: warehouse.id, statement };

const ways: Record<string, (workspace: Workspace) => Promise<unknown>> = {
  async component({ url, token }) {
    const component = loadBundle();
    const piece = piecesOf(component).find(({ definition }) => definition.key === "runSql");
    if (!piece) throw new Error("The component has no runSql");
    return run(
      component,
      piece,
      withToken(url, token),
      { warehouseId: warehouse.id, sqlStatement: statement },
      logger,
    );
  },
  async "bare POST"(workspace) {
    return call(workspace, "POST", route, { ...request, wait_timeout: "50s" });
  },
  async "every second"(workspace) {
    let answer = await call(workspace, "POST", route, { ...request, wait_timeout: "0s" });
    while (["PENDING", "RUNNING"].includes(answer.status.state)) {
      await sleep(1000);
      answer = await call(workspace, "GET", `${route}/${answer.statement_id}`);
    }
    return answer;
  },
};

async function main(): Promise<void> {
  const { workspace, child } = await startWorkspace();
  try {
    for (const way of Object.values(ways)) await way(workspace);
    console.log(`ms from submission to rows, median of ${runs}, workspace on loopback in its own process`);
    console.log(["statement", ...Object.keys(ways)].map((cell) => cell.padStart(14)).join(""));
    const figures: object[] = [];
    for (const durationMs of durationsMs) {
      await call(workspace, "POST", "/__workspace/statements", { run_ms: durationMs });
      const times: Record<string, number[]> = {};
      for (let turn = 0; turn < runs; turn += 1) {
        for (const [name, way] of Object.entries(ways)) {
          const startedAt = performance.now();
          await way(workspace);
          times[name] = [...(times[name] ?? []), performance.now() - startedAt];
        }
      }
      const medians = Object.entries(times).map(([name, values]) => [name, median(values)] as const);
      figures.push({ durationMs, ...Object.fromEntries(medians) });
      console.log(
        [String(durationMs), ...medians.map(([, ms]) => ms.toFixed(0))]
          .map((cell) => cell.padStart(14))
          .join(""),
      );
    }
    record("latency", { runs, figures });
  } finally {
    child.kill();
  }
}

void main();
