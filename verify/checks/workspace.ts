/** Notebooks, files and directories of the workspace, Git folders, and secrets. */
import type { Check } from "../check";
import { secretScopeKind } from "../kinds";
import { agree } from "../outcomes";
import { prepareFolder } from "../preparation";

interface Listed {
  path: string;
  object_type: string;
}

export const workspaceChecks: Check[] = [
  {
    id: "workspace.roundTrip",
    title: "A notebook and a plain file are imported, listed, exported unchanged and deleted",
    tries: "the actions on workspace objects, in the run's folder",
    source: "https://docs.databricks.com/api/workspace/workspace",
    covers: [
      ...["importWorkspaceObject", "exportWorkspaceObject", "getWorkspaceObject", "listWorkspaceObjects"],
      ...["createWorkspaceDirectory", "deleteWorkspaceObject"],
      ...["selectWorkspaceObject", "selectWorkspaceDirectory"],
    ],
    run: async (context) => {
      await prepareFolder(context);
      const directory = `${context.folder}/objects ü`;
      await context.call("createWorkspaceDirectory", { workspaceDirectory: directory });
      const source = "# Databricks notebook source\nprint(1)\n";
      const notebook = await context.call<Listed>("importWorkspaceObject", {
        workspacePath: `${directory}/made.py`,
        objectContent: source,
      });
      agree(notebook.object_type === "NOTEBOOK" && notebook.path.endsWith("/made"), JSON.stringify(notebook));
      const plain = `${directory}/plain.py`;
      await context.call("importWorkspaceObject", {
        workspacePath: plain,
        objectContent: source,
        importFormat: "RAW",
      });
      const listed = await context.call<Listed[]>("listWorkspaceObjects", { workspaceDirectory: directory });
      agree(
        listed
          .map(({ object_type }) => object_type)
          .sort()
          .join() === "FILE,NOTEBOOK",
        JSON.stringify(listed),
      );
      const text = await context.call<string>("exportWorkspaceObject", {
        workspacePath: plain,
        result: "text",
      });
      agree(text === source, JSON.stringify(text));
      const picked = await context.call<object[]>("selectWorkspaceObject", { workspaceDirectory: directory });
      agree(picked.length === 2, JSON.stringify(picked));
      await context.call("selectWorkspaceDirectory", { workspaceDirectory: context.folder });
      const refused = await context.refusal("deleteWorkspaceObject", { workspacePath: directory });
      agree(/Recursive/.test(refused.message), refused.message);
      await context.call("deleteWorkspaceObject", { workspacePath: directory, recursive: true });
      const { status, message } = await context.refusal("getWorkspaceObject", { workspacePath: directory });
      agree(status === 404, message);
      return refused.message;
    },
  },
  {
    id: "git.lists",
    title: "Git folders are listed and offered",
    tries: "List Git Folders, Select Git Folder",
    source: "https://docs.databricks.com/api/workspace/repos",
    covers: ["listGitFolders", "selectGitFolder"],
    run: async (context) => {
      const listed = await context.call<object[]>("listGitFolders");
      const offered = await context.call<object[]>("selectGitFolder");
      return `${listed.length} listed, ${offered.length} offered`;
    },
  },
  {
    id: "secrets.life",
    title: "A scope and a secret are created, listed, offered and deleted; the value is not returned",
    tries: "the actions on secrets, in a scope of the run",
    source: "https://docs.databricks.com/api/workspace/secrets",
    covers: [
      ...["listSecretScopes", "createSecretScope", "deleteSecretScope", "selectSecretScope"],
      ...["listSecrets", "putSecret", "deleteSecret", "selectSecret"],
    ],
    run: async (context) => {
      const secretScope = context.name;
      context.willMake(secretScopeKind, secretScope);
      await context.call("createSecretScope", { scopeName: secretScope });
      const secret = { secretScope, secretKey: "checked" };
      await context.call("putSecret", { ...secret, secretValue: "first" });
      await context.call("putSecret", { ...secret, secretValue: Buffer.from([0, 255]) });
      const keys = await context.call<{ key: string }[]>("listSecrets", { secretScope });
      agree(keys.map(({ key }) => key).join() === "checked", JSON.stringify(keys));
      const scopes = await context.call<{ name: string }[]>("listSecretScopes");
      agree(
        scopes.some(({ name }) => name === secretScope),
        `${scopes.length} scopes`,
      );
      for (const key of ["selectSecretScope", "selectSecret"]) await context.call(key, { secretScope });
      await context.call("deleteSecret", secret);
      const { status, message } = await context.refusal("deleteSecret", secret);
      agree(status === 404, message);
      await context.call("deleteSecretScope", { secretScope });
      return message;
    },
  },
];
