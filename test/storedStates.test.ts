/** What a state store returns is checked: a state of an earlier release continues, and one that is none starts again. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { landingDirectoryExample } from "../src/services/files/listingExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { runDirectly } from "./support/directStatements";
import { destinationsOf, NotificationFlow } from "./support/notificationFlow";
import { PolledFlow } from "./support/polledFlow";
import { freshWorkspace, type TestWorkspace, useSharedWorkspace } from "./support/workspace";

type Item = Record<string, unknown>;
type Stored = Record<string, unknown>;

const table = "workspace.default.t";
const canary = "CANARY";

const workspace = useSharedWorkspace({ clock: "auto" });
beforeAll(async () => {
  await runDirectly(
    workspace,
    `CREATE TABLE ${table} (id INT, c DECIMAL(10,2)) TBLPROPERTIES (delta.enableChangeDataFeed = true)`,
  );
  for (let id = 0; id < 4; id += 1) {
    await runDirectly(workspace, `INSERT INTO ${table} VALUES (${id}, ${id}.50)`);
  }
});

const inputs: Record<string, Record<string, unknown>> = {
  newRows: {
    warehouseId: warehouseExample.id,
    table,
    cursorColumn: "c",
    startFrom: "value",
    startValue: "0",
    lookBack: "2",
  },
  "newRows with a key": {
    warehouseId: warehouseExample.id,
    table,
    cursorColumn: "c",
    keyColumn: "id",
    startFrom: "beginning",
  },
  tableChanges: { warehouseId: warehouseExample.id, table, startFrom: "version", startVersion: "0" },
  jobRunCompleted: { lookBackMinutes: "60" },
  newFiles: { directoryPath: landingDirectoryExample.path, startFrom: "beginning", pattern: "*.{csv,json}" },
};
const kinds = Object.keys(inputs);

const flow = (kind: string, batching?: "pageByPage"): PolledFlow<Item> =>
  new PolledFlow<Item>(workspace, kind.split(" ")[0] ?? "", inputs[kind] ?? {}, batching);

const told = (polled: PolledFlow<Item>): string => polled.warnings.join("\n");

/** A value that no release stores at some place. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1,
    1.5,
    1e300,
    "",
    "1",
    "NaN",
    [],
    {},
    [[]],
    [null],
    `1); DROP TABLE ${canary} --`,
    `DECIMAL(10,2)) ${canary} --`,
    `${canary}\`'"`,
    "2".repeat(400),
    { __proto__: null, length: 3 },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Every place of a value, as the keys that lead to it. */
const places = (value: unknown, at: string[] = []): string[][] => [
  at,
  ...(typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))
    : []),
];

/** The value with another one at a place; nothing there where that is `undefined`. */
const changed = (value: unknown, at: readonly string[], instead: unknown): unknown => {
  const [key, ...others] = at;
  if (key === undefined) return instead;
  const copy = structuredClone(value) as Record<string, unknown>;
  const inner = changed(copy[key], others, instead);
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return copy;
};

const mutation = fc.record({ place: fc.nat(), instead: fc.option(strange, { nil: undefined }) });

const mutate = (value: unknown, mutations: readonly { place: number; instead?: unknown }[]): unknown =>
  mutations.reduce<unknown>((mutated, { place, instead }) => {
    const all = places(mutated);
    return changed(mutated, all[place % all.length] ?? [], instead);
  }, value);

/** Faults of a program, where a poll may fail with what Databricks or the component says. */
const isCrash = (error: unknown): boolean =>
  /^(?:TypeError|RangeError|SyntaxError|ReferenceError)/.test(String(error)) ||
  !(error instanceof Error || /Error/.test(String((error as Error)?.name)));

/** Polls with a state, and holds what happens to the rules. */
const pollWith = async (polled: PolledFlow<Item>, stored: unknown): Promise<void> => {
  polled.pollingState = stored;
  await workspace.forget();
  await polled.poll().catch((error: unknown) => {
    if (isCrash(error)) throw new Error(`${JSON.stringify(stored)} crashes: ${String(error)}`);
  });
  for (const { path, body } of await workspace.requests()) {
    expect(path).not.toContain(canary);
    const { statement = "" } = (body ?? {}) as { statement?: string };
    expect(statement).not.toContain(canary);
    expect(statement).not.toMatch(/NaN|undefined|null|\[object/);
  }
};

describe.each(kinds)("the state of %s", (kind) => {
  it("crashes nothing, whatever becomes of it, and reaches no SQL", async () => {
    const polled = flow(kind);
    await polled.poll();
    const good = polled.pollingState;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (mutations) => {
        await pollWith(polled, mutate(good, mutations));
      }),
      { numRuns: 80 },
    );
  }, 600_000);

  it.each<[string, (stored: Stored) => unknown]>([
    ["has no state in it", ({ of }) => ({ of })],
    ["is of a later release", (stored) => ({ ...stored, version: 2 })],
    ["belongs to nothing", (stored) => ({ ...stored, of: 7 })],
    ["is empty inside", (stored) => ({ ...stored, state: {} })],
  ])("begins anew, and says so, where it %s", async (_what, change) => {
    const polled = flow(kind);
    const first = await polled.poll();
    const good = polled.pollingState;
    polled.pollingState = change(good);
    expect(await polled.poll()).toEqual(first);
    expect(told(polled)).toMatch(/cannot be read: polling starts again/);
    expect(polled.pollingState).toEqual(good);
  });

  it("carries a version, and goes on without one", async () => {
    const polled = flow(kind);
    await polled.poll();
    const { version, ...former } = polled.pollingState;
    expect(version).toBe(1);
    polled.pollingState = former;
    expect((await polled.poll()).items).toEqual([]);
    expect(told(polled)).toBe("");
  });

  it("stands in for a page's state that cannot be read", async () => {
    const polled = flow(kind, "pageByPage");
    await polled.poll();
    const good = polled.pollingState;
    for (const strangePage of ["page", [1], { ...good, version: 9 }, { ...good, state: { type: canary } }]) {
      const { items } = await polled.poll(strangePage);
      expect(items).toEqual([]);
      expect(polled.pollingState).toEqual(good);
    }
  });
});

describe("a state of the first releases", () => {
  /** What the first releases compared, and stored as `of`. */
  const formerScope = (parts: readonly unknown[]): string =>
    createHash("sha256")
      .update(JSON.stringify([workspace.url, ...parts]))
      .digest("base64url")
      .slice(0, 16);

  const print = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 11);
  const rowPrint = (row: object): string => print(JSON.stringify(Object.entries(row)));

  it.each<[string, unknown[], Stored]>([
    [
      "newRows",
      [undefined, undefined, table, undefined, "c", undefined],
      {
        type: "DECIMAL(10,2)",
        position: { cursor: "3.50" },
        from: "0",
        seen: [
          ["1.50", rowPrint({ c: "1.50", id: 1 })],
          ["2.50", rowPrint({ c: "2.50", id: 2 })],
          ["3.50", rowPrint({ c: "3.50", id: 3 })],
        ],
      },
    ],
    [
      "newRows with a key",
      [undefined, undefined, table, undefined, "c", "id"],
      {
        type: "DECIMAL(10,2)",
        keyType: "INT",
        position: { cursor: "3.50", key: "3" },
        seen: [["3.50", print('"3"')]],
      },
    ],
    ["jobRunCompleted", [null], { newest: 0, active: [], ended: [] }],
  ])("of %s goes on as it is", async (kind, scope, state) => {
    const polled = flow(kind);
    await polled.poll();
    polled.pollingState = { of: formerScope(scope), state };
    const { items } = await polled.poll();
    if (kind !== "jobRunCompleted") expect(items).toEqual([]);
    expect(told(polled)).toBe("");
  });

  it("of tableChanges goes on as it is", async () => {
    const polled = flow("tableChanges");
    await polled.poll();
    const { state } = polled.pollingState as { state: { id: string; at: string } };
    polled.pollingState = {
      of: formerScope([undefined, undefined, table]),
      state: { ...state, version: 3 },
    };
    expect((await polled.poll()).items).toMatchObject([{ id: 3, _commit_version: 4 }]);
    expect(told(polled)).toBe("");
  });
});

describe("what a deployment has saved", () => {
  const deployed = async (own: TestWorkspace): Promise<NotificationFlow> => {
    const notified = new NotificationFlow(own);
    await notified.deploy();
    return notified;
  };

  it("crashes no deployment, notification or removal, whatever becomes of it", async () => {
    const own = await freshWorkspace();
    try {
      const { crossFlowState: good } = await deployed(own);
      const [[key, saved]] = Object.entries(good) as [[string, unknown]];
      const rounds = fc.array(mutation, { minLength: 1, maxLength: 2 });
      await fc.assert(
        fc.asyncProperty(rounds, async (mutations) => {
          const notified = new NotificationFlow(own);
          notified.crossFlowState = { [key]: mutate(saved, mutations) };
          const crash = (error: unknown): void => {
            if (isCrash(error)) throw error;
          };
          await notified.deploy().catch(crash);
          notified.crossFlowState = { [key]: mutate(saved, mutations) };
          await notified.remove().catch(crash);
        }),
        { numRuns: 40 },
      );
      for (const { path } of await own.requests()) expect(path).not.toMatch(/CANARY|undefined|\[object/);
    } finally {
      await own.close();
    }
  }, 600_000);

  it("counts for nothing where it cannot be read: the destination is found by its name", async () => {
    const own = await freshWorkspace();
    try {
      const notified = await deployed(own);
      const [before] = await destinationsOf(own);
      const [[key, saved]] = Object.entries(notified.crossFlowState) as [[string, Stored]];
      expect(saved.version).toBe(1);
      notified.crossFlowState = { [key]: { ...saved, destinationId: ".." } };
      await notified.deploy();
      expect((await destinationsOf(own)).map(({ id }) => id)).toEqual([before?.id]);
      expect(notified.lines.map(({ text }) => text).join("\n")).toMatch(
        /saved state of the last deployment cannot be read/,
      );
      const { version: _version, ...former } = Object.values(notified.crossFlowState)[0] as Stored;
      notified.crossFlowState = { [key]: former };
      await notified.deploy();
      expect(Object.values(notified.crossFlowState)[0]).toMatchObject({ password: former.password });
    } finally {
      await own.close();
    }
  });
});
