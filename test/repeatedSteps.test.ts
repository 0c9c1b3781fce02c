/** What each action that writes says of a second run is true: the state of the workspace after two runs tells. */
import * as definitions from "../src/actions";
import { factsOf } from "../src/facts";
import type { RepeatKind } from "../src/repeatBehaviour";
import { landingDirectoryExample } from "../src/services/files/listingExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { actions, exampleParameters, runIn, subjectOf } from "./support/component";
import { prepareGround } from "./support/exampleSetup";
import { type TestWorkspace, useWorkspace } from "./support/workspace";

const kindOf = (key: string): RepeatKind | undefined =>
  factsOf((definitions as Record<string, object>)[key] ?? {}).repeat?.kind;

const writes = actions.filter(({ readsOnly }) => !readsOnly).map(({ key }) => key);

const lists = [
  "/api/2.0/sql/warehouses",
  "/api/2.1/clusters/list",
  "/api/2.2/jobs/list?expand_tasks=true",
  "/api/2.2/jobs/runs/list?expand_tasks=true",
  "/api/2.1/unity-catalog/models",
  `/api/2.0/fs/directories${landingDirectoryExample.path}`,
];

/** The tables of the actions that write rows. A query of others could start the warehouse that an action has stopped. */
const tables: Record<string, string> = {
  copyInto: "workspace.default.orders",
  deleteRows: "workspace.default.customers",
  upsertRows: "workspace.default.customers",
};

const selectAll = (table: string): Record<string, unknown> => ({
  warehouseId: warehouseExample.id,
  sqlStatement: `SELECT * FROM ${table} ORDER BY id`,
  resultFormat: "csv",
});

const readLists = async (workspace: TestWorkspace) => [
  ...(await Promise.all(lists.map((path) => workspace.call("GET", path)))),
  await workspace.call("POST", "/api/2.0/mlflow/experiments/search", { max_results: 100 }),
];

/** Everything of a workspace that an action may change, as far as lists and tables show it. */
const stateOf = async (workspace: TestWorkspace, key: string): Promise<unknown[]> => {
  const answers = await readLists(workspace);
  const rows = tables[key] && (await runIn(workspace, "runSql", selectAll(tables[key])));
  // What lists a volume that is deleted is refused, each time with another request ID.
  return [...answers.map(({ status, json }) => (status === 200 ? json : status)), rows];
};

const step = { executionId: "execution 1", stepId: "step 1" };

const workspace = useWorkspace();

const runTwice = async (key: string): Promise<{ states: unknown[][]; failure?: Error }> => {
  await prepareGround(workspace, key);
  // Time stands still: a run that begins stays as it is.
  await workspace.jobs({ pending_ms: 3_600_000 });
  expect((await readLists(workspace)).map(({ status }) => status)).not.toContain(404);
  const run = () => runIn(workspace, key, exampleParameters(subjectOf(key)), { context: step });
  await run();
  const first = await stateOf(workspace, key);
  const failure = await run().then(
    () => undefined,
    (error: Error) => error,
  );
  return { states: [first, await stateOf(workspace, key)], failure };
};

const ofKind = (...kinds: RepeatKind[]): string[] =>
  writes.filter((key) => kinds.some((kind) => kind === kindOf(key)));

it("every action that writes says what a second run does, and no other does", () => {
  expect(writes.filter((key) => kindOf(key) === undefined)).toEqual([]);
  expect(actions.filter(({ key, readsOnly }) => readsOnly && kindOf(key) !== undefined)).toEqual([]);
});

it.each(ofKind("sameState", "joins"))("%s leaves the same state when it runs again", async (key) => {
  const { states, failure } = await runTwice(key);
  expect(failure).toBeUndefined();
  expect(states[1]).toEqual(states[0]);
});

it.each(ofKind("refused"))("%s is refused when it runs again, and changes nothing", async (key) => {
  const { states, failure } = await runTwice(key);
  expect(failure).toBeDefined();
  expect(states[1]).toEqual(states[0]);
});
