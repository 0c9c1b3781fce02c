/**
 * The official JavaScript client, unmodified, judges workspace objects, Git folders and secrets. Where the two disagree,
 * the workspace is wrong.
 */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import { gitFolderExample, listedGitFolderExample } from "../../src/services/gitFolders/gitFoldersExamples";
import { secretExample, secretScopeExample } from "../../src/services/secrets/secretsExamples";
import { notebookObjectExample } from "../../src/services/workspaceObjects/workspaceObjectsExamples";
import { apiErrorOf, listItems, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

const base64 = (text: string): string => Buffer.from(text).toString("base64");

it("imports, lists, exports and deletes a notebook", async () => {
  const path = "/Shared/judged/a";
  await client.workspace.mkdirs({ path: "/Shared/judged" });
  await client.workspace.import({ path, content: base64("SELECT 1"), format: "SOURCE", language: "SQL" });
  expect(await client.workspace.getStatus({ path })).toMatchObject({ path, language: "SQL" });
  const listed = await listItems(client.workspace.list({ path: "/Shared/judged" }));
  expect(listed.map((object) => object.path)).toEqual([path]);
  const { content, file_type } = await client.workspace.export({ path, format: "SOURCE" });
  expect([content, file_type]).toEqual([base64("-- Databricks notebook source\nSELECT 1"), "sql"]);
  await client.workspace.delete({ path: "/Shared/judged", recursive: true });
  expect(await apiErrorOf(client.workspace.getStatus({ path }))).toMatchObject({
    statusCode: 404,
    errorCode: "RESOURCE_DOES_NOT_EXIST",
  });
  expect(await client.workspace.getStatus({ path: notebookObjectExample.path })).toEqual(
    notebookObjectExample,
  );
});

it("lists and reads a Git folder, which lies in the workspace as such", async () => {
  const { id, path } = listedGitFolderExample;
  expect(await listItems(client.repos.list({}))).toEqual([listedGitFolderExample]);
  expect(await listItems(client.repos.list({ path_prefix: "/Shared" }))).toEqual([]);
  expect(await client.repos.get({ repo_id: id })).toEqual(listedGitFolderExample);
  expect(await client.workspace.getStatus({ path })).toMatchObject({ object_type: "REPO", object_id: id });
  expect(await apiErrorOf(client.repos.get({ repo_id: 1 }))).toMatchObject({ statusCode: 404 });
});

it("checks out a branch and a tag", async () => {
  const { id } = listedGitFolderExample;
  // The client leaves the body of a PATCH out.
  const update = async (body: object): Promise<number> => {
    const headers = { authorization: `Bearer ${running.token}`, "content-type": "application/json" };
    const url = `${running.url}/api/2.0/repos/${id}`;
    return (await fetch(url, { method: "PATCH", headers, body: JSON.stringify(body) })).status;
  };
  expect(await update({ branch: "main" })).toBe(200);
  expect(await client.repos.get({ repo_id: id })).toEqual(gitFolderExample);
  expect(await update({ tag: "v1.0" })).toBe(200);
  expect((await client.repos.get({ repo_id: id })).branch).toBeUndefined();
  expect([await update({}), await update({ tag: "none" })]).toEqual([400, 400]);
});

it("makes scopes and secrets, and deletes them", async () => {
  const { name: scope } = secretScopeExample;
  expect(await listItems(client.secrets.listScopes())).toEqual([secretScopeExample]);
  expect(await listItems(client.secrets.listSecrets({ scope }))).toEqual([secretExample]);
  await client.secrets.createScope({ scope: "own", initial_manage_principal: "users" });
  await client.secrets.putSecret({ scope: "own", key: "a", string_value: "ü" });
  await client.secrets.putSecret({ scope: "own", key: "b", bytes_value: "AP8=" });
  expect((await client.secrets.getSecret({ scope: "own", key: "a" })).value).toBe(base64("ü"));
  expect((await client.secrets.getSecret({ scope: "own", key: "b" })).value).toBe("AP8=");
  await client.secrets.deleteSecret({ scope: "own", key: "a" });
  const keys = await listItems(client.secrets.listSecrets({ scope: "own" }));
  expect(keys.map(({ key }) => key)).toEqual(["b"]);
  await client.secrets.deleteScope({ scope: "own" });
  expect(await apiErrorOf(client.secrets.deleteScope({ scope: "own" }))).toMatchObject({
    statusCode: 404,
    errorCode: "RESOURCE_DOES_NOT_EXIST",
  });
});
