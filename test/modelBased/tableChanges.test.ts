/** Table Changes over random histories: every change of every version once, and no other. */
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

type Change = [version: number, kind: string, id: number, value: number];

type Step =
  | { do: "insert" | "update" | "delete" | "merge"; ids: number[]; value: number }
  /** A version without changes. */
  | { do: "setProperty" }
  /** A column beside the others comes, gets another name or goes, or the values become a wider type. */
  | { do: "column"; change: "add" | "rename" | "drop" | "widen" }
  | Disturbance
  | { do: "poll" }
  /** A poll of which the statement of this number fails. */
  | { do: "failedPoll"; statement: number };

interface History {
  startFrom: "now" | "version";
  beforeImages: boolean;
  batching: Batching;
  pageSize: number;
  changeCap: number;
  before: Step[];
  steps: Step[];
}

const ids = fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 4 });

const change: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("insert" as const, "update" as const, "delete" as const, "merge" as const),
      ids,
      value: fc.nat({ max: 99 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "setProperty" }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("column" as const),
      change: fc.constantFrom("add" as const, "rename" as const, "drop" as const, "widen" as const),
    }),
  },
);

const history: fc.Arbitrary<History> = fc.record({
  startFrom: fc.constantFrom("now" as const, "version" as const),
  beforeImages: fc.boolean(),
  batching: fc.constantFrom(...batchings),
  pageSize: fc.integer({ min: 1, max: 6 }),
  changeCap: fc.integer({ min: 1, max: 12 }),
  before: fc.array(change, { maxLength: 3 }),
  steps: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: change },
      { weight: 2, arbitrary: fc.constant<Step>({ do: "poll" }) },
      { weight: 1, arbitrary: disturbance },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("failedPoll" as const), statement: fc.nat({ max: 5 }) }),
      },
    ),
    { minLength: 1, maxLength: 8 },
  ),
});

/** The table as it should be, and what its feed should tell. */
class Model {
  version = 0;
  readonly changes: Change[] = [];
  readonly #rows = new Map<number, number>();
  #column: string | undefined;
  #type = "INT";

  /** Changes a column. @returns what ALTER TABLE is told; none where there is nothing to change */
  #alteration(change: "add" | "rename" | "drop" | "widen"): string | undefined {
    const before = this.#column;
    if (change === "widen") {
      if (this.#type === "BIGINT") return undefined;
      this.#type = "BIGINT";
      return "ALTER COLUMN value TYPE BIGINT";
    }
    if ((change === "add") !== (before === undefined)) return undefined;
    this.#column = change === "drop" ? undefined : `extra${this.version}`;
    if (change === "add") return `ADD COLUMNS (${this.#column} STRING)`;
    return change === "drop" ? `DROP COLUMN ${before}` : `RENAME COLUMN ${before} TO ${this.#column}`;
  }

  /** Applies a change. @returns the statement that does the same; none where it would find nothing to change */
  apply(step: Step, table: string): string | undefined {
    if (step.do === "setProperty") {
      this.version += 1;
      return `ALTER TABLE ${table} SET TBLPROPERTIES ('of' = '${this.version}')`;
    }
    if (step.do === "column") {
      const alteration = this.#alteration(step.change);
      if (alteration === undefined) return undefined;
      this.version += 1;
      return `ALTER TABLE ${table} ${alteration}`;
    }
    if (!("ids" in step)) return undefined;
    const there = step.ids.filter((id) => this.#rows.has(id));
    const absent = step.ids.filter((id) => !this.#rows.has(id));
    const values = (of: number[]): string => of.map((id) => `(${id}, ${step.value})`).join(", ");
    const touched = { insert: absent, update: there, delete: there, merge: step.ids }[step.do];
    if (touched.length === 0) return undefined;
    this.version += 1;
    for (const id of touched) {
      const before = this.#rows.get(id);
      if (step.do === "delete") {
        this.#tell("delete", id, before);
        this.#rows.delete(id);
        continue;
      }
      if (before !== undefined) this.#tell("update_preimage", id, before);
      this.#tell(before === undefined ? "insert" : "update_postimage", id, step.value);
      this.#rows.set(id, step.value);
    }
    const where = `WHERE id IN (${touched.join(", ")})`;
    return {
      insert: `INSERT INTO ${table} (id, value) VALUES ${values(touched)}`,
      update: `UPDATE ${table} SET value = ${step.value} ${where}`,
      delete: `DELETE FROM ${table} ${where}`,
      merge: `MERGE INTO ${table} AS t USING (SELECT * FROM VALUES ${values(touched)} AS v(id, value)) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.value = s.value WHEN NOT MATCHED THEN INSERT (id, value) VALUES (s.id, s.value)`,
    }[step.do];
  }

  #tell(kind: string, id: number, value: number | undefined): void {
    this.changes.push([this.version, kind, id, value ?? -1]);
  }
}

let histories = 0;

const play = async (workspace: TestWorkspace, given: History): Promise<void> => {
  histories += 1;
  const table = `workspace.default.t${histories}`;
  const model = new Model();
  await runDirectly(
    workspace,
    `CREATE TABLE ${table} (id INT, value INT) TBLPROPERTIES (delta.enableChangeDataFeed = true, 'delta.columnMapping.mode' = 'name', 'delta.enableTypeWidening' = true)`,
  );
  const happen = async (step: Step): Promise<void> => {
    const statement = model.apply(step, table);
    if (statement !== undefined) await runDirectly(workspace, statement);
  };
  for (const step of given.before) await happen(step);
  const flow = new PolledFlow<Record<string, unknown>>(
    workspace,
    "tableChanges",
    {
      warehouseId: warehouseExample.id,
      table,
      startFrom: given.startFrom,
      ...(given.startFrom === "version" && { startVersion: "0" }),
      includeBeforeImages: String(given.beforeImages),
      pageSize: String(given.pageSize),
      changeCap: String(given.changeCap),
    },
    given.batching,
  );
  const poll = async (): Promise<number> => {
    const { items, noChanges } = await flow.poll();
    expect(noChanges).toBe(items.length === 0);
    return items.length;
  };
  const old = given.startFrom === "now" ? model.version : -1;
  await poll();
  for (const step of given.steps) {
    if (step.do === "poll") await poll();
    else if (step.do === "failedPoll") await pollFailing(flow, "/api/2.0/sql/statements", step.statement);
    else if (step.do === "timeZone" || step.do === "formerState") await disturb(flow, step);
    else await happen(step);
  }
  while ((await poll()) > 0);
  const got = flow.received.map(({ _commit_version, _change_type, id, value }) => [
    _commit_version,
    _change_type,
    id,
    value,
  ]);
  const versions = got.map(([version]) => Number(version));
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  const expected = model.changes.filter(
    ([version, kind]) => version > old && (given.beforeImages || kind !== "update_preimage"),
  );
  const sorted = (changes: unknown[]): string[] => changes.map((one) => JSON.stringify(one)).sort();
  expect(sorted(got)).toEqual(sorted(expected));
  expect(flow.stateSize).toBeLessThan(300);
  expect(flow.warnings).toEqual([]);
};

describe("Table Changes", () => {
  it("gives each change once over random histories of changes, columns, time zones, polls and failures", async () => {
    await playHistories(history, async () => undefined, play);
    expect(histories).toBeGreaterThan(100);
  }, 3_600_000);
});
