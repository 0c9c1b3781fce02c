import { failureOf, type LogLine, runIn, runnerIn } from "./support/component";
import { emptyVolume, volumeRoot, writeFile, writeFileAt } from "./support/volumeFiles";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();
beforeEach(() => emptyVolume(workspace));

const run = runnerIn(workspace);

const below = (path: string): string => path.slice(volumeRoot.length + 1);

const list = async (parameters: Record<string, unknown> = {}): Promise<string[]> => {
  const files = (await run("listFiles", { directoryPath: volumeRoot, ...parameters })) as { path: string }[];
  return files.map(({ path }) => below(path));
};

const requestLines = async (): Promise<string[]> =>
  (await workspace.requests()).map(
    ({ method, path }) => `${method} ${below(path.slice(path.indexOf("/Vol")))}`,
  );

const oddNames = [
  "with space.csv",
  "50% off.csv",
  "c#1+1?.csv",
  "größe.csv",
  "订单-🎉.csv",
  "%2F.csv",
  "a&b=c;d.csv",
];

describe("List Files", () => {
  it("gives files with their size and time, whatever their names are", async () => {
    for (const name of oddNames) await writeFile(workspace, name, "12345");
    const files = await run("listFiles", { directoryPath: `${volumeRoot}/` });
    expect(files).toEqual(
      [...oddNames].sort().map((name) => ({
        path: `${volumeRoot}/${name}`,
        name,
        isDirectory: false,
        sizeBytes: 5,
        modifiedAt: "2025-11-18T12:00:00.000Z",
      })),
    );
  });

  it("goes on over every page and every empty one, and lists directories level by level", async () => {
    const paths = ["a.txt", "b/1.txt", "b/c/2.txt", "b/c/d/3.txt", "e f/4#.txt", "z.txt"];
    for (const path of paths) await writeFile(workspace, path, path);
    await workspace.models({ most_per_page: 1, empty_pages: 2 });
    expect(await list({ recursive: true })).toEqual([
      "a.txt",
      "z.txt",
      "b/1.txt",
      "e f/4#.txt",
      "b/c/2.txt",
      "b/c/d/3.txt",
    ]);
    expect(await list()).toEqual(["a.txt", "z.txt"]);
    expect(await list({ include: "directories", recursive: true })).toEqual(["b", "e f", "b/c", "b/c/d"]);
    expect(await list({ include: "both" })).toEqual(["a.txt", "b", "e f", "z.txt"]);
  });

  it("selects by a pattern, and reads no directory that cannot hold what it selects", async () => {
    const paths = ["2025/01/a.json", "2026/01/b.json", "2026/01/c.csv", "2026/02/deep/d.json", "e.json"];
    for (const path of paths) await writeFile(workspace, path, path);
    await workspace.forget();
    expect(await list({ recursive: true, pattern: "2026/**/*.json" })).toEqual([
      "2026/01/b.json",
      "2026/02/deep/d.json",
    ]);
    expect((await requestLines()).sort()).toEqual(
      ["", "2026", "2026/01", "2026/02", "2026/02/deep"].map((directory) => `GET ${directory}`),
    );
    expect(await list({ recursive: true, pattern: "[bc].*" })).toEqual(["2026/01/b.json", "2026/01/c.csv"]);
    expect(await list({ pattern: "*.{json,csv}" })).toEqual(["e.json"]);
  });

  it("ends at a limit, reads no page beyond it, and says in the log what it has cut", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) await writeFile(workspace, name, name);
    await workspace.models({ most_per_page: 2 });
    await workspace.forget();
    const lines: LogLine[] = [];
    const files = await runIn(workspace, "listFiles", { directoryPath: volumeRoot, limit: 3 }, { lines });
    expect(files).toHaveLength(3);
    expect(lines.map(({ text }) => text)).toEqual([
      `${volumeRoot} has more than the 3 entries of Limit: the list ends with them`,
    ]);
    expect(await workspace.requests()).toHaveLength(2);
    expect(await list({ limit: 5 })).toHaveLength(5);
  });

  it("passes a directory over that is deleted while it is listed", async () => {
    for (const path of ["a/1", "b/2", "c/3"]) await writeFile(workspace, path, path);
    const body = { error_code: "NOT_FOUND", message: "The directory being accessed is not found." };
    await workspace.fault({ path: "^/api/2.0/fs/directories/.*/b$", status: 404, body, times: 10 });
    const lines: LogLine[] = [];
    const given = { directoryPath: volumeRoot, recursive: true };
    const files = (await runIn(workspace, "listFiles", given, { lines })) as { name: string }[];
    expect(files.map(({ name }) => name)).toEqual(["1", "3"]);
    expect(lines.map(({ text }) => text)).toEqual([
      `${volumeRoot}/b was deleted while it was listed: it is skipped`,
    ]);
  });

  it("refuses a token that is repeated", async () => {
    const body = { contents: [{ path: `${volumeRoot}/a` }], next_page_token: "again" };
    await workspace.fault({ path: "^/api/2.0/fs/directories/", status: 200, body, times: 10 });
    expect((await failureOf(list())).message).toMatch(/repeated a page token/);
  });

  it.each<[string, object, RegExp]>([
    ["a path that is none", { path: "a.csv" }, /contents\[0\]\.path is a text, not the path of an entry/],
    ["a path that leads elsewhere", { path: `${volumeRoot}/..` }, /not the path of an entry/],
    ["a path in another volume", { path: "/Volumes/a/b/c/d" }, /not the path of an entry/],
    ["half of a character", { path: `${volumeRoot}/\ud800` }, /not the path of an entry/],
    ["no path", { name: "a.csv" }, /contents\[0\]\.path is missing/],
    [
      "a size that is none",
      { path: `${volumeRoot}/a`, file_size: -1 },
      /file_size is the number -1, not a count/,
    ],
  ])("refuses an answer with %s", async (_what, entry, words) => {
    await workspace.fault({ path: "^/api/2.0/fs/directories/", status: 200, body: { contents: [entry] } });
    expect((await failureOf(list())).message).toMatch(words);
  });

  it("gives a file whose time no calendar has without one", async () => {
    const body = { contents: [{ path: `${volumeRoot}/a`, file_size: 1, last_modified: 9e15 }] };
    await workspace.fault({ path: "^/api/2.0/fs/directories/", status: 200, body });
    expect(await run("listFiles", { directoryPath: volumeRoot })).toEqual([
      { path: `${volumeRoot}/a`, name: "a", isDirectory: false, sizeBytes: 1 },
    ]);
  });

  it("says that the path is a file, that it is not found, and which grant is missing", async () => {
    await writeFile(workspace, "a.csv", "1");
    const message = async (directoryPath: string): Promise<string> =>
      (await failureOf(run("listFiles", { directoryPath }))).message;
    expect(await message(`${volumeRoot}/a.csv`)).toMatch(
      /a\.csv is a file, not a directory\. Use the directory/,
    );
    expect(await message(`${volumeRoot}/none`)).toMatch(/404.*Check the path.*READ VOLUME on the volume/);
    await workspace.revoke({
      securable: "volume",
      id: "workspace.default.landing",
      privilege: "READ_VOLUME",
    });
    expect(await message(volumeRoot)).toMatch(/lacks READ VOLUME on the volume workspace\.default\.landing/);
  });

  it("refuses a pattern of paths for one directory before anything is sent", async () => {
    await workspace.forget();
    const { message } = await failureOf(list({ pattern: "2026/*.csv" }));
    expect(message).toMatch(/^Pattern has a slash, but .* Recursive/);
    expect((await failureOf(list({ pattern: "[a" }))).message).toBe("Pattern has a [ without its ].");
    expect(await workspace.requests()).toEqual([]);
  });
});

describe("Get File Info", () => {
  it.each(oddNames)("tells a file and a directory apart: %s", async (name) => {
    await writeFile(workspace, `dir ${name}/${name}`, "123");
    const path = `${volumeRoot}/dir ${name}`;
    expect(await run("getFileInfo", { path: `${path}/${name}` })).toEqual({
      path: `${path}/${name}`,
      name,
      isDirectory: false,
      sizeBytes: 3,
      modifiedAt: "2025-11-18T12:00:00.000Z",
    });
    expect(await run("getFileInfo", { path })).toEqual({ path, name: `dir ${name}`, isDirectory: true });
  });

  it("knows a volume's own directory, an empty file and nothing", async () => {
    await writeFile(workspace, "empty", "");
    expect(await run("getFileInfo", { path: volumeRoot })).toMatchObject({ isDirectory: true });
    expect(await run("getFileInfo", { path: `${volumeRoot}/empty` })).toMatchObject({ sizeBytes: 0 });
    const { message } = await failureOf(run("getFileInfo", { path: `${volumeRoot}/none` }));
    expect(message).toMatch(/HTTP 404.*Check the path/);
    const { message: ofVolume } = await failureOf(run("getFileInfo", { path: "/Volumes/a/b/c" }));
    expect(ofVolume).toMatch(/HTTP 404.*Check the path/);
  });
});

it("a file that another clock dates is listed with that time", async () => {
  await writeFileAt(workspace, "late.csv", "1", Date.UTC(2001, 1, 3));
  expect(await run("listFiles", { directoryPath: volumeRoot })).toMatchObject([
    { modifiedAt: "2001-02-03T00:00:00.000Z" },
  ]);
});
