/** Insert Rows, Upsert Rows and Delete Rows over random histories: nothing is lost, nothing comes twice, no file stays. */
import { isDeepStrictEqual } from "node:util";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { type LogLine, runIn } from "../support/component";
import { queryDirectly, runDirectly } from "../support/directStatements";
import { type HistoryStep, recordHistory, type Trouble } from "../support/recordHistory";
import {
  applied,
  isRefused,
  loadsOnce,
  type ModelRow,
  modelColumns,
  type PlainRecord,
  statementsOf,
  type Write,
} from "../support/recordModel";
import { place, stagingPath, type Written } from "../support/recordRuns";
import { statements } from "../support/sqlRuns";
import { playHistories } from "../support/stateMachine";
import { startVirtualTime, type VirtualTime } from "../support/virtualTime";
import type { TestWorkspace } from "../support/workspace";

const filling = "x".repeat(460_000);

/** A step of a flow that writes: what it is given, and what tells it from others. */
interface WritingStep {
  number: number;
  write: Write;
  /** The files that are loaded, where each is loaded once; by their identity. */
  loaded: Map<string, number>;
}

/** How a run of a step ended. */
interface Outcome {
  written?: Written;
  error?: Error;
  lines: LogLine[];
}

const sorted = (rows: readonly ModelRow[]): string[] =>
  rows.map(({ id, state, amount, version }) => JSON.stringify([id, state, amount, version])).sort();

/** What an error says about the records. */
interface Fate {
  /** How many are written. */
  written: number;
  isInDoubt: boolean;
  /** Whether it says anything about them. */
  isTold: boolean;
}

const fateOf = ({ message }: Error): Fate => {
  const batches = /batches are written: records? (?:1 to )?(\d+)/.exec(message)?.[1];
  const files = /(\d+) records are written \(/.exec(message)?.[1];
  return {
    written: Number(batches ?? files ?? 0),
    isInDoubt: /may or may not be written/.test(message),
    isTold: /(?:may or may not be|are not) written/.test(message),
  };
};

/** A table, its model and the steps that write to it. */
class WriteHistory {
  readonly steps: WritingStep[] = [];
  rows: ModelRow[] = [];
  #executions = 0;

  constructor(
    readonly workspace: TestWorkspace,
    readonly table: string,
  ) {}

  get title(): string {
    return `workspace.default.${this.table}`;
  }

  begin(write: Write): WritingStep {
    const step = { number: this.steps.length, write, loaded: new Map<string, number>() };
    this.steps.push(step);
    return step;
  }

  /** Runs a step while something goes wrong, and holds the table to what its end promises. */
  async run(step: WritingStep, trouble: Trouble, isSameExecution = true): Promise<Outcome> {
    if (!isSameExecution) this.#executions += 1;
    const { write } = step;
    const hasBatchId = write.action.key === "insertRows" && write.action.batchId;
    const executionId = `execution ${isSameExecution ? "0" : this.#executions}`;
    const identity = hasBatchId ? "batch" : executionId;
    const outcome = await this.#act(step, trouble, { executionId, stepId: `step ${step.number}` });
    await this.#checkTable(step, identity, outcome);
    await this.#checkFiles(outcome);
    if (outcome.error === undefined) return outcome;
    const isExpected = isRefused(write) || trouble.kind === "deadline" || trouble.faults.length > 0;
    if (!isExpected) throw outcome.error;
    return outcome;
  }

  async #act(step: WritingStep, trouble: Trouble, context: object): Promise<Outcome> {
    const lines: LogLine[] = [];
    const { workspace } = this;
    const inputs = this.#inputs(step);
    const { key } = step.write.action;
    await workspace.forget();
    if (trouble.kind === "faults") for (const fault of trouble.faults) await workspace.fault(fault);
    else await this.#beginSlowly(trouble.cancellation);
    let isOver = false;
    const running = runIn(workspace, key, inputs, { lines, context }).then(
      (written): Outcome => ({ written: written as Written, lines }),
      (error: unknown): Outcome => ({ error: error as Error, lines }),
    );
    void running.then(() => {
      isOver = true;
    });
    const isSubmitted = async (): Promise<boolean> => isOver || (await this.#statementIds()).length > 0;
    if (trouble.kind === "deadline") while (!(await isSubmitted())) await workspace.advance(10_000);
    const outcome = await running;
    await workspace.clearFaults();
    if (trouble.kind === "deadline") await this.#endSlowly();
    return outcome;
  }

  #inputs({ number, write }: WritingStep): Record<string, unknown> {
    const { action, records, isLarge, isStaged } = write;
    return {
      warehouseId: warehouseExample.id,
      ...place,
      table: this.table,
      records: isLarge ? records.map((one) => ({ ...one, filling })) : records,
      keyColumns: ["id"],
      timeoutSeconds: "120",
      ...(isStaged && { stagingVolume: "landing" }),
      ...(action.key !== "deleteRows" && { mode: action.mode }),
      ...(action.key === "insertRows" && action.batchId && { batchId: `${this.table} ${number}` }),
      ...(action.key === "upsertRows" && action.onlyNewer && { onlyNewerColumn: "version" }),
    };
  }

  async #beginSlowly(cancellation: Extract<Trouble, { kind: "deadline" }>["cancellation"]): Promise<void> {
    await this.workspace.statements({ run_ms: 3_600_000 });
    const path = "^/api/2.0/sql/statements/.*/cancel$";
    if (cancellation === "lost") await this.workspace.fault({ path, drop: true, times: 50 });
    if (cancellation === "refused") await this.workspace.fault({ path, status: 403, body: {}, times: 50 });
  }

  /** Lets what was not cancelled come to its end. */
  async #endSlowly(): Promise<void> {
    await this.workspace.statements({ run_ms: null });
    await this.workspace.advance(7_200_000);
    for (const id of await this.#statementIds()) {
      const isRunning = async (): Promise<boolean> => {
        const { text } = await this.workspace.call("GET", `${statements}/${id}`);
        return /"state":"(?:PENDING|RUNNING)"/.test(text);
      };
      while (await isRunning());
    }
  }

  /** The ids of the statements that were answered. */
  async #statementIds(): Promise<string[]> {
    const requests = await this.workspace.requests();
    return requests.flatMap(({ method, path, status, answer }) => {
      if (method !== "POST" || path !== statements || status !== 200) return [];
      const id = /"statement_id":"([^"]+)"/.exec(JSON.stringify(answer).replaceAll("\\", ""))?.[1];
      return id === undefined ? [] : [id];
    });
  }

  async #checkTable(step: WritingStep, identity: string, { written, error }: Outcome): Promise<void> {
    const { write, loaded } = step;
    const parts = statementsOf(write);
    const before = loadsOnce(write) ? (loaded.get(identity) ?? 0) : 0;
    /** The rows once so many statements have succeeded, and those that were loaded before have done nothing. */
    const after = (count: number): ModelRow[] =>
      parts
        .slice(before, Math.max(before, count))
        .reduce<ModelRow[]>((rows, part) => applied(rows, write.action, part), this.rows);
    const fate = error && fateOf(error);
    const done = fate === undefined ? parts.length : this.#partsOf(parts, fate.written, error);
    const may = fate?.isInDoubt ? [done, done + 1] : [done];
    const is = await this.#read();
    const found = may.filter((count) => isDeepStrictEqual(sorted(after(count)), is));
    if (found.length === 0) {
      expect({ write, told: error?.message ?? written, is }).toEqual({
        write,
        told: error?.message ?? written,
        is: may.map((count) => sorted(after(count))),
      });
    }
    const [least = 0] = found;
    this.rows = after(least);
    loaded.set(identity, Math.max(before, least));
    if (written) this.#checkCounts(write, written, before);
    if (isRefused(write) !== (fate?.isTold === false) && isRefused(write))
      throw new Error(`Not refused: ${error?.message}`);
  }

  /** How many parts so many records are. */
  #partsOf(parts: readonly PlainRecord[][], count: number, error: Error | undefined): number {
    let records = 0;
    let done = 0;
    while (records < count) records += parts[done++]?.length ?? Number.POSITIVE_INFINITY;
    if (records !== count) throw new Error(`${count} records are no whole statements: ${error?.message}`);
    return done;
  }

  #checkCounts(write: Write, written: Written, loadedBefore: number): void {
    if (write.action.key === "insertRows") expect(written.inserted).toBe(write.records.length);
    if (loadedBefore > 0) expect(written).toMatchObject({ alreadyLoaded: true });
  }

  async #read(): Promise<string[]> {
    const cells = await queryDirectly(this.workspace, `SELECT id, state, amount, version FROM ${this.title}`);
    const number = (cell: string | null | undefined): number | null =>
      typeof cell === "string" ? Number(cell) : null;
    return sorted(
      cells.map(([id, state = null, amount, version]) => ({
        id: number(id),
        state,
        amount: number(amount),
        version: number(version),
      })),
    );
  }

  /** Holds files that stay to what the log has warned of, and deletes them. */
  async #checkFiles({ lines }: Outcome): Promise<void> {
    const { json } = await this.workspace.call("GET", `/api/2.0/fs/directories${stagingPath}`);
    const { contents = [] } = json as { contents?: { path: string }[] };
    for (const { path } of contents.filter(({ path }) => path.includes("/records-"))) {
      const isTold = lines.some(
        ({ level, text }) => level === "warn" && text.includes(`${path} could not be deleted`),
      );
      if (!isTold) throw new Error(`${path} stays, and no warning tells`);
      await this.workspace.call("DELETE", `/api/2.0/fs/files${path}`);
    }
  }
}

const calm: Trouble = { kind: "faults", faults: [] };

/** Does what an error says: only what is not written yet is inserted. */
const goOn = async (history: WriteHistory, step: WritingStep, error: Error): Promise<void> => {
  const from = /To continue, insert only (?:records? )(\d+)/.exec(error.message)?.[1];
  if (from === undefined) return;
  const records = step.write.records.slice(Number(from) - 1);
  await history.run(history.begin({ ...step.write, records }), calm);
};

const playStep = async (history: WriteHistory, given: HistoryStep): Promise<void> => {
  if (given.do === "repeat") {
    const earlier = history.steps.at(-1 - given.back);
    if (earlier) await history.run(earlier, given.trouble, given.isSameExecution);
    return;
  }
  const step = history.begin(given.write);
  const { error } = await history.run(step, given.trouble);
  if (error === undefined || isRefused(given.write)) return;
  if (given.afterwards === "retry") await history.run(step, calm);
  if (given.afterwards === "continue") await goOn(history, step, error);
};

let histories = 0;

const play = async (workspace: TestWorkspace, given: HistoryStep[]): Promise<void> => {
  histories += 1;
  const history = new WriteHistory(workspace, `h${histories}`);
  await runDirectly(
    workspace,
    `CREATE TABLE ${history.title} (${modelColumns}) TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')`,
  );
  for (const step of given) await playStep(history, step);
};

describe("Insert Rows, Upsert Rows and Delete Rows", () => {
  let time: VirtualTime;
  beforeAll(() => {
    time = startVirtualTime();
  });
  afterAll(() => time.stop());

  it("leave what they promise over random histories of writes, lost answers, broken uploads, conflicts, deadlines and repeated steps", async () => {
    await playHistories(recordHistory, async () => undefined, play, "manual", 60);
    expect(histories).toBeGreaterThan(20);
  }, 3_600_000);
});
