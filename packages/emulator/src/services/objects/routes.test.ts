import { startAt } from "../../fixedStart";
import { currentUser } from "../../seed/identity";
import { jobFiles } from "../../seed/jobs";
import { jobsClient } from "../jobs/jobsClient";

const { advance, call, put, refused, server } = jobsClient();

const base = "/api/2.0/workspace";
const home = `/Users/${currentUser.userName}`;

const base64 = (text: string) => Buffer.from(text).toString("base64");
const post = async (route: string, body: object) => {
  expect(await call("POST", `${base}/${route}`, body)).toEqual({ status: 200, body: {} });
};
const get = async (route: string, query: Record<string, string>) => {
  const { status, body } = await call("GET", `${base}/${route}?${new URLSearchParams(query)}`);
  expect(status).toBe(200);
  return body;
};
const text = async (path: string) => {
  const { content, file_type } = await get("export", { path });
  return [Buffer.from(String(content), "base64").toString(), file_type];
};

const header = "# Databricks notebook source";

describe("a notebook", () => {
  const notebook = { path: "/Shared/report", language: "PYTHON", content: base64("x = 1") };

  it("is imported, exported with its first line, replaced and deleted", async () => {
    await post("import", { ...notebook, format: "SOURCE" });
    expect(await text("/Workspace/Shared/report")).toEqual([`${header}\nx = 1`, "py"]);
    const before = await get("get-status", { path: notebook.path });
    expect(before).toEqual({
      path: "/Shared/report",
      object_type: "NOTEBOOK",
      object_id: expect.any(Number),
      resource_id: String(before.object_id),
      language: "PYTHON",
      created_at: startAt,
      modified_at: startAt,
    });
    advance(1_000);
    await post("import", { ...notebook, language: "SQL", content: base64("SELECT 1"), overwrite: true });
    expect(await text(notebook.path)).toEqual(["-- Databricks notebook source\nSELECT 1", "sql"]);
    const { object_id, created_at, modified_at } = await get("get-status", { path: notebook.path });
    expect([object_id, created_at, modified_at]).toEqual([before.object_id, startAt, startAt + 1_000]);
    await post("delete", { path: notebook.path });
    expect(await refused("GET", `${base}/get-status?path=/Shared/report`)).toEqual([
      404,
      "RESOURCE_DOES_NOT_EXIST",
      "Path (/Shared/report) doesn't exist.",
    ]);
  });

  it("is recognised by its first line and loses its extension, where the format is AUTO", async () => {
    await post("import", { path: "/Shared/a.py", format: "AUTO", content: base64(`${header}\nx = 1`) });
    expect(await get("get-status", { path: "/Shared/a" })).toMatchObject({
      object_type: "NOTEBOOK",
      language: "PYTHON",
    });
    await post("import", { path: "/Shared/b.py", format: "AUTO", content: base64("x = 1") });
    expect(await get("get-status", { path: "/Shared/b.py" })).toMatchObject({ object_type: "FILE", size: 5 });
    await post("import", { path: "/Shared/c.py", format: "RAW", content: base64(header) });
    expect(await get("get-status", { path: "/Shared/c.py" })).toMatchObject({ object_type: "FILE" });
  });

  it("may come as a form with its bytes as a file", async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ path: "/Shared/form", format: "SOURCE", language: "SQL" })) {
      form.set(name, value);
    }
    form.set("content", new Blob(["SELECT 'ü\r\n--'"]), "form.sql");
    const headers = { authorization: `Bearer ${server().token}` };
    const answer = await fetch(`${server().url}${base}/import`, { method: "POST", body: form, headers });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(await text("/Shared/form")).toEqual(["-- Databricks notebook source\nSELECT 'ü\r\n--'", "sql"]);
  });

  it("is downloaded as it is where that is asked for", async () => {
    await post("import", {
      path: "/Shared/a.bin",
      format: "RAW",
      content: Buffer.from([0, 255]).toString("base64"),
    });
    const path = `${base}/export?path=/Shared/a.bin&direct_download=true`;
    const answer = await fetch(server().url + path, {
      headers: { authorization: `Bearer ${server().token}` },
    });
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255]);
  });

  it.each<[object, number, string, string]>([
    [{ path: undefined }, 400, "INVALID_PARAMETER_VALUE", "Missing required field: path"],
    [{ path: "report" }, 400, "INVALID_PARAMETER_VALUE", "Path (report) doesn't start with '/'"],
    [
      { language: undefined },
      400,
      "INVALID_PARAMETER_VALUE",
      "Field language is required for the format SOURCE",
    ],
    [
      { language: "python" },
      400,
      "INVALID_PARAMETER_VALUE",
      expect.stringMatching(/^language must be one of: PYTHON,R,SCALA,SQL/),
    ],
    [
      { format: "source" },
      400,
      "INVALID_PARAMETER_VALUE",
      expect.stringMatching(/^format must be one of: AUTO,/),
    ],
    [
      { format: "JUPYTER" },
      501,
      "NOT_IMPLEMENTED",
      "The local workspace has no format JUPYTER of workspace objects.",
    ],
    [{ content: "ä" }, 400, "INVALID_PARAMETER_VALUE", "Field content must be base64"],
    [{ overwrite: 1 }, 400, "MALFORMED_REQUEST", expect.stringContaining("Boolean field 'overwrite'")],
    [{ path: "/No/a" }, 404, "RESOURCE_DOES_NOT_EXIST", "The parent folder (/No) does not exist."],
    [
      { path: jobFiles[0].path },
      400,
      "RESOURCE_ALREADY_EXISTS",
      `${jobFiles[0].path} already exists. Please pass overwrite as true to overwrite it.`,
    ],
    [{ path: "/Shared", overwrite: true }, 400, "RESOURCE_ALREADY_EXISTS", expect.any(String)],
    [
      { content: base64("x".repeat(10 * 1024 * 1024 + 1)) },
      400,
      "MAX_NOTEBOOK_SIZE_EXCEEDED",
      expect.any(String),
    ],
  ])("is not imported with %p", async (change, status, code, message) => {
    expect(await refused("POST", `${base}/import`, { ...notebook, ...change })).toEqual([
      status,
      code,
      message,
    ]);
  });
});

describe("folders", () => {
  it("hold the example's notebook and file, and what a seed gives", async () => {
    expect(await text(jobFiles[0].path)).toEqual([jobFiles[0].content, "py"]);
    expect(await text(jobFiles[1].path)).toEqual([jobFiles[1].content, "py"]);
    await put([{ path: "/New/deep/q.sql", content: "SELECT 1" }]);
    expect(await text("/New/deep/q.sql")).toEqual(["SELECT 1", "sql"]);
    expect((await refused("POST", "/__workspace/seed", { objects: [{ content: 1 }] }))[0]).toBe(400);
  });

  it("are made with those they are in, listed one level deep, and deleted", async () => {
    await post("mkdirs", { path: "/Shared/a/b" });
    await post("mkdirs", { path: "/Shared/a/b/" });
    await put([{ path: "/Shared/a/x.txt", content: "x" }]);
    const paths = async (path: string) => {
      const { objects = [] } = await get("list", { path });
      return (objects as { path: string; object_type: string }[]).map((found) => [
        found.path,
        found.object_type,
      ]);
    };
    expect(await paths("/")).toEqual([
      ["/Repos", "DIRECTORY"],
      ["/Shared", "DIRECTORY"],
      ["/Users", "DIRECTORY"],
    ]);
    expect(await paths("/Shared/a")).toEqual([
      ["/Shared/a/b", "DIRECTORY"],
      ["/Shared/a/x.txt", "FILE"],
    ]);
    expect(await paths("/Shared/a/x.txt")).toEqual([["/Shared/a/x.txt", "FILE"]]);
    expect(await get("list", { path: "/Shared/a/b" })).toEqual({});
    const later = { path: home, notebooks_modified_after: String(startAt + 1) };
    expect(await get("list", later)).toEqual({});
    expect(await refused("POST", `${base}/delete`, { path: "/Shared/a" })).toEqual([
      400,
      "DIRECTORY_NOT_EMPTY",
      "Folder (/Shared/a) is not empty",
    ]);
    await post("delete", { path: "/Shared/a", recursive: true });
    expect(await paths("/Shared")).not.toContainEqual(["/Shared/a", "DIRECTORY"]);
  });

  it("are not made where a file is, not exported, and not all deleted at once", async () => {
    expect((await refused("POST", `${base}/mkdirs`, { path: `${jobFiles[1].path}/x` }))[1]).toBe(
      "RESOURCE_ALREADY_EXISTS",
    );
    expect((await refused("GET", `${base}/export?path=/Users`))[0]).toBe(501);
    for (const path of ["/", "/Workspace", "/Users", "/Shared"]) {
      const refusal = await refused("POST", `${base}/delete`, { path, recursive: true });
      expect(refusal.slice(0, 2)).toEqual([400, "DIRECTORY_PROTECTED"]);
    }
  });
});
