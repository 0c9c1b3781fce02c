import { connect } from "node:net";
import { startAt } from "../../fixedStart";
import { filesClient, root } from "./filesClient";

const { server, send, file, directory, put, text, names, refused, control } = filesClient();

it.each([
  "a.csv",
  "with space.csv",
  "100%.csv",
  "a#b?c&d=e+f.txt",
  "größe-日本-🎉.json.gz",
  "%2F.txt",
  "'quoted\"\\.txt",
  `${"x".repeat(251)}.csv`,
])("a file keeps its name and its bytes: %s", async (name) => {
  const path = `${root}/in/${name}`;
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
  const uploaded = await put(path, bytes);
  expect([uploaded.status, await uploaded.text()]).toEqual([204, ""]);
  const response = await file("GET", path);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect(await names(`${root}/in`)).toEqual([name]);
});

it("a download and its metadata have the same headers", async () => {
  await put(`${root}/a.csv`, "id\n1\n");
  const [got, head] = [await file("GET", `${root}/a.csv`), await file("HEAD", `${root}/a.csv`)];
  expect(await got.text()).toBe("id\n1\n");
  for (const { status, headers } of [got, head]) {
    expect([
      status,
      headers.get("content-length"),
      headers.get("content-type"),
      headers.get("last-modified"),
    ]).toEqual([200, "5", "application/octet-stream", new Date(startAt).toUTCString()]);
  }
});

it("content is taken as it is, whatever its type, and may be empty", async () => {
  const response = await file("PUT", `${root}/a.json`, {
    body: "{not json",
    headers: { "content-type": "application/json" },
  });
  expect(response.status).toBe(204);
  expect(await text(`${root}/a.json`)).toBe("{not json");
  expect((await file("PUT", `${root}/empty`)).status).toBe(204);
  expect(await text(`${root}/empty`)).toBe("");
});

it.each([
  `/api/2.0/fs/files${root}/a?action=initiate-upload&overwrite=true`,
  "/api/2.0/fs/create-upload-part-urls",
  "/api/2.0/fs/create-resumable-upload-url",
  "/api/2.0/fs/create-abort-upload-url",
  "/api/2.0/fs/create-download-url",
])("there are no pre-signed addresses: %s", async (url) => {
  expect(await refused(send("POST", url, { body: "{}" }))).toEqual([
    403,
    "PERMISSION_DENIED",
    "FILES_API_API_IS_NOT_ENABLED",
  ]);
});

it("a long upload that is refused gets its answer", async () => {
  await put(`${root}/a`, "1");
  const response = await put(`${root}/a`, new Uint8Array(5_000_000), "?overwrite=false");
  expect(response.status).toBe(409);
});

it("a file is overwritten unless the request says not to", async () => {
  const path = `${root}/a.txt`;
  await put(path, "1", "?overwrite=false");
  expect(await refused(put(path, "2", "?overwrite=false"))).toEqual([
    409,
    "ALREADY_EXISTS",
    "FILES_API_RESOURCE_ALREADY_EXISTS",
  ]);
  expect(await text(path)).toBe("1");
  await put(path, "3");
  expect(await text(path)).toBe("3");
  await put(path, "4", "?overwrite=true");
  expect(await text(path)).toBe("4");
});

it.each([
  ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
  ["bytes=7-", 206, "789", "bytes 7-9/10"],
  ["bytes=-2", 206, "89", "bytes 8-9/10"],
  ["bytes=5-100", 206, "56789", "bytes 5-9/10"],
  ["bytes=0-1,4-5", 200, "0123456789", null],
  ["bytes=5-2", 200, "0123456789", null],
])("the range %s is answered with %d", async (range, status, body, contentRange) => {
  await put(`${root}/a`, "0123456789");
  const response = await file("GET", `${root}/a`, { headers: { range } });
  expect([response.status, await response.text(), response.headers.get("content-range")]).toEqual([
    status,
    body,
    contentRange,
  ]);
});

it("a range beyond the file is refused with its size", async () => {
  await put(`${root}/a`, "0123456789");
  const response = await file("GET", `${root}/a`, { headers: { range: "bytes=10-" } });
  expect([response.status, response.headers.get("content-range")]).toEqual([416, "bytes */10"]);
});

it("a file that was written since is not downloaded", async () => {
  await put(`${root}/a`, "1");
  const headers = { "if-unmodified-since": new Date(startAt).toUTCString() };
  expect((await file("GET", `${root}/a`, { headers })).status).toBe(200);
  await control("clock", { advance_ms: 5000 });
  await put(`${root}/a`, "2");
  expect((await file("GET", `${root}/a`, { headers })).status).toBe(412);
});

it.each([
  ["/Workspace/a", 400, "FILES_API_INVALID_PATH"],
  ["/Volumes/workspace/default", 400, "FILES_API_INVALID_PATH"],
  [root, 400, "FILES_API_INVALID_PATH"],
  [`${root}//a`, 400, "FILES_API_INVALID_PATH"],
  [`${root}/a/`, 400, "FILES_API_INVALID_PATH"],
  ["/Volumes/workspace/default/none/a", 404, "FILES_API_RESOURCE_NOT_FOUND"],
  ["/Volumes/workspace/none/landing/a", 404, "FILES_API_RESOURCE_NOT_FOUND"],
  ["/Volumes/none/default/landing/a", 404, "FILES_API_RESOURCE_NOT_FOUND"],
])("nothing is uploaded to %s", async (path, status, reason) => {
  const [answered, , named] = await refused(put(path, "1"));
  expect([answered, named]).toEqual([status, reason]);
});

it("a path with dots or a slash of its own in a segment is refused", async () => {
  const paths = ["/../a", "/./a", "/%2e%2e/a", "/a%2Fb", "/%zz", "/%00"].map((end) => root + end);
  for (const path of paths) {
    expect([path, await rawStatus(`GET /api/2.0/fs/files${path} HTTP/1.1\r\n`)]).toEqual([path, "400"]);
  }
});

it("what is missing is refused with the request's ID, without a body for HEAD", async () => {
  const response = await file("GET", `${root}/none`);
  expect([response.status, await response.json()]).toEqual([
    404,
    {
      error_code: "NOT_FOUND",
      message: "The file being accessed is not found.",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "FILES_API_RESOURCE_NOT_FOUND",
          domain: "filesystem.databricks.com",
        },
        {
          "@type": "type.googleapis.com/google.rpc.RequestInfo",
          request_id: response.headers.get("x-request-id"),
          serving_data: "",
        },
      ],
    },
  ]);
  const head = await file("HEAD", `${root}/none`);
  expect([head.status, await head.text()]).toEqual([404, ""]);
  await put(`${root}/file`, "");
  const notFound = [404, "NOT_FOUND", "FILES_API_DIRECTORY_IS_NOT_FOUND"];
  expect(await refused(directory("GET", `${root}/none`))).toEqual(notFound);
  expect(await refused(directory("GET", `${root}/file`))).toEqual(notFound);
  expect(await refused(directory("DELETE", `${root}/none`))).toEqual(notFound);
});

it.each([
  [
    "volume",
    "workspace.default.landing",
    "WRITE_VOLUME",
    "PUT",
    "WRITE VOLUME on Volume 'workspace.default.landing'",
  ],
  [
    "volume",
    "workspace.default.landing",
    "WRITE_VOLUME",
    "DELETE",
    "WRITE VOLUME on Volume 'workspace.default.landing'",
  ],
  ["schema", "workspace.default", "READ_VOLUME", "GET", "READ VOLUME on Volume 'workspace.default.landing'"],
  ["catalog", "workspace", "USE_CATALOG", "PUT", "USE CATALOG on Catalog 'workspace'"],
  ["schema", "workspace.default", "USE_SCHEMA", "GET", "USE SCHEMA on Schema 'workspace.default'"],
])("by the %s %s without %s a %s is refused", async (securable, id, privilege, method, words) => {
  await put(`${root}/a`, "1");
  await control("grants", { revoke: [{ securable, id, privilege }] });
  const response = await file(method, `${root}/a`, method === "PUT" ? { body: "2" } : {});
  expect([response.status, await response.json()]).toEqual([
    403,
    expect.objectContaining({ error_code: "PERMISSION_DENIED", message: `User does not have ${words}.` }),
  ]);
});

it.each([
  ["a body shorter than its length", "content-length: 10\r\n\r\n1234"],
  ["chunks without an end", "transfer-encoding: chunked\r\n\r\n4\r\n1234\r\n"],
])("a connection that ends in %s leaves what was there", async (_, request) => {
  await put(`${root}/new/a`, "before");
  const socket = connect(Number(new URL(server().url).port), "127.0.0.1");
  socket.write(
    `PUT /api/2.0/fs/files${root}/new/a HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server().token}\r\n${request}`,
  );
  socket.end();
  await new Promise((resolve) => socket.once("close", resolve).resume());
  expect(await text(`${root}/new/a`)).toBe("before");
  expect(await names(`${root}/new`)).toEqual(["a"]);
});

it("a file of more than 5 GiB is refused before it is sent", async () => {
  expect(await rawStatus(`PUT /api/2.0/fs/files${root}/a HTTP/1.1\r\ncontent-length: 5368709121\r\n`)).toBe(
    "400",
  );
});

it("a seed puts files in place, as text or as Base64", async () => {
  expect(await names(root)).toEqual(["airports.csv", "orders"]);
  const files = [
    { path: `${root}/a.txt`, text: "ä" },
    { path: `${root}/in/b.bin`, base64: "AAH/", last_modified: 5000 },
    { path: "/Volumes/main/default/new/c", text: "c" },
  ];
  await control("seed", { volumes: [{ full_name: "main.default.new" }], files });
  expect(await text(`${root}/a.txt`)).toBe("ä");
  const response = await file("GET", `${root}/in/b.bin`);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 1, 255]);
  expect(response.headers.get("last-modified")).toBe("Thu, 01 Jan 1970 00:00:05 GMT");
  expect(await text("/Volumes/main/default/new/c")).toBe("c");
  for (const wrong of [
    { path: root },
    { path: "/Volumes/main/default/none/a" },
    { path: `${root}/x`, base64: "?" },
    { path: `${root}/x`, content: "" },
  ]) {
    const refusal = await send("POST", "/__workspace/seed", { body: JSON.stringify({ files: [wrong] }) });
    expect(refusal.status).toBe(400);
  }
});

it("the log of requests has the beginning of an upload", async () => {
  await put(`${root}/a`, "x".repeat(70_000));
  const { requests } = (await (await send("GET", "/__workspace/requests")).json()) as {
    requests: { body: string }[];
  };
  expect(requests.at(-1)?.body).toBe(`${"x".repeat(65_536)}... 4464 more bytes`);
});

/** The status of what is answered to a request that no client would send. */
const rawStatus = (head: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server().url).port), "127.0.0.1");
    socket.write(`${head}host: x\r\nauthorization: Bearer ${server().token}\r\n\r\n`);
    socket.once("data", (data) => {
      resolve(/^HTTP\/1.1 (\d+)/.exec(data.toString())?.[1]);
      socket.destroy();
    });
    socket.once("error", reject);
  });

it("answers carry the workspace's time, by which files are dated", async () => {
  await put(`${root}/a.csv`, "id\n");
  await control("clock", { advance_ms: 5000 });
  const { headers } = await file("HEAD", `${root}/a.csv`);
  expect([headers.get("date"), headers.get("last-modified")]).toEqual([
    new Date(startAt + 5000).toUTCString(),
    new Date(startAt).toUTCString(),
  ]);
});
