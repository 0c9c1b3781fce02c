/** Random histories of steps that write records, and of what goes wrong meanwhile. */
import fc from "fast-check";
import type { PlainRecord, Write } from "./recordModel";
import { statements } from "./sqlRuns";
import type { Fault } from "./workspace";

/** What goes wrong during a step. */
export type Trouble =
  | { kind: "faults"; faults: Partial<Fault>[] }
  /** The statement does not end in time; what becomes of its cancellation. */
  | { kind: "deadline"; cancellation: "carriedOut" | "lost" | "refused" };

/** A step of a history. */
export type HistoryStep =
  | { do: "write"; write: Write; trouble: Trouble; afterwards: "nothing" | "retry" | "continue" }
  /** An earlier step, so many writes ago, runs again: as the platform's retry, or in another execution. */
  | { do: "repeat"; back: number; isSameExecution: boolean; trouble: Trouble };

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null | undefined> =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });

const record: fc.Arbitrary<PlainRecord> = fc.record({
  id: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 6 }) }, { weight: 1, arbitrary: fc.constant(null) }),
  state: maybe(fc.constantFrom("old", "é''😀", "")),
  amount: maybe(fc.integer({ min: -9, max: 9 })),
  version: maybe(fc.nat({ max: 5 })),
});

const distinct = fc.uniqueArray(record, { minLength: 1, maxLength: 4, selector: ({ id }) => id });
const any = fc.array(record, { minLength: 1, maxLength: 4 });

const withStates = (records: PlainRecord[]): PlainRecord[] =>
  records.map((one) => ({ ...one, state: one.state ?? null }));

const travel = {
  isLarge: fc.oneof(
    { weight: 3, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  isStaged: fc.boolean(),
};

const appends: fc.Arbitrary<Write> = fc
  .record({ records: any, ...travel, batchId: fc.boolean() })
  .map(({ batchId, ...more }) => ({
    ...more,
    action: { key: "insertRows", mode: "append", batchId: batchId && more.isStaged },
  }));

const replacements: fc.Arbitrary<Write> = fc
  .record({
    records: fc.oneof({ weight: 4, arbitrary: any.map(withStates) }, { weight: 1, arbitrary: any }),
    ...travel,
    mode: fc.constantFrom("replace" as const, "replaceKeys" as const),
    batchId: fc.boolean(),
  })
  .map(({ mode, batchId, ...more }) => ({
    ...more,
    action: { key: "insertRows", mode, batchId: batchId && more.isStaged },
  }));

const upserts: fc.Arbitrary<Write> = fc
  .record({
    records: distinct,
    ...travel,
    mode: fc.constantFrom(
      "insertAndUpdate" as const,
      "insertAndUpdate" as const,
      "insertOnly" as const,
      "updateOnly" as const,
    ),
    onlyNewer: fc.boolean(),
  })
  .map(({ mode, onlyNewer, ...more }) => ({ ...more, action: { key: "upsertRows", mode, onlyNewer } }));

const deletions: fc.Arbitrary<Write> = fc
  .record({ records: any, ...travel })
  .map((more) => ({ ...more, action: { key: "deleteRows" } }));

const write = fc.oneof(
  { weight: 4, arbitrary: appends },
  { weight: 2, arbitrary: replacements },
  { weight: 4, arbitrary: upserts },
  { weight: 1, arbitrary: deletions },
);

const files = "^/api/2.0/fs/files";
const places: Partial<Fault>[] = [
  { path: "^/api/" },
  { method: "GET", path: "^/api/2.1/unity-catalog" },
  { method: "POST", path: statements },
  { method: "POST", path: statements },
  { method: "PUT", path: files },
  { method: "HEAD", path: files },
  { method: "DELETE", path: files },
];

const refusal = { error_code: "PERMISSION_DENIED", message: "It is not to be" };

const mishaps: Partial<Fault>[] = [
  { phase: "after", drop: true },
  { phase: "after", drop: true },
  { phase: "before", drop: true },
  { phase: "after", drop_after_bytes: 7 },
  { phase: "before", status: 429, headers: { "retry-after": "1" }, body: refusal },
  { phase: "before", status: 503, body: refusal },
  { phase: "after", status: 503, body: refusal },
  { phase: "after", status: 504, body: "<html></html>" },
  { phase: "before", status: 403, body: refusal },
];

const failures: Partial<Fault>["error"][] = [
  { message: "[DELTA_CONCURRENT_APPEND.ROW_LEVEL_CHANGES] Files were added.", sql_state: "2D521" },
  { message: "[DELTA_CONCURRENT_DELETE_READ] Files were deleted.", sql_state: "40000" },
  { message: "[COPY_INTO_DUPLICATED_FILES_COPY_NOT_ALLOWED] Another one has these.", sql_state: "25000" },
  { message: "[DELTA_NOT_NULL_CONSTRAINT_VIOLATED] No.", sql_state: "23502" },
];

const often = {
  skip: fc.constantFrom(0, 0, 0, 1, 2),
  times: fc.constantFrom(1, 1, 1, 2, 50),
};

const fault: fc.Arbitrary<Partial<Fault>> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ where: fc.constantFrom(...places), what: fc.constantFrom(...mishaps), ...often })
      .map(({ where, what, ...more }) => ({ ...where, ...what, ...more })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ error: fc.constantFrom(...failures), ...often })
      .map((given) => ({ statement: "^(INSERT|MERGE|COPY)", ...given })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ drop_after_bytes: fc.nat({ max: 900 }), ...often })
      .map((given) => ({ method: "PUT", path: files, ...given })),
  },
);

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({ kind: fc.constant("faults" as const), faults: fc.array(fault, { maxLength: 2 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("deadline" as const),
      cancellation: fc.constantFrom("carriedOut" as const, "lost" as const, "refused" as const),
    }),
  },
);

/** A history. */
export const recordHistory: fc.Arbitrary<HistoryStep[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("write" as const),
        write,
        trouble,
        afterwards: fc.constantFrom("nothing" as const, "retry" as const, "continue" as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("repeat" as const),
        back: fc.nat({ max: 2 }),
        isSameExecution: fc.boolean(),
        trouble,
      }),
    },
  ),
  { minLength: 1, maxLength: 5 },
);
