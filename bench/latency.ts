/**
 * The time from submitting a statement to its rows, for statements that take a known time, side by side: the built
 * component, one bare POST with a long server-side wait (the ideal), and a client that submits without waiting and asks
 * once a second.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { loadBundle, run, runnablesOf } from "../cli/bundle";
import { withToken } from "../cli/signIn";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { type Findings, median, type Options, printTable, silentLogger, type Target } from "./figures";
import { call, configure, startLocalWorkspace, statementsRoute, type Workspace } from "./localWorkspace";

const durationsMs = [0, 50, 500, 1500, 5500, 20_000];
const statement = "SELECT 1 AS one";
const request = { warehouse_id: warehouseExample.id, statement };

const ways = {
  async component({ url, token }: Workspace): Promise<unknown> {
    const component = loadBundle();
    const piece = runnablesOf(component).find(({ definition }) => definition.key === "runSql");
    if (!piece) throw new Error("The component has no runSql");
    const inputs = { warehouseId: warehouseExample.id, sqlStatement: statement };
    return run(component, piece, withToken(url, token), inputs, silentLogger);
  },
  async "bare POST"(workspace: Workspace): Promise<unknown> {
    return call(workspace, "POST", statementsRoute, { ...request, wait_timeout: "50s" });
  },
  async "every second"(workspace: Workspace): Promise<unknown> {
    let answer = await call(workspace, "POST", statementsRoute, { ...request, wait_timeout: "0s" });
    while (["PENDING", "RUNNING"].includes(answer.status.state)) {
      await sleep(1000);
      answer = await call(workspace, "GET", `${statementsRoute}/${answer.statement_id}`);
    }
    return answer;
  },
};

type Name = keyof typeof ways;
const names = Object.keys(ways) as Name[];

const measure = async (workspace: Workspace, runs: number): Promise<Record<Name, number>> => {
  const taken = names.map((name) => ({ name, ms: [] as number[] }));
  for (let turn = 0; turn < runs; turn += 1) {
    for (const { name, ms } of taken) {
      const startedAt = performance.now();
      await ways[name](workspace);
      ms.push(performance.now() - startedAt);
    }
  }
  return Object.fromEntries(taken.map(({ name, ms }) => [name, median(ms)])) as Record<Name, number>;
};

/** What a round trip and a busy machine may add, in ms. */
const slackMs = 25;

const target = (durationMs: number, found: Record<Name, number>): Target => ({
  what: `${durationMs} ms: at most 5 % over the bare POST, and a round trip`,
  met: found.component <= found["bare POST"] * 1.05 + slackMs,
});

/** Measures on loopback, the workspace in a process of its own. */
export const latency = async ({ runs }: Options): Promise<Findings> => {
  const { workspace, end } = await startLocalWorkspace();
  try {
    for (const name of names) await ways[name](workspace);
    const found: ({ durationMs: number } & Record<Name, number>)[] = [];
    for (const durationMs of durationsMs) {
      await configure(workspace, { run_ms: durationMs });
      found.push({ durationMs, ...(await measure(workspace, runs)) });
    }
    console.log(`\nms from submission to rows, medians of ${runs}, loopback`);
    printTable(
      ["the statement takes", ...names],
      found.map((one) => [String(one.durationMs), ...names.map((name) => one[name].toFixed(0))]),
    );
    return { figures: { runs, statements: found }, targets: found.map((one) => target(one.durationMs, one)) };
  } finally {
    end();
  }
};
