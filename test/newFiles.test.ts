/** New Files on the built bundle: each file once, whatever the polls meet. */
import type { FileInfo } from "../src/services/files/files";
import { failureOf } from "./support/component";
import { PolledFlow } from "./support/polledFlow";
import {
  emptyVolume,
  makeDirectory,
  removeDirectory,
  removeFile,
  volumeRoot,
  writeFile,
  writeFileAt,
} from "./support/volumeFiles";
import { useWorkspace } from "./support/workspace";

interface Item extends FileInfo {
  change: string;
}

/** The time at which a workspace begins, ms since the epoch. */
const start = Date.UTC(2025, 10, 18, 12);

const workspace = useWorkspace();
beforeEach(() => emptyVolume(workspace));

const flow = (
  parameters: Record<string, unknown> = {},
  batching?: "pageByPage" | "allAtOnce",
): PolledFlow<Item> =>
  new PolledFlow<Item>(
    workspace,
    "newFiles",
    { directoryPath: volumeRoot, quietSeconds: "0", ...parameters },
    batching,
  );

const changes = ({ items }: { items: Item[] }): string[] =>
  items.map(({ change, path }) => `${change} ${path.slice(volumeRoot.length + 1)}`);

describe("New Files", () => {
  it("gives nothing at first, then each new or changed file once, oldest first", async () => {
    await writeFile(workspace, "old.csv", "1");
    const polled = flow();
    expect(await polled.poll()).toEqual({ items: [], pages: 1, noChanges: true });
    await workspace.advance(1000);
    await writeFile(workspace, "b.csv", "12");
    await workspace.advance(1);
    await writeFile(workspace, "a.csv", "123");
    await writeFile(workspace, "old.csv", "2");
    const second = await polled.poll();
    expect(changes(second)).toEqual(["new b.csv", "new a.csv", "changed old.csv"]);
    expect(second.items[0]).toEqual({
      path: `${volumeRoot}/b.csv`,
      name: "b.csv",
      isDirectory: false,
      sizeBytes: 2,
      modifiedAt: "2025-11-18T12:00:01.000Z",
      change: "new",
    });
    expect(await polled.poll()).toEqual({ items: [], pages: 1, noChanges: true });
  });

  it("gives the files that were there before from the beginning", async () => {
    await writeFile(workspace, "old.csv", "1");
    expect(changes(await flow({ startFrom: "beginning" }).poll())).toEqual(["new old.csv"]);
  });

  it("goes by what was seen and not by clocks: late, equal and future times, and a clock that was set back", async () => {
    const polled = flow();
    await polled.poll();
    await writeFileAt(workspace, "now.csv", "1", start);
    expect(changes(await polled.poll())).toEqual(["new now.csv"]);
    await writeFileAt(workspace, "same time.csv", "1", start);
    await writeFileAt(workspace, "late.csv", "1", start - 86_400_000);
    await writeFileAt(workspace, "future.csv", "1", start + 86_400_000);
    expect(changes(await polled.poll())).toEqual(["new late.csv", "new same time.csv", "new future.csv"]);
    await writeFileAt(workspace, "now.csv", "2", start - 1);
    await writeFileAt(workspace, "late.csv", "12", start - 86_400_000);
    expect(changes(await polled.poll())).toEqual(["changed late.csv", "changed now.csv"]);
  });

  it("gives a file that was deleted and made again, and one under another name", async () => {
    const polled = flow();
    await polled.poll();
    await writeFile(workspace, "a.csv", "1");
    await polled.poll();
    await removeFile(workspace, "a.csv");
    expect((await polled.poll()).items).toEqual([]);
    await writeFile(workspace, "a.csv", "1");
    expect(changes(await polled.poll())).toEqual(["new a.csv"]);
    await removeFile(workspace, "a.csv");
    await writeFile(workspace, "b.csv", "1");
    expect(changes(await polled.poll())).toEqual(["new b.csv"]);
  });

  it("gives only new files where changed ones do not count", async () => {
    const polled = flow({ which: "new" });
    await writeFile(workspace, "old.csv", "1");
    await polled.poll();
    await writeFile(workspace, "old.csv", "12");
    await writeFile(workspace, "new.csv", "1");
    expect(changes(await polled.poll())).toEqual(["new new.csv"]);
    polled.parameters = { ...polled.parameters, which: "newAndChanged" };
    expect((await polled.poll()).items).toEqual([]);
    await writeFile(workspace, "old.csv", "123");
    expect(changes(await polled.poll())).toEqual(["changed old.csv"]);
  });

  it("reads directories below it and names of every kind, as Recursive and Pattern say", async () => {
    const polled = flow({ recursive: "true", pattern: "in #1/**/*.csv" });
    await polled.poll();
    const names = ["50% off.csv", "größe+1.csv", "订单 🎉.csv", "%2F.csv"];
    for (const name of names) await writeFile(workspace, `in #1/a b/${name}`, name);
    await writeFile(workspace, "in #1/a b/no.json", "1");
    await writeFile(workspace, "out/no.csv", "1");
    const { items } = await polled.poll();
    expect(items.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  describe("whose Pattern or Recursive changes", () => {
    beforeEach(async () => {
      for (const name of ["a.csv", "a.json", "in/a.csv"]) await writeFile(workspace, name, "1");
    });

    it("loses nothing, and takes the files for old that were not selected before", async () => {
      const polled = flow({ pattern: "*.csv" });
      await polled.poll();
      await writeFile(workspace, "b.csv", "1");
      polled.parameters = { ...polled.parameters, pattern: "*", recursive: "true" };
      expect(changes(await polled.poll())).toEqual(["new b.csv"]);
      await writeFile(workspace, "b.json", "1");
      await writeFile(workspace, "in/b.csv", "1");
      expect(changes(await polled.poll())).toEqual(["new b.json", "new in/b.csv"]);
      expect(polled.warnings).toEqual([]);
    });

    it("gives the files that were not selected before, if it started from the beginning", async () => {
      const polled = flow({ pattern: "*.csv", startFrom: "beginning" });
      await polled.poll();
      polled.parameters = { ...polled.parameters, pattern: "*", recursive: "true" };
      expect(changes(await polled.poll())).toEqual(["new a.json", "new in/a.csv"]);
    });

    it("starts again for another directory, but not for another spelling of the same", async () => {
      const polled = flow();
      await polled.poll();
      await writeFile(workspace, "b.csv", "1");
      polled.parameters = { ...polled.parameters, directoryPath: "dbfs:/Volumes/WORKSPACE/default/landing/" };
      expect(changes(await polled.poll())).toEqual(["new b.csv"]);
      polled.parameters = { ...polled.parameters, directoryPath: `${volumeRoot}/in` };
      expect((await polled.poll()).items).toEqual([]);
      expect(polled.warnings.join()).toMatch(/What is polled has changed/);
    });
  });

  describe("with thousands of files", () => {
    const count = 3000;
    const fill = (last_modified: number): Promise<unknown> =>
      workspace.seed({
        files: Array.from({ length: count }, (_, index) => ({
          path: `${volumeRoot}/${index}.csv`,
          text: String(index),
          last_modified,
        })),
      });

    it("gives each once over polls and pages, with a state of some characters for each", async () => {
      const polled = flow({ fileCap: "1300" });
      await polled.poll();
      await fill(start);
      const counts: number[] = [];
      for (let poll = 0; poll < 4; poll += 1) counts.push((await polled.poll()).items.length);
      expect(counts).toEqual([1300, 1300, 400, 0]);
      expect(new Set(polled.received.map(({ path }) => path)).size).toBe(count);
      expect(polled.stateSize).toBeLessThan(count * 20 + 300);
      await fill(start + 1);
      expect((await polled.poll()).items).toHaveLength(1300);
    });
  });

  describe("with a quiet period", () => {
    it("waits until a file has stopped growing", async () => {
      const polled = flow({ quietSeconds: "" });
      await polled.poll();
      await writeFile(workspace, "growing.csv", "1");
      await writeFileAt(workspace, "whole.csv", "1", start - 31_000);
      expect(changes(await polled.poll())).toEqual(["new whole.csv"]);
      await workspace.advance(29_000);
      await writeFile(workspace, "growing.csv", "12");
      await workspace.advance(29_000);
      expect((await polled.poll()).items).toEqual([]);
      expect(polled.lines.at(-1)?.text).toBe(
        `1 files of ${volumeRoot} changed within Quiet Period: a later poll returns them`,
      );
      await workspace.advance(1000);
      const { items } = await polled.poll();
      expect(items).toMatchObject([{ name: "growing.csv", sizeBytes: 2, change: "new" }]);
      expect((await polled.poll()).items).toEqual([]);
    });

    it("goes by when a file was first found, if its time is in the future", async () => {
      const polled = flow({ quietSeconds: "60" });
      await polled.poll();
      await writeFileAt(workspace, "future.csv", "1", start + 1e9);
      expect((await polled.poll()).items).toEqual([]);
      await workspace.advance(59_000);
      expect((await polled.poll()).items).toEqual([]);
      await workspace.advance(1000);
      expect(changes(await polled.poll())).toEqual(["new future.csv"]);
      expect(await polled.poll()).toMatchObject({ noChanges: true });
      await writeFileAt(workspace, "future.csv", "12", start + 1e9);
      expect((await polled.poll()).items).toEqual([]);
      await workspace.advance(60_000);
      expect(changes(await polled.poll())).toEqual(["changed future.csv"]);
    });
  });

  it("keeps what it knows over a directory that is missing for a while", async () => {
    await makeDirectory(workspace, "in");
    const polled = flow({ directoryPath: `${volumeRoot}/in` });
    await polled.poll();
    await removeDirectory(workspace, "in");
    expect((await failureOf(polled.poll())).message).toMatch(/404.*Check the path/);
    await writeFile(workspace, "in/a.csv", "1");
    expect(changes(await polled.poll())).toEqual(["new in/a.csv"]);
  });

  it("says that its directory is a file, and which grant is missing", async () => {
    await writeFile(workspace, "a.csv", "1");
    for (const quietSeconds of ["0", "10"]) {
      const { message } = await failureOf(
        flow({ directoryPath: `${volumeRoot}/a.csv`, quietSeconds }).poll(),
      );
      expect(message).toMatch(/a\.csv is a file, not a directory/);
    }
    const id = "workspace.default.landing";
    await workspace.revoke({ securable: "volume", id, privilege: "READ_VOLUME" });
    for (const quietSeconds of ["0", "10"]) {
      const { message } = await failureOf(flow({ quietSeconds }).poll());
      expect(message).toMatch(/READ VOLUME on the volume workspace\.default\.landing/);
    }
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ["no directory", { directoryPath: "" }, /^Directory Path is empty/],
    [
      "a path outside of volumes",
      { directoryPath: "/tmp/a" },
      /^Directory Path must be the path of a directory/,
    ],
    ["a pattern that is none", { pattern: "{a" }, /^Pattern has a \{ without its \}/],
    ["a pattern of paths for one directory", { pattern: "a/*" }, /^Pattern has a slash, but .* Recursive/],
    ["a file cap that is no number", { fileCap: "many" }, /^File Cap must be a whole number/],
    ["a quiet period below 0", { quietSeconds: "-1" }, /^Quiet Period \(seconds\) must be a whole number/],
    ["content that is too large", { maxContentBytes: "999999999" }, /^Max Content Size \(bytes\) must be/],
  ])("refuses %s before anything is sent", async (_what, given, words) => {
    await workspace.forget();
    expect((await failureOf(flow(given).poll())).message).toMatch(words);
    expect(await workspace.requests()).toEqual([]);
  });
});
