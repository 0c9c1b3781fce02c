/** New Rows over random histories: whatever comes between, each row that counts is given once, and no other. */
import fc from "fast-check";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { runDirectly } from "../support/directStatements";
import { PolledFlow } from "../support/polledFlow";
import {
  type Batching,
  batchings,
  type Disturbance,
  disturb,
  disturbance,
  playHistories,
  pollFailing,
} from "../support/stateMachine";
import type { TestWorkspace } from "../support/workspace";

interface Row extends Record<string, unknown> {
  id: number;
}

/** How the steps of a history become values of a cursor column: one unit of Look-Back apart, at the limits of exactness. */
const cursorTypes: Record<string, (step: number) => string> = {
  BIGINT: (step) => `${9_007_199_254_740_990n + BigInt(step)}`,
  "DECIMAL(38,10)": (step) => `${1_234_567_890_123_456_789_012_345_000n + BigInt(step)}.0000000001`,
  DATE: (step) => `DATE'${new Date(Date.UTC(2024, 1, 27 + step)).toISOString().slice(0, 10)}'`,
  TIMESTAMP: (step) => `timestamp_micros(${1_711_846_790_000_001n + BigInt(step) * 1_000_000n})`,
  TIMESTAMP_NTZ: (step) =>
    `TIMESTAMP_NTZ'${new Date(Date.UTC(2024, 2, 31, 1, 59, 50 + step)).toISOString().slice(0, 19)}.000001'`,
  STRING: (step) => `'é''😀-${String(step).padStart(4, "0")}'`,
};
const types = Object.keys(cursorTypes);

/** What types can grow to. */
const grown: Record<string, string> = { BIGINT: "DECIMAL(24,2)", DATE: "TIMESTAMP_NTZ" };

/** What the type of a history grows to: a Look-Back of days would become one of seconds, which the page tells. */
const grownOf = ({ type, lookBack }: Pick<History, "type" | "lookBack">): string | undefined =>
  type === "DATE" && lookBack > 0 ? undefined : grown[type];

/** A row, some steps above the highest there is or below it, perhaps the very same as the row before. */
interface Insert {
  step: number;
  again: boolean;
}

type Step =
  | { do: "insert"; rows: Insert[] }
  | { do: "poll" }
  /** The type of the cursor column grows, where it can. */
  | { do: "grow" }
  | Disturbance
  /** A poll of which the statement of this number fails. */
  | { do: "failedPoll"; statement: number };

interface History {
  type: string;
  startFrom: "now" | "beginning" | "value";
  withKey: boolean;
  lookBack: number;
  batching: Batching;
  pageSize: number;
  rowCap: number;
  before: Insert[];
  steps: Step[];
}

const rows = (lowest: number, minLength: number) =>
  fc.array(
    fc.record({
      step: fc.integer({ min: lowest, max: 4 }),
      again: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.boolean()),
    }),
    { minLength, maxLength: 6 },
  );

const steps = (lowest: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant("insert" as const), rows: rows(lowest, 1) }) },
      { weight: 3, arbitrary: fc.constant<Step>({ do: "poll" }) },
      { weight: 1, arbitrary: fc.constant<Step>({ do: "grow" }) },
      { weight: 1, arbitrary: disturbance },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("failedPoll" as const), statement: fc.nat({ max: 3 }) }),
      },
    ),
    { minLength: 1, maxLength: 7 },
  );

const history: fc.Arbitrary<History> = fc
  .record({
    type: fc.constantFrom(...types),
    startFrom: fc.constantFrom("now" as const, "beginning" as const, "value" as const),
    withKey: fc.boolean(),
    lookBack: fc.constantFrom(0, 0, 3),
    batching: fc.constantFrom(...batchings),
    pageSize: fc.integer({ min: 1, max: 5 }),
    rowCap: fc.integer({ min: 1, max: 12 }),
  })
  .chain((settings) => {
    const lookBack = settings.type === "STRING" ? 0 : settings.lookBack;
    return fc
      .record({ before: rows(0, 0), steps: steps(-lookBack) })
      .map((events) => ({ ...settings, ...events, lookBack }));
  });

/** What a person types for the value of a step: what the column's own text would be, with a zone where it has one. */
const typed = (type: string, step: number): string => {
  const literal = cursorTypes[type]?.(step) ?? "";
  if (type === "TIMESTAMP") {
    return new Date(1_711_846_790_000 + step * 1000).toISOString().replace(".000Z", ".000001Z");
  }
  return /'(.*)'$/.exec(literal)?.[1]?.replaceAll("''", "'") ?? literal;
};

let histories = 0;

const play = async (workspace: TestWorkspace, given: History): Promise<void> => {
  histories += 1;
  const own = histories;
  const table = `workspace.default.h${types.indexOf(given.type)}`;
  const view = `workspace.default.v${own}`;
  const show = (column: string): Promise<void> =>
    runDirectly(
      workspace,
      `CREATE OR REPLACE VIEW ${view} AS SELECT id, ${column} AS c, at FROM ${table} WHERE h = ${own}`,
    );
  await show("c");
  const flow = new PolledFlow<Row>(
    workspace,
    "newRows",
    {
      warehouseId: warehouseExample.id,
      ...(own % 2 === 0 ? { table: view } : { sqlQuery: `SELECT * FROM ${view}; -- all` }),
      cursorColumn: "c",
      ...(given.withKey && { keyColumn: "id" }),
      startFrom: given.startFrom,
      ...(given.startFrom === "value" && { startValue: typed(given.type, 2) }),
      lookBack: String(given.lookBack),
      pageSize: String(given.pageSize),
      rowCap: String(given.rowCap),
    },
    given.batching,
  );
  const expected: number[] = [];
  let id = 0;
  let highest = 0;
  const insert = async (inserts: readonly Insert[], counts: boolean): Promise<void> => {
    const made: { id: number; step: number }[] = [];
    for (const { step, again } of inserts) {
      const before = made.at(-1);
      made.push(again && before ? before : { id: id++, step: Math.max(0, highest + step) });
    }
    const tooLow = given.startFrom === "value" ? 2 : 0;
    expected.push(...made.filter(({ step }) => counts && step >= tooLow).map((row) => row.id));
    const values = made.map(
      (row) => `(${own}, ${row.id}, ${cursorTypes[given.type]?.(row.step)}, TIMESTAMP'2025-03-30T01:30:00Z')`,
    );
    await runDirectly(workspace, `INSERT INTO ${table} VALUES ${values.join(", ")}`);
    highest = Math.max(highest, ...made.map(({ step }) => step));
  };
  const poll = async (): Promise<number> => {
    const { items, noChanges } = await flow.poll();
    expect(noChanges).toBe(items.length === 0);
    return items.length;
  };
  if (given.before.length > 0) await insert(given.before, given.startFrom !== "now");
  await poll();
  for (const step of given.steps) {
    if (step.do === "insert") await insert(step.rows, true);
    if (step.do === "poll") await poll();
    if (step.do === "grow") await show(grownOf(given) ? `CAST(c AS ${grownOf(given)})` : "c");
    if (step.do === "timeZone" || step.do === "formerState") await disturb(flow, step);
    if (step.do === "failedPoll") {
      await pollFailing(flow, "/api/2.0/sql/statements", step.statement);
    }
  }
  while ((await poll()) > 0);
  const ascending = (ids: number[]): number[] => [...ids].sort((a, b) => a - b);
  expect(ascending(flow.received.map((row) => row.id))).toEqual(ascending(expected));
  expect(flow.stateSize).toBeLessThan(2500);
  expect(flow.warnings).toEqual([]);
};

const makeTables = async (workspace: TestWorkspace): Promise<void> => {
  for (const [index, type] of types.entries()) {
    await runDirectly(
      workspace,
      `CREATE TABLE workspace.default.h${index} (h INT, id INT, c ${type}, at TIMESTAMP)`,
    );
  }
};

describe("New Rows", () => {
  it("gives each row once over random histories of inserts, ties, late rows, growing types, time zones, polls and failures", async () => {
    await playHistories(history, makeTables, play);
    expect(histories).toBeGreaterThan(100);
  }, 3_600_000);
});
