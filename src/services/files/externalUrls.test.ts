/** Files from and to hosts outside the workspace. */
import type { IncomingMessage } from "node:http";
import { gzipSync } from "node:zlib";
import { bodyOf, useHandlerServer } from "../../../test/support/handlerServer";
import { StoredFile } from "../../../test/support/storedFile";
import { failureOf, runAction, testToken, tokenConnection } from "../../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../../test/support/virtualTime";

const workspace = useHandlerServer();
const foreign = useHandlerServer();

let time: VirtualTime;
let stored: StoredFile;

beforeEach(() => {
  time = startVirtualTime();
  stored = new StoredFile();
});
afterEach(() => time.stop());

const path = "/Volumes/main/default/landing/a.csv";
const secret = "s3cret-Signature-of-the-address";
const header = "Key of-the-other-host";

const run = (key: string, inputs: Record<string, unknown>) =>
  runAction(key, { connection: tokenConnection(workspace.url), filePath: path, ...inputs });

const uploadFrom = (inputs: Record<string, unknown> = {}) =>
  run("uploadFileFromUrl", {
    sourceUrl: `${foreign.url}/x/a.csv?sig=${secret}`,
    sourceHeaders: [{ key: "Authorization", value: header }],
    ...inputs,
  });

const sendTo = (inputs: Record<string, unknown> = {}) =>
  run("sendFileToUrl", {
    targetUrl: `${foreign.url}/x/a.csv?sig=${secret}`,
    targetHeaders: [{ key: "X-Api-Key", value: header }],
    ...inputs,
  });

const expectNoSecret = (text: string): void => {
  for (const hidden of [secret, header, testToken]) expect(text).not.toContain(hidden);
};

describe("Upload File From URL", () => {
  it("sends the source its own headers and never the token, and keeps both out of the log", async () => {
    const seen: IncomingMessage[] = [];
    workspace.handle(stored.api);
    foreign.handle((request, response) => {
      seen.push(request);
      response.end("id\n7\n");
    });
    const { data, lines } = await uploadFrom({ debugRequest: true });
    expect(data).toEqual({ path, sizeBytes: 5 });
    expect(String(stored.content)).toBe("id\n7\n");
    expect(seen[0]?.headers).toMatchObject({
      authorization: header,
      accept: "*/*",
      "accept-encoding": "identity",
    });
    expect(JSON.stringify(seen[0]?.rawHeaders)).not.toContain(testToken);
    expectNoSecret(lines.join("\n"));
  });

  it("passes the length on, and stores packed bytes as they are", async () => {
    const packed = gzipSync("packed");
    let length: unknown;
    workspace.handle((request, response) => {
      if (request.method === "PUT") length = request.headers["content-length"];
      return stored.api(request, response);
    });
    foreign.handle((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length }).end(packed);
    });
    await uploadFrom();
    expect(length).toBe(String(packed.length));
    expect(stored.content?.equals(packed)).toBe(true);
  });

  it.each([
    [403, "<Error><Code>AccessDenied</Code></Error>"],
    [404, "nothing here"],
    [500, `you sent ${secret} and ${header}`],
  ])("tells the source's host, its status %i and its words, and no secret", async (status, words) => {
    workspace.handle(stored.api);
    foreign.handle((_request, response) => void response.writeHead(status).end(words));
    const failure = await failureOf(uploadFrom());
    expect(failure.message).toMatch(
      new RegExp(`^GET ${foreign.url}/x/a\\.csv failed \\(HTTP ${status}\\): ${words.slice(0, 8)}`),
    );
    expectNoSecret(failure.message);
    expect(workspace.requests.filter((request) => !request.includes("directories"))).toEqual([]);
  });

  it("leaves no file where the source always ends early, and says whose fault it is", async () => {
    workspace.handle(stored.api);
    foreign.handle((_request, response) => {
      response.writeHead(200, { "content-length": 1000 });
      response.write("begun", () => response.destroy());
    });
    const failure = await failureOf(uploadFrom());
    expect(failure.message).toMatch(
      /^GET http:\/\/127\.0\.0\.1:\d+\/x\/a\.csv failed .*the connection broke/,
    );
    expect(stored.content).toBeUndefined();
    expect(foreign.requests.length).toBeGreaterThan(1);
  });

  it("begins again where the source has broken off once", async () => {
    workspace.handle(stored.api);
    foreign.handleEach(
      (_request, response) => {
        response.writeHead(200, { "content-length": 5 });
        response.write("id", () => response.destroy());
      },
      (_request, response) => void response.writeHead(200, { "content-length": 5 }).end("id\n7\n"),
    );
    expect((await uploadFrom()).data).toEqual({ path, sizeBytes: 5 });
    expect(String(stored.content)).toBe("id\n7\n");
  });

  it("does not mix two files where the source changes in between", async () => {
    workspace.handle(stored.api);
    foreign.handleEach(
      (_request, response) => {
        response.writeHead(200, { "content-length": 5 });
        response.write("id", () => response.destroy());
      },
      (_request, response) => void response.writeHead(200, { "content-length": 6 }).end("id\n77\n"),
    );
    expect((await failureOf(uploadFrom())).message).toContain("the file at the URL was changed");
    expect(stored.content).toBeUndefined();
  });

  it("of more than 5 GiB is refused by the input's label before anything is sent to the workspace", async () => {
    foreign.handle((_request, response) => {
      response.writeHead(200, { "content-length": 6e9 });
      response.write("begun");
    });
    expect((await failureOf(uploadFrom())).message).toMatch(
      /^Source URL is 6 GB, and one file can have 5 GiB/,
    );
    expect(workspace.requests).toEqual([]);
  });

  it("stops reading the source when the workspace refuses", async () => {
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    foreign.handle((_request, response) => {
      response.once("close", closed);
      response.write("begun");
    });
    workspace.handle((_request, response) => {
      response.writeHead(409, { "content-type": "application/json" });
      response.end(JSON.stringify({ error_code: "ALREADY_EXISTS", message: "it is there" }));
    });
    expect((await failureOf(uploadFrom())).message).toContain("Set Overwrite to true");
    await isClosed;
  });

  it("follows no redirect to the machine itself", async () => {
    foreign.handle((_request, response) => {
      response.writeHead(302, { location: `${workspace.url}/api/2.0/secrets` }).end();
    });
    expect((await failureOf(uploadFrom())).message).toContain("redirects to an address that is not allowed");
    expect(workspace.requests).toEqual([]);
  });

  it.each([
    ["https://127.0.0.1/x", "https://dbc-1.cloud.databricks.com"],
    ["https://[::1]/x", "https://dbc-1.cloud.databricks.com"],
    ["https://169.254.169.254/x", "https://dbc-1.cloud.databricks.com"],
  ])("does not read %s for a workspace elsewhere", async (sourceUrl, host) => {
    const inputs = { connection: tokenConnection(host), filePath: path, sourceUrl };
    expect((await failureOf(runAction("uploadFileFromUrl", inputs))).message).toMatch(
      /^Source URL leads to the machine that the integration runs on/,
    );
  });
});

describe("Send File To URL", () => {
  beforeEach(() => {
    stored.content = Buffer.from("id\n7\n");
    workspace.handle(stored.api);
  });

  it("sends the bytes with their length, the given headers and never the token", async () => {
    let seen: unknown;
    foreign.handle(async (request, response) => {
      const { authorization, ...headers } = request.headers;
      seen = { method: request.method, authorization, headers, body: String(await bodyOf(request)) };
      response.writeHead(201, { etag: '"1"', "set-cookie": "a=b" }).end("<ok/>");
    });
    const { data, lines } = await sendTo({ contentType: "text/csv", debugRequest: true });
    expect(data).toEqual({ sizeBytes: 5, status: 201, headers: { etag: '"1"' } });
    expect(seen).toMatchObject({
      method: "PUT",
      authorization: undefined,
      headers: { "content-length": "5", "content-type": "text/csv", "x-api-key": header },
      body: "id\n7\n",
    });
    expectNoSecret(lines.join("\n"));
  });

  it("gives no secret that the host repeats in a header", async () => {
    foreign.handle(async (request, response) => {
      await bodyOf(request);
      response.writeHead(200, { location: `${foreign.url}${request.url}`, etag: header }).end();
    });
    const { data } = await sendTo();
    expectNoSecret(JSON.stringify(data));
    expect(data).toMatchObject({ headers: { location: expect.stringContaining(`${foreign.url}/x/a.csv?`) } });
  });

  it("sends no content type unless one is given", async () => {
    let type: unknown = "none seen";
    foreign.handle((request, response) => {
      type = request.headers["content-type"];
      void bodyOf(request).then(() => response.end());
    });
    await sendTo();
    expect(type).toBeUndefined();
  });

  it("opens the download again for a PUT that is repeated", async () => {
    const bodies: string[] = [];
    foreign.handleEach(
      (request, response) => void bodyOf(request).then(() => response.writeHead(503).end()),
      (request, response) =>
        void bodyOf(request).then((body) => {
          bodies.push(String(body));
          response.end();
        }),
    );
    await sendTo();
    expect(bodies).toEqual(["id\n7\n"]);
    expect(workspace.requests).toHaveLength(2);
  });

  it("does not repeat a POST whose outcome is unknown", async () => {
    foreign.handle(
      (request, response) => void bodyOf(request).then(() => response.writeHead(500).end("broken")),
    );
    const failure = await failureOf(sendTo({ targetMethod: "POST" }));
    expect(failure.message).toMatch(/^POST http.*\(HTTP 500\): broken\. It is not known whether/);
    expectNoSecret(failure.message);
    expect(foreign.requests).toHaveLength(1);
  });

  it("tells of a pre-signed address that has expired", async () => {
    foreign.handle((_request, response) => {
      response
        .writeHead(403)
        .end(`<Error><Message>Request has expired</Message><Q>sig=${secret}</Q></Error>`);
    });
    const failure = await failureOf(sendTo());
    expect(failure.message).toMatch(/HTTP 403.*Request has expired/);
    expectNoSecret(failure.message);
  });
});
