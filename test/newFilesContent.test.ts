/** New Files with the files' content, on the built bundle. */
import type { FileInfo } from "../src/services/files/files";
import { PolledFlow } from "./support/polledFlow";
import { emptyVolume, volumeRoot, writeFile } from "./support/volumeFiles";
import { useWorkspace } from "./support/workspace";

interface Item extends FileInfo {
  change: string;
  content?: { data: Uint8Array; contentType: string };
  contentOmitted?: true;
}

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

const texts = ({ items }: { items: Item[] }): (string | undefined)[] =>
  items.map(({ content }) => content && Buffer.from(content.data).toString());

describe("New Files with content", () => {
  const withContent = { includeContent: "true", maxContentBytes: "5" };

  it("includes it up to a size, and says where it is left out", async () => {
    const polled = flow(withContent);
    await polled.poll();
    await writeFile(workspace, "a.csv", "12345");
    await writeFile(workspace, "b.csv", "");
    await writeFile(workspace, "c.csv", "123456");
    const found = await polled.poll();
    expect(texts(found)).toEqual(["12345", "", undefined]);
    expect(found.items.map(({ contentOmitted }) => contentOmitted)).toEqual([undefined, undefined, true]);
    expect(found.items[0]?.content?.contentType).toBe("text/csv");
  });

  it.each<[string, object]>([
    ["changed", { status: 412, body: { error_code: "FAILED_PRECONDITION", message: "It was modified." } }],
    ["deleted", { status: 404, body: { error_code: "NOT_FOUND", message: "It is not found." } }],
    [
      "longer",
      {
        status: 200,
        body: "123456",
        content_type: "application/octet-stream",
        headers: { "last-modified": "Tue, 18 Nov 2025 12:00:00 GMT" },
      },
    ],
  ])("leaves a file to the next poll that is %s when its content is read", async (_what, fault) => {
    const polled = flow(withContent);
    await polled.poll();
    await writeFile(workspace, "a.csv", "1");
    await writeFile(workspace, "b.csv", "2");
    await workspace.fault({ path: "^/api/2.0/fs/files/.*/a.csv$", ...fault });
    expect(changes(await polled.poll())).toEqual(["new b.csv"]);
    expect(texts(await polled.poll())).toEqual(["1"]);
    expect((await polled.poll()).items).toEqual([]);
  });

  it.each(["pageByPage", "allAtOnce", undefined] as const)(
    "gives no more of it at once than a step can hold, and the rest next: %s",
    async (batching) => {
      const polled = flow({ includeContent: "true", maxContentBytes: "67108864" }, batching);
      await polled.poll();
      const large = "x".repeat(40 * 1024 * 1024);
      for (const name of ["a", "b", "c"]) await writeFile(workspace, name, name === "b" ? "2" : large);
      const { items, pages } = await polled.poll();
      expect([items.length, pages]).toEqual(batching ? [3, 2] : [2, 1]);
      await polled.poll();
      expect(polled.received.map(({ name }) => name)).toEqual(["a", "b", "c"]);
      expect((await polled.poll()).items).toEqual([]);
    },
  );
});
