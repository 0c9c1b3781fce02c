/** Which object an import returns if others with nearly the same name exist. */
import { type Arrival, type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { testClient, tokenConnection } from "../../../test/support/testClient";
import { importObject, type ObjectImport } from "./importObject";

const { server } = useScriptedServer();

/** Answers as Databricks does to whoever asks for objects of these types by their paths, without any times. */
const holding =
  (types: Record<string, string>) =>
  ({ method, url }: Arrival): Step => {
    if (method === "POST") return { body: {} };
    const path = new URL(url, "http://x").searchParams.get("path") ?? "";
    const object_type = types[path];
    return object_type === undefined
      ? {
          status: 404,
          body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: `Path (${path}) doesn't exist.` },
        }
      : { body: { path, object_type } };
  };

const source = "# Databricks notebook source\r\nx = 1";

it.each<[string, Partial<ObjectImport> & { text: string }, Record<string, string>, string]>([
  ["a notebook beside a file", { text: source }, { "/a": "NOTEBOOK", "/a.py": "FILE" }, "/a"],
  [
    "a notebook with a byte order mark",
    { text: `\ufeff${source}` },
    { "/a": "NOTEBOOK", "/a.py": "FILE" },
    "/a",
  ],
  ["a file beside a notebook", { text: "x = 1" }, { "/a": "NOTEBOOK", "/a.py": "FILE" }, "/a.py"],
  ["a file beside a directory", { text: "x = 1" }, { "/a": "DIRECTORY", "/a.py": "FILE" }, "/a.py"],
  ["a source that stayed a file", { text: source }, { "/a": "DIRECTORY", "/a.py": "FILE" }, "/a.py"],
  ["a text that became a notebook", { text: "x = 1" }, { "/a": "NOTEBOOK" }, "/a"],
  ["a notebook of Jupyter", { text: "{}", path: "/b.ipynb" }, { "/b": "NOTEBOOK" }, "/b"],
  ["one that kept its ending", { text: "{}", path: "/b.ipynb" }, { "/b.ipynb": "NOTEBOOK" }, "/b.ipynb"],
  ["a plain file", { text: source, format: "RAW" }, { "/a": "NOTEBOOK", "/a.py": "FILE" }, "/a.py"],
])("%s", async (_name, { text, ...given }, objects, path) => {
  server.script(holding(objects));
  const { client } = testClient(tokenConnection(server.url));
  const content = Buffer.from(text);
  const made = await importObject(client, {
    ...{ path: "/a.py", content, format: "AUTO", overwrite: true, createFolders: false, ...given },
  });
  expect(made.path).toBe(path);
});
