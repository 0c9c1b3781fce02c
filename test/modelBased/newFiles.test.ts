/** New Files over random histories: whatever comes between, each file that counts is given once, and so is each change. */
import fc from "fast-check";
import type { FileInfo } from "../../src/services/files/files";
import { landingDirectoryExample } from "../../src/services/files/listingExamples";
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
import { removeFile, writeFileAt } from "../support/volumeFiles";
import type { TestWorkspace } from "../support/workspace";
import { FileModel, type ModelFile, patterns, versionOf } from "./fileModel";

interface Item extends FileInfo {
  change: "new" | "changed";
  content?: { data: Uint8Array };
}

/** Where a file is: in the directory itself or below it, under a name that an encoding could lose. */
const directories = ["", "in/", "in/a b/"];
const names = ["a.csv", "50%25 #1+?.csv", "größe-🎉.csv", "b.json"];

interface Place {
  directory: number;
  name: number;
}

/** How far the time of a file is from that of the last one, in ms: the clock may stand still, or be set back. */
const clockSteps = [0, 0, 1, 1000, 40_000, -1, -5000, -86_400_000];

type Step =
  /** A file is written, or grows by some bytes. */
  | { do: "write"; places: Place[]; grows: boolean; clock: number }
  | { do: "delete"; place: Place }
  | { do: "rename"; from: Place; to: Place }
  | { do: "poll" }
  /** Time passes. */
  | { do: "wait"; ms: number }
  /** Pages of directories get another size, and empty ones come between. */
  | { do: "cutPages"; size: number; empty: number }
  | { do: "select"; pattern: number; recursive: boolean }
  | Disturbance
  /** A poll of which the request of this number fails. */
  | { do: "failedPoll"; request: number; ofFiles: boolean };

interface History {
  recursive: boolean;
  pattern: number;
  which: "new" | "newAndChanged";
  startFrom: "now" | "beginning";
  quietSeconds: number;
  content: boolean;
  fileCap: number;
  batching: Batching;
  before: Place[];
  steps: Step[];
}

const place = fc.record({
  directory: fc.nat({ max: directories.length - 1 }),
  name: fc.nat({ max: names.length - 1 }),
});
const pattern = fc.nat({ max: patterns.length - 1 });

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant("write" as const),
        places: fc.array(place, { minLength: 1, maxLength: 5 }),
        grows: fc.boolean(),
        clock: fc.constantFrom(...clockSteps),
      }),
    },
    { weight: 5, arbitrary: fc.constant<Step>({ do: "poll" }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), place }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const), from: place, to: place }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("wait" as const),
        ms: fc.constantFrom(1, 1000, 20_000, 60_000),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("cutPages" as const),
        size: fc.integer({ min: 1, max: 3 }),
        empty: fc.nat({ max: 2 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("select" as const), pattern, recursive: fc.boolean() }),
    },
    { weight: 1, arbitrary: disturbance },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("failedPoll" as const),
        request: fc.nat({ max: 3 }),
        ofFiles: fc.boolean(),
      }),
    },
  ),
  { minLength: 1, maxLength: 12 },
);

const history: fc.Arbitrary<History> = fc.record({
  recursive: fc.boolean(),
  pattern,
  which: fc.constantFrom("new" as const, "newAndChanged" as const),
  startFrom: fc.constantFrom("now" as const, "beginning" as const),
  quietSeconds: fc.constantFrom(0, 0, 30),
  content: fc.boolean(),
  fileCap: fc.integer({ min: 1, max: 8 }),
  batching: fc.constantFrom(...batchings),
  before: fc.array(place, { maxLength: 5 }),
  steps,
});

const versionOfItem = ({ modifiedAt = "", sizeBytes }: Item): string =>
  `${Date.parse(modifiedAt)} ${sizeBytes}`;

let histories = 0;

const play = async (workspace: TestWorkspace, given: History): Promise<void> => {
  histories += 1;
  const folder = `history ${histories}`;
  const directoryPath = `${landingDirectoryExample.path}/${folder}`;
  const model = new FileModel(given.pattern, given.recursive, given.which);
  let now = Date.UTC(2025, 10, 18, 12);
  let lastTime = now;
  const pathOf = ({ directory, name }: Place): string =>
    `${directories[directory] ?? ""}${names[name] ?? ""}`;
  const write = async (path: string, file: ModelFile): Promise<void> => {
    await writeFileAt(workspace, `${folder}/${path}`, file.text, file.modifiedAt);
    model.files.set(path, file);
  };
  const remove = async (path: string): Promise<void> => {
    if (model.files.delete(path)) await removeFile(workspace, `${folder}/${path}`);
  };
  const parameters = (): Record<string, unknown> => ({
    directoryPath,
    recursive: String(model.recursive),
    pattern: patterns[model.pattern]?.[0] ?? "",
    which: given.which,
    startFrom: given.startFrom,
    quietSeconds: String(given.quietSeconds),
    includeContent: String(given.content),
    fileCap: String(given.fileCap),
  });
  await write("always.json", { text: "", modifiedAt: now });
  for (const [index, at] of given.before.entries()) {
    await write(pathOf(at), { text: "x".repeat(index), modifiedAt: now });
  }
  const flow = new PolledFlow<Item>(workspace, "newFiles", parameters(), given.batching);

  /** Holds what came to the model: every item is news, is as it is in the volume, and comes once. */
  const account = (items: readonly Item[]): void => {
    for (const item of items) {
      const path = item.path.slice(directoryPath.length + 1);
      const file = model.news().get(path);
      if (!file) throw new Error(`${path} is no news`);
      expect([path, versionOfItem(item)]).toEqual([path, versionOf(file)]);
      expect(item.change).toBe(model.known.has(path) ? "changed" : "new");
      if (given.content) expect(Buffer.from(item.content?.data ?? "none").toString()).toBe(file.text);
      model.known.set(path, versionOf(file));
    }
  };
  const poll = async (): Promise<number> => {
    const { items, noChanges } = await flow.poll();
    model.forgetMissing();
    account(items);
    expect(noChanges).toBe(items.length === 0);
    return items.length;
  };
  const waitFor = async (ms: number): Promise<void> => {
    await workspace.advance(ms);
    now += ms;
  };
  /** The first poll takes what is there for old, unless it starts from the beginning. */
  if (given.startFrom === "now") model.takeAsOld();
  await poll();

  const act = async (step: Step): Promise<void> => {
    switch (step.do) {
      case "write":
        for (const at of step.places) {
          const path = pathOf(at);
          const former = model.files.get(path);
          lastTime = Math.max(1, lastTime + step.clock);
          const text = step.grows ? `${former?.text ?? ""}x` : "y".repeat((former?.text.length ?? 3) % 7);
          await write(path, { text, modifiedAt: lastTime });
        }
        return;
      case "delete":
        return remove(pathOf(step.place));
      case "rename": {
        const file = model.files.get(pathOf(step.from));
        if (!file) return;
        await remove(pathOf(step.from));
        return write(pathOf(step.to), { ...file, modifiedAt: lastTime });
      }
      case "poll":
        await poll();
        return;
      case "wait":
        return waitFor(step.ms);
      case "cutPages":
        return workspace.models({ most_per_page: step.size, empty_pages: step.empty });
      case "select": {
        const before = new Set(model.selected.map(([path]) => path));
        model.pattern = step.pattern;
        model.recursive = step.recursive;
        if (given.startFrom === "now") {
          for (const [path, file] of model.selected) {
            if (!before.has(path) && !model.known.has(path)) model.known.set(path, versionOf(file));
          }
        }
        flow.parameters = parameters();
        // What is not selected any more is forgotten, and what is new in the selection is known, with the next poll.
        await poll();
        return;
      }
      case "failedPoll": {
        const received = flow.received.length;
        const before = JSON.stringify(flow.pollingState);
        const path = `^/api/2.0/fs/${step.ofFiles ? "files" : "directories"}/`;
        await pollFailing(flow, path, step.request);
        // A poll that fails at once has seen nothing.
        if (JSON.stringify(flow.pollingState) !== before) model.forgetMissing();
        account(flow.received.slice(received));
        return;
      }
      default:
        return disturb(flow, step);
    }
  };
  for (const step of given.steps) await act(step);
  // Every file is still by then, also by when it was first found.
  for (let quiet = 0; quiet < 2; quiet += 1) {
    await waitFor(86_400_000);
    while ((await poll()) > 0);
  }
  expect([...model.news().keys()]).toEqual([]);
  expect(flow.warnings).toEqual([]);
  expect(flow.stateSize).toBeLessThan(1500);
};

describe("New Files", () => {
  it("gives each file and each change once over random histories of writes, growth, deletions, clocks, pages, selections and failures", async () => {
    await playHistories(history, async () => {}, play, "manual");
    expect(histories).toBeGreaterThan(100);
  }, 3_600_000);
});
