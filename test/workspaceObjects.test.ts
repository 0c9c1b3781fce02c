/** Notebooks, files and directories of the workspace, and Git folders, by the built component. */
import { seed } from "../demo/seed";
import { startWorkspace } from "../packages/emulator/src/server";
import { gitFolderExample, repositoryExample } from "../src/services/gitFolders/gitFoldersExamples";
import {
  homeDirectoryExample,
  notebookObjectExample,
} from "../src/services/workspaceObjects/workspaceObjectsExamples";
import { failureOf, run, runIn, subjectOf, tokenConnection } from "./support/component";
import { useSharedWorkspace } from "./support/workspace";

const workspace = useSharedWorkspace();
afterEach(async () => {
  await workspace.clearFaults();
  await workspace.reset();
});

const put = (workspacePath: string, objectContent: unknown, more: object = {}) =>
  runIn(workspace, "importWorkspaceObject", { workspacePath, objectContent, ...more });

const read = (workspacePath: string, more: object = { result: "text" }) =>
  runIn(workspace, "exportWorkspaceObject", { workspacePath, ...more });

const list = async (workspaceDirectory: string, more: object = {}): Promise<string[]> => {
  const listed = await runIn(workspace, "listWorkspaceObjects", { workspaceDirectory, ...more });
  return (listed as { path: string; object_type: string }[]).map((one) => `${one.object_type} ${one.path}`);
};

const remove = (workspacePath: string, more: object = {}) =>
  runIn(workspace, "deleteWorkspaceObject", { workspacePath, ...more });

const header = "# Databricks notebook source";

describe("an object of the workspace", () => {
  it.each(["plain.csv", "a b.csv", "50% off", "c#d?e&f=g", "größe 😀.txt", "%2F", 'say "yes"'])(
    "is imported, found, exported and deleted under the name %j",
    async (name) => {
      const path = `/Shared/deep/er/${name}`;
      expect(await put(path, "1,2\n")).toMatchObject({ path, object_type: "FILE", size: 4 });
      expect(await read(path)).toBe("1,2\n");
      expect(await remove(path)).toEqual({ path, deleted: true });
      expect((await failureOf(remove(path))).message).toContain(`Path (${path}) doesn't exist.`);
      expect(await remove(path, { ignoreMissing: true })).toEqual({ path, deleted: false });
    },
  );

  it("keeps every byte, of a file as of a Buffer that went through JSON", async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256));
    await put("/Shared/all.bin", { data: bytes, contentType: "application/octet-stream" });
    expect(Buffer.compare((await read("/Shared/all.bin", {})) as Buffer, bytes)).toBe(0);
    await put("/Shared/all.bin", JSON.parse(JSON.stringify(Buffer.from([0, 255]))), { overwrite: true });
    expect(await read("/Shared/all.bin", {})).toEqual(Buffer.from([0, 255]));
    expect((await failureOf(read("/Shared/all.bin"))).message).toContain("is not text in UTF-8");
    await put("/Shared/empty", { data: Buffer.alloc(0), contentType: "text/plain" });
    expect(await read("/Shared/empty")).toBe("");
  });

  it("becomes a notebook by its language, or by its ending and first line; a plain file never does", async () => {
    const source = { importFormat: "SOURCE", notebookLanguage: "SQL" };
    expect(await put("/Shared/a", "SELECT 1", source)).toMatchObject({
      object_type: "NOTEBOOK",
      language: "SQL",
    });
    expect(await read("/Workspace/Shared/a")).toBe("-- Databricks notebook source\nSELECT 1");
    expect(await put("/Shared/b.py", `${header}\nx = 1`)).toMatchObject({
      path: "/Shared/b",
      object_type: "NOTEBOOK",
    });
    await workspace.advance(1000);
    expect(await put("/Shared/b.py", "x = 1")).toMatchObject({ path: "/Shared/b.py", object_type: "FILE" });
    const raw = { importFormat: "RAW" };
    expect(await put("/Shared/c.py", `${header}\nx = 1`, raw)).toMatchObject({ object_type: "FILE" });
  });

  it("is not replaced, unless that is requested; then a repeat has the same result", async () => {
    const first = await put("/Shared/a.txt", "1");
    expect((await failureOf(put("/Shared/a.txt", "2"))).message).toContain("RESOURCE_ALREADY_EXISTS");
    expect(await read("/Shared/a.txt")).toBe("1");
    expect(await put("/Shared/a.txt", "2", { overwrite: true })).toEqual(first);
    await workspace.fault({ path: "/api/2.0/workspace/import", phase: "after", drop: true, times: 1 });
    expect(await put("/Shared/a.txt", "3", { overwrite: true })).toEqual(first);
    expect(await read("/Shared/a.txt")).toBe("3");
  });

  it("is sent once where it must not be replaced, and its outcome is told as unknown", async () => {
    await workspace.fault({ path: "/api/2.0/workspace/import", phase: "after", drop: true, times: 1 });
    const { message } = await failureOf(put("/Shared/a.txt", "1"));
    expect(message).toContain("It is not known whether the request was carried out.");
  });

  it.each([
    ["Content has 10485761 bytes", { objectContent: "x".repeat(10 * 1024 * 1024 + 1) }],
    ["Language is empty", { importFormat: "SOURCE" }],
    ["Overwrite is true", { importFormat: "DBC", overwrite: true }],
    ["Workspace Path is a path in a volume", { workspacePath: "/Volumes/main/default/landing/a" }],
    ["Workspace Path is the root", { workspacePath: "/Workspace/" }],
  ])("is refused before anything is sent: %s", async (beginning, more) => {
    const given = { workspacePath: "/Shared/a", objectContent: "1", ...more };
    expect((await failureOf(runIn(workspace, "importWorkspaceObject", given))).message).toMatch(
      new RegExp(`^${beginning}`),
    );
    expect(await workspace.requests()).toEqual([]);
  });

  it("is refused in a directory that is missing, and in a format that cannot be converted", async () => {
    const missing = await failureOf(put("/Shared/none/a", "1", { createFolders: false }));
    expect(missing.message).toContain("The parent folder (/Shared/none) does not exist.");
    const { message } = await failureOf(read(notebookObjectExample.path, { exportFormat: "JUPYTER" }));
    expect(message).toContain("has no format JUPYTER");
  });

  it("that is too large is refused with where it belongs", async () => {
    const body = { error_code: "MAX_NOTEBOOK_SIZE_EXCEEDED", message: "File size exceeds 10 MB." };
    await workspace.fault({
      path: "/api/2.0/workspace/export",
      phase: "before",
      status: 400,
      body,
      times: 1,
    });
    expect((await failureOf(read(notebookObjectExample.path))).message).toContain("larger files in a volume");
  });

  it("of 19 digits keeps its ID", async () => {
    const body = '{"path":"/Shared/a","object_type":"FILE","object_id":9007199254740993123}';
    await workspace.fault({
      path: "/api/2.0/workspace/get-status",
      phase: "before",
      status: 200,
      body,
      times: 1,
    });
    expect(await runIn(workspace, "getWorkspaceObject", { workspacePath: "/Shared/a" })).toMatchObject({
      object_id: "9007199254740993123",
    });
  });
});

describe("a directory of the workspace", () => {
  it("is made once, listed level by level, and deleted with what is in it", async () => {
    const make = () => runIn(workspace, "createWorkspaceDirectory", { workspaceDirectory: "/Shared/x/y" });
    expect(await make()).toEqual(await make());
    expect(await list("/Shared/x/y")).toEqual([]);
    await put("/Shared/x/y/a", "1");
    await put("/Shared/x/b", "1");
    const all = ["FILE /Shared/x/b", "DIRECTORY /Shared/x/y", "FILE /Shared/x/y/a"];
    expect(await list("/Shared/x/", { recursive: true })).toEqual(all);
    expect(await list("/Shared/x", { recursive: true, limit: 2 })).toEqual(all.slice(0, 2));
    expect(await list("/Shared/x", { recursive: true, objectType: "DIRECTORY" })).toEqual([all[1]]);
    expect(await list("/", { objectType: "DIRECTORY" })).toHaveLength(3);
    expect((await failureOf(remove("/Shared/x"))).message).toContain("With Recursive on");
    expect(await remove("/Shared/x", { recursive: true })).toEqual({ path: "/Shared/x", deleted: true });
    expect(await list("/Shared")).not.toContain("DIRECTORY /Shared/x");
  });

  it("is offered with those in it, and its files are, by their paths below it", async () => {
    const choices = { workspaceDirectory: `/Workspace${homeDirectoryExample}`, recursive: true };
    await put(`${homeDirectoryExample}/deep/a`, "1");
    expect(await runIn(workspace, "selectWorkspaceDirectory", choices)).toEqual([
      { key: choices.workspaceDirectory, label: choices.workspaceDirectory },
      { key: `${homeDirectoryExample}/deep`, label: "deep" },
    ]);
    expect(await runIn(workspace, "selectWorkspaceObject", choices)).toContainEqual({
      key: `${homeDirectoryExample}/deep/a`,
      label: "deep/a",
    });
  });
});

describe("a Git folder", () => {
  const update = (given: object) =>
    runIn(workspace, "updateGitFolder", { gitFolderId: gitFolderExample.id, ...given });

  it("gets the newest commit of a branch, and the commit of a tag", async () => {
    expect(await update({ branch: "main" })).toEqual(gitFolderExample);
    expect(await update({ branch: "main" })).toEqual(gitFolderExample);
    const { branch: _none, ...detached } = gitFolderExample;
    const head_commit_id = repositoryExample.tags["v1.0"];
    expect(await update({ tag: "v1.0" })).toEqual({ ...detached, head_commit_id });
    expect((await failureOf(update({ branch: "none" }))).message).toContain("no branch none");
    await put(`${gitFolderExample.path}/notes.txt`, "not committed");
    await update({ branch: "main" });
    expect(await list(gitFolderExample.path)).toHaveLength(1);
    await update({ branch: "main", discardChanges: true });
    expect(await list(gitFolderExample.path)).toEqual([]);
    expect((await failureOf(update({ gitFolderId: "1", branch: "main" }))).message).toContain(
      "does not exist",
    );
  });

  it("takes the address of its page, and exactly one of Branch and Tag", async () => {
    const gitFolderId = `https://dbc-1.cloud.databricks.com/browse/folders/${gitFolderExample.id}?o=1`;
    expect(await update({ gitFolderId, branch: "main" })).toEqual(gitFolderExample);
    await workspace.forget();
    expect((await failureOf(update({}))).message).toMatch(/^Branch is empty, and so is Tag/);
    expect((await failureOf(update({ branch: "a", tag: "b" }))).message).toMatch(/^Branch and Tag exclude/);
    expect(await workspace.requests()).toEqual([]);
  });

  it("of every page is listed, in the homes of users only by their prefix", async () => {
    const many = Array.from({ length: 45 }, (_, id) => ({
      folder: { id: id + 1, path: `/Users/ada@example.com/repo${id}`, branch: "main" },
      branches: {},
      tags: {},
    }));
    const running = await startWorkspace({ seed: { ...seed, git_folders: many }, clock: "manual" });
    const connection = tokenConnection(running);
    const listed = async (key: string, parameters: Record<string, unknown>): Promise<unknown[]> =>
      (await run(subjectOf(key), { connection, parameters })) as unknown[];
    try {
      expect(await listed("listGitFolders", {})).toEqual([]);
      expect(await listed("listGitFolders", { pathPrefix: "/Users" })).toHaveLength(45);
      expect(await listed("listGitFolders", { pathPrefix: "/Workspace/Users", limit: 21 })).toHaveLength(21);
      expect(await listed("selectGitFolder", {})).toHaveLength(45);
    } finally {
      await running.close();
    }
  });
});
