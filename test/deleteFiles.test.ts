/** Directories that are made and deleted, and files that are deleted, on the built bundle. */
import { failureOf, runnerIn } from "./support/component";
import { emptyVolume, makeDirectory, volumeRoot, writeFile } from "./support/volumeFiles";
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

describe("Delete File", () => {
  const path = `${volumeRoot}/a b.csv`;

  it("deletes a file, and one that is missing only where that is to be ignored", async () => {
    await writeFile(workspace, "a b.csv", "1");
    expect(await run("deleteFile", { filePath: path })).toEqual({ path, deleted: true });
    expect((await failureOf(run("deleteFile", { filePath: path }))).message).toMatch(/404.*Check the path/);
    expect(await run("deleteFile", { filePath: path, ignoreMissing: true })).toEqual({
      path,
      deleted: false,
    });
  });

  it("counts a deletion whose answer was lost", async () => {
    await writeFile(workspace, "a b.csv", "1");
    await workspace.fault({ method: "DELETE", path: "^/api/2.0/fs/files/", phase: "after", drop: true });
    expect(await run("deleteFile", { filePath: path })).toEqual({ path, deleted: true });
  });

  it("says that the path is a directory, also where missing files are ignored", async () => {
    await writeFile(workspace, "dir/a.csv", "1");
    for (const ignoreMissing of [false, true]) {
      const given = { filePath: `${volumeRoot}/dir`, ignoreMissing };
      expect((await failureOf(run("deleteFile", given))).message).toMatch(
        /dir is a directory, not a file\. Delete Directory deletes it\./,
      );
    }
  });
});

describe("Create Directory", () => {
  it("makes the directories above it, and may be repeated", async () => {
    const given = { directoryPath: `${volumeRoot}/a/b c/d` };
    const made = { path: given.directoryPath, name: "d", isDirectory: true };
    expect(await run("createDirectory", given)).toEqual(made);
    expect(await run("createDirectory", given)).toEqual(made);
    expect(await list({ include: "directories", recursive: true })).toEqual(["a", "a/b c", "a/b c/d"]);
  });

  it("says that a file is in the way", async () => {
    await writeFile(workspace, "a", "1");
    const { message } = await failureOf(run("createDirectory", { directoryPath: `${volumeRoot}/a/b` }));
    expect(message).toMatch(/HTTP 409.*A file is at the path, or in the place of a directory above it\./);
  });
});

describe("Delete Directory", () => {
  const path = `${volumeRoot}/in`;
  const remove = (parameters: Record<string, unknown> = {}): Promise<unknown> =>
    run("deleteDirectory", { directoryPath: path, ...parameters });
  const files = ["in/1", "in/2 %", "in/a/3", "in/a/b/4#", "in/c/5", "out/6"];

  beforeEach(async () => {
    for (const file of files) await writeFile(workspace, file, file);
    await workspace.forget();
  });

  it("deletes an empty directory alone, and says what deletes the others", async () => {
    await makeDirectory(workspace, "empty");
    expect(await remove({ directoryPath: `${volumeRoot}/empty` })).toEqual({
      path: `${volumeRoot}/empty`,
      deletedFiles: 0,
      deletedDirectories: 1,
    });
    expect((await failureOf(remove())).message).toMatch(
      /not empty.*With Recursive on, a directory is deleted with everything in it\./,
    );
    expect(await list({ recursive: true })).toHaveLength(files.length);
  });

  it("deletes everything in it, files first and the deepest directories next", async () => {
    expect(await remove({ recursive: true })).toEqual({ path, deletedFiles: 5, deletedDirectories: 4 });
    expect(await list({ recursive: true })).toEqual(["out/6"]);
    const deletions = (await requestLines()).filter((line) => line.startsWith("DELETE"));
    expect(
      deletions
        .slice(0, 5)
        .map((line) => line.slice(7))
        .sort(),
    ).toEqual(["in/1", "in/2%20%25", "in/a/3", "in/a/b/4%23", "in/c/5"].sort());
    expect([deletions[5], deletions[8]]).toEqual(["DELETE in/a/b", "DELETE in"]);
    expect(deletions.slice(6, 8).sort()).toEqual(["DELETE in/a", "DELETE in/c"]);
  });

  it("empties a volume, which stays, and refuses it without Recursive before anything is sent", async () => {
    const { message } = await failureOf(remove({ directoryPath: volumeRoot }));
    expect(message).toMatch(/^Directory Path is the volume .*, which is not deleted\. With Recursive on/);
    expect(await workspace.requests()).toEqual([]);
    expect(await remove({ directoryPath: volumeRoot, recursive: true })).toMatchObject({
      deletedFiles: 6,
      deletedDirectories: 5,
    });
    expect(await list({ include: "both" })).toEqual([]);
  });

  it("takes a missing directory for an error, unless that is to be ignored", async () => {
    for (const recursive of [false, true]) {
      const given = { directoryPath: `${volumeRoot}/none`, recursive };
      expect((await failureOf(remove(given))).message).toMatch(/404.*Check the path/);
      expect(await remove({ ...given, ignoreMissing: true })).toEqual({
        path: given.directoryPath,
        deletedFiles: 0,
        deletedDirectories: 0,
      });
      expect((await failureOf(remove({ ...given, directoryPath: `${path}/1` }))).message).toMatch(
        /in\/1 is a file, not a directory/,
      );
    }
  });

  it("says how much is deleted where it fails in the middle, and deletes the rest when it is repeated", async () => {
    const body = { error_code: "BAD_REQUEST", message: "It is not to be" };
    await workspace.fault({ method: "DELETE", path: "^/api/2.0/fs/files/.*/5$", status: 403, body });
    expect((await failureOf(remove({ recursive: true }))).message).toMatch(
      /It is not to be.*At least [1-4] files and 0 directories were deleted before: repeating the step/,
    );
    await remove({ recursive: true });
    expect(await list({ recursive: true })).toEqual(["out/6"]);
  });

  it("goes on where answers are lost, and where others delete the same", async () => {
    await workspace.fault({ method: "DELETE", path: "^/api/2.0/fs/", phase: "after", drop: true, times: 3 });
    expect(await remove({ recursive: true })).toEqual({ path, deletedFiles: 5, deletedDirectories: 4 });
    await writeFile(workspace, "in/1", "1");
    const body = { error_code: "NOT_FOUND", message: "The file being accessed is not found." };
    await workspace.fault({ method: "DELETE", path: "^/api/2.0/fs/files/", status: 404, body });
    // The directory is then not empty, so what it holds is listed once more.
    expect(await remove({ recursive: true })).toEqual({ path, deletedFiles: 1, deletedDirectories: 1 });
  });

  it("gives up on a directory into which files are written all the time", async () => {
    const body = { error_code: "INVALID_PARAMETER_VALUE", message: "The specified directory is not empty." };
    await workspace.fault({
      method: "DELETE",
      path: "^/api/2.0/fs/directories/.*/in$",
      status: 400,
      body,
      times: 9,
    });
    const { message } = await failureOf(remove({ recursive: true }));
    expect(message).toMatch(
      /not empty.*may still be written.*At least 5 files and 3 directories were deleted/,
    );
    expect((await requestLines()).filter((line) => line === "DELETE in")).toHaveLength(3);
  });
});
