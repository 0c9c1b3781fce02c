/**
 * The official JavaScript client, unmodified, judges files, directories and volumes. Where the two disagree, the workspace
 * is wrong.
 */
import { Readable } from "node:stream";
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import { readableToWeb } from "@databricks/sdk-experimental/dist/fetch";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import {
  catalogExample,
  schemaExample,
  volumeExample,
} from "../../src/services/unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../../src/services/users/usersExamples";
import { apiErrorOf, listItems, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

const root = `/Volumes/${volumeExample.full_name.replaceAll(".", "/")}`;
const folder = `${root}/judged`;

/** The client's `upload` sends no content, whatever it is given; its own transport does. */
const upload = (path: string, content: string) =>
  client.apiClient.request({
    path: `/api/2.0/fs/files${path}`,
    method: "PUT",
    headers: new Headers({ "Content-Type": "application/octet-stream" }),
    query: { overwrite: true },
    raw: false,
    payload: readableToWeb(Readable.from([Buffer.from(content)])),
  });

const contentOf = async (path: string): Promise<string> => {
  const { contents } = await client.files.download({ file_path: path });
  return contents ? Buffer.concat(await listItems(contents)).toString() : "";
};

/** The client loses the code of an error whose details say which request it was, and keeps the whole body as message. */
const refusal = async (attempt: Promise<unknown>): Promise<[number, string | undefined]> => {
  const { statusCode, message } = await apiErrorOf(attempt);
  return [statusCode, /FILES_API_\w+/.exec(message)?.[0]];
};

it("uploads and downloads a file, and reads its metadata", async () => {
  const path = `${folder}/größe 1.csv`;
  await upload(path, "id\n1\n");
  expect(await contentOf(path)).toBe("id\n1\n");
  const metadata = {
    "content-length": "5",
    "content-type": "application/octet-stream",
    "last-modified": "Tue, 18 Nov 2025 12:00:00 GMT",
  };
  expect(await client.files.getMetadata({ file_path: path })).toEqual(metadata);
  expect(await client.files.download({ file_path: path })).toMatchObject(metadata);
  await client.files.upload({ file_path: path, contents: undefined, overwrite: true });
  expect(await contentOf(path)).toBe("");
});

it.each([undefined, 2, 1000])("lists a directory in pages of %s", async (page_size) => {
  for (const name of ["a", "b", "c/d", "e", "f"]) await upload(`${folder}/${name}`, "1");
  const entries = await listItems(
    client.files.listDirectoryContents({ directory_path: folder, ...(page_size && { page_size }) }),
  );
  expect(entries.map(({ name, is_directory, file_size }) => [name, is_directory, file_size])).toEqual([
    ["a", false, 1],
    ["b", false, 1],
    ["c", true, undefined],
    ["e", false, 1],
    ["f", false, 1],
  ]);
  const last_modified = Date.UTC(2025, 10, 18, 12);
  expect(entries[0]).toEqual({
    path: `${folder}/a`,
    name: "a",
    is_directory: false,
    file_size: 1,
    last_modified,
  });
  const requests = running.workspace.requestLog.requests().filter(({ path }) => path.endsWith("/judged"));
  expect(requests).toHaveLength(page_size === 2 ? 3 : 1);
});

it("makes directories, finds and deletes them", async () => {
  const directory_path = `${folder}/2025/11`;
  await client.files.createDirectory({ directory_path });
  await client.files.createDirectory({ directory_path });
  await client.files.getDirectoryMetadata({ directory_path });
  await client.files.deleteDirectory({ directory_path });
  expect((await apiErrorOf(client.files.getDirectoryMetadata({ directory_path }))).statusCode).toBe(404);
  expect(await listItems(client.files.listDirectoryContents({ directory_path: folder }))).toHaveLength(1);
});

it("deletes a file", async () => {
  const file_path = `${folder}/a`;
  await upload(file_path, "1");
  await client.files.delete({ file_path });
  expect((await apiErrorOf(client.files.getMetadata({ file_path }))).statusCode).toBe(404);
});

it("is told in Databricks' words what is wrong", async () => {
  await upload(`${folder}/a`, "1");
  const missing = { file_path: `${folder}/none` };
  expect(await refusal(client.files.download(missing))).toEqual([404, "FILES_API_RESOURCE_NOT_FOUND"]);
  expect(await refusal(client.files.delete(missing))).toEqual([404, "FILES_API_RESOURCE_NOT_FOUND"]);
  expect(await refusal(client.files.deleteDirectory({ directory_path: folder }))).toEqual([
    400,
    "FILES_API_DIRECTORY_IS_NOT_EMPTY",
  ]);
  expect(
    await refusal(listItems(client.files.listDirectoryContents({ directory_path: `${folder}/a` }))),
  ).toEqual([404, "FILES_API_DIRECTORY_IS_NOT_FOUND"]);
  expect(
    (
      await refusal(client.files.upload({ file_path: `${folder}/a`, contents: undefined, overwrite: false }))
    )[0],
  ).toBe(409);
  expect(await refusal(client.files.createDirectory({ directory_path: "/Workspace/a" }))).toEqual([
    400,
    "FILES_API_INVALID_PATH",
  ]);
});

it("creates, changes and deletes volumes", async () => {
  const parents = { catalog_name: catalogExample.name, schema_name: schemaExample.name };
  const made = await client.volumes.create({
    ...parents,
    name: "Exports",
    volume_type: "MANAGED",
    comment: "Out",
  });
  expect(made).toMatchObject({
    ...parents,
    name: "exports",
    comment: "Out",
    owner: currentUserExample.userName,
  });
  const name = made.full_name ?? "";
  expect(await client.volumes.read({ name })).toEqual(made);
  // The client sends no body with PATCH: nothing changes.
  expect(await client.volumes.update({ name })).toEqual(made);
  const listed = await listItems(client.volumes.list(parents));
  expect(listed.map(({ full_name }) => full_name)).toEqual([name, volumeExample.full_name]);
  await client.volumes.delete({ name });
  expect(await apiErrorOf(client.volumes.read({ name }))).toMatchObject({
    statusCode: 404,
    message: `Volume '${name}' does not exist.`,
  });
  const external = { ...parents, name: "external", volume_type: "EXTERNAL" as const };
  expect((await apiErrorOf(client.volumes.create(external))).errorCode).toBe("INVALID_PARAMETER_VALUE");
});
