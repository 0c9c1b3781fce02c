/** Uploads against a server that does what the Files API does, and what it should not. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { bodyOf, useHandlerServer } from "../../../test/support/handlerServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../../test/support/virtualTime";
import { bytesSource, type UploadSource } from "./source";
import { uploadToVolume } from "./upload";

const server = useHandlerServer();
const path = "/Volumes/main/default/landing/in/50% off #1+1?.größe";
const file = "/api/2.0/fs/files/Volumes/main/default/landing/in/50%25%20off%20%231%2B1%3F.gr%C3%B6%C3%9Fe";

let time: VirtualTime;
let stored: Buffer | undefined;
/** How long ago the file was written, by the server, in milliseconds. */
let ageMs = 0;

beforeEach(() => {
  time = startVirtualTime();
  stored = undefined;
  ageMs = 0;
});
afterEach(() => time.stop());

const refuse = (response: ServerResponse, status: number, error_code: string): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error_code, message: "refused" }));
};

/** The Files API for one file. */
const api = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { method, url = "" } = request;
  if (method === "HEAD" || method === "GET") {
    if (!stored) return void response.writeHead(404).end();
    response.setHeader("content-length", stored.length);
    response.setHeader("date", "Tue, 18 Nov 2025 12:00:00 GMT");
    response.setHeader("last-modified", new Date(Date.UTC(2025, 10, 18, 12) - ageMs).toUTCString());
    return void response.end(method === "GET" ? stored : undefined);
  }
  if (method === "DELETE") {
    stored = undefined;
    return void response.writeHead(204).end();
  }
  if (url.includes("overwrite=false") && stored) return refuse(response, 409, "ALREADY_EXISTS");
  const bytes = await bodyOf(request);
  if (url.startsWith("/api/2.0/fs/files")) stored = bytes;
  response.writeHead(204).end();
};

/** Reads a request, does what it says, and then loses the response. */
const loseResponse = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  stored = await bodyOf(request);
  response.destroy();
};

const upload = (source: UploadSource, options: { overwrite?: boolean; createFolders?: boolean } = {}) => {
  const { client, lines } = testClient(tokenConnection(server.url));
  return { sent: uploadToVolume(client, path, source, { overwrite: false, ...options }), lines };
};

const seven = bytesSource(Buffer.from("7 bytes"));

describe("an upload", () => {
  it("is one PUT, after which the size is compared", async () => {
    server.handle(api);
    expect(await upload(seven).sent).toEqual({ sizeBytes: 7 });
    expect(server.requests).toEqual([`PUT ${file}?overwrite=false`, `HEAD ${file}`]);
    expect(String(stored)).toBe("7 bytes");
  });

  it("may have no bytes, and may replace a file", async () => {
    server.handle(api);
    stored = Buffer.from("old");
    expect(await upload(bytesSource(Buffer.alloc(0)), { overwrite: true }).sent).toEqual({ sizeBytes: 0 });
    expect(stored.length).toBe(0);
  });

  it("creates the directories of the path first, if that is wanted", async () => {
    server.handle(api);
    await upload(seven, { createFolders: true }).sent;
    expect(server.requests[0]).toBe("PUT /api/2.0/fs/directories/Volumes/main/default/landing/in");
  });

  it("never asks for the directory of the volume itself", async () => {
    server.handle(api);
    const { client } = testClient(tokenConnection(server.url));
    const options = { overwrite: false, createFolders: true };
    await uploadToVolume(client, "/Volumes/main/default/landing/a.csv", seven, options);
    expect(server.requests.filter((request) => request.includes("directories"))).toEqual([]);
  });

  it("of more than 5 GiB is refused by its name before anything is sent", async () => {
    const large = { ...seven, sizeBytes: 5 * 2 ** 30 + 1, label: "Source URL" };
    expect((await failureOf(upload(large).sent)).message).toBe(
      "Source URL is 5.4 GB, and one file can have 5 GiB at most when it is uploaded to a volume. Split it into smaller files.",
    );
    expect(server.requests).toEqual([]);
  });
});

describe("a file that is at the path already", () => {
  it("is an error that says what replaces it", async () => {
    server.handle(api);
    stored = Buffer.from("theirs");
    expect((await failureOf(upload(seven).sent)).message).toMatch(
      /HTTP 409 .*Set Overwrite to true to replace/,
    );
    expect(String(stored)).toBe("theirs");
    expect(server.requests).toHaveLength(1);
  });

  it("is taken for the upload's own after a lost response, if its size, its time and its bytes say so", async () => {
    server.handleEach(loseResponse, api);
    expect(await upload(seven).sent).toEqual({ sizeBytes: 7 });
    expect(server.requests.map((request) => request.split(" ")[0])).toEqual([
      "PUT",
      "PUT",
      "HEAD",
      "GET",
      "HEAD",
    ]);
  });

  it.each([
    ["is of another size", () => (stored = Buffer.from("of another one"))],
    ["is older than the upload", () => (ageMs = 60_000)],
    ["has the same size and other bytes", () => (stored = Buffer.from("7 Bytes"))],
  ])("is not taken for it where it %s", async (_what, change) => {
    server.handleEach(async (request, response) => {
      await loseResponse(request, response);
      change();
    }, api);
    expect((await failureOf(upload(seven).sent)).message).toContain("Set Overwrite to true");
    expect(stored).toBeDefined();
  });

  it("is not taken for it where no attempt before was sent whole", async () => {
    server.handleEach((request, response) => {
      request.resume();
      stored = Buffer.from("7 bytes");
      refuse(response, 503, "TEMPORARILY_UNAVAILABLE");
    }, api);
    let opened = 0;
    const stalled: UploadSource = {
      open: (signal) => {
        opened += 1;
        if (opened > 1) return seven.open(signal);
        const stream = new Readable({ read: () => undefined });
        stream.push("7 b");
        return stream;
      },
      sizeBytes: 7,
    };
    expect((await failureOf(upload(stalled).sent)).message).toContain("Set Overwrite to true");
  });

  it("leaves the outcome open where the source cannot be read again", async () => {
    server.handleEach(loseResponse, api);
    let opened = 0;
    const once: UploadSource = {
      open: (signal) => {
        opened += 1;
        if (opened > 2) throw new Error("the source is gone");
        return seven.open(signal);
      },
      sizeBytes: 7,
    };
    const { sent, lines } = upload(once);
    expect((await failureOf(sent)).message).toContain("it is not known whether the file at the path");
    expect(lines.join("\n")).toContain("could not be compared with what was sent: the source is gone");
  });

  it("leaves the outcome open where it cannot be read", async () => {
    server.handleEach(loseResponse, api, (_request, response) => void response.writeHead(403).end());
    expect((await failureOf(upload(seven).sent)).message).toMatch(
      /it is not known whether the file at the path is the one that it sent/,
    );
  });
});

describe("a file that is not whole", () => {
  const cut = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    stored = (await bodyOf(request)).subarray(0, 3);
    response.writeHead(204).end();
  };

  it("is an error, and is deleted where nothing was replaced", async () => {
    server.handleEach(cut, api);
    expect((await failureOf(upload(seven).sent)).message).toMatch(
      /the file in the volume has 3 bytes, but 7 were sent\. It was deleted\./,
    );
    expect(stored).toBeUndefined();
  });

  it("stays where it is that of another writer", async () => {
    server.handleEach(async (request, response) => {
      await bodyOf(request);
      stored = Buffer.from("new");
      response.writeHead(204).end();
    }, api);
    expect((await failureOf(upload(seven).sent)).message).toContain("Another writer may have replaced it");
    expect(String(stored)).toBe("new");
  });

  it.each([
    ["may have replaced another", { overwrite: true }, 0],
    ["is not certain to be its own", {}, 60_000],
  ])("stays where the upload %s", async (_why, options, age) => {
    ageMs = age;
    server.handleEach(cut, api);
    expect((await failureOf(upload(seven, options).sent)).message).toContain("upload it again");
    expect(stored).toHaveLength(3);
  });

  it("is never left by a source that ends early", async () => {
    server.handle(api);
    const short: UploadSource = { open: () => Readable.from([Buffer.from("abc")]), sizeBytes: 7 };
    expect((await failureOf(upload(short).sent)).message).toContain("7 bytes were declared, but only 3 came");
    expect(stored).toBeUndefined();
  });

  it("cannot be the end of an upload that was answered before it was sent", async () => {
    server.handle((request, response) => {
      request.once("data", () => void response.writeHead(204).end());
    });
    const endless: UploadSource = {
      open: () =>
        Readable.from(
          (function* () {
            for (;;) yield Buffer.alloc(65536);
          })(),
          { objectMode: false },
        ),
    };
    expect((await failureOf(upload(endless).sent)).message).toContain(
      "responded before the whole file was sent",
    );
  });
});

it("an upload whose size may not be read is told in the log", async () => {
  server.handleEach(api, (_request, response) => void response.writeHead(403).end());
  const { sent, lines } = upload(seven);
  expect(await sent).toEqual({ sizeBytes: 7 });
  expect(lines.join("\n")).toMatch(/warn: .*without READ VOLUME its size could not be checked/);
});

it("a response that is not Databricks' is no success", async () => {
  server.handle((request, response) => void bodyOf(request).then(() => response.end("<html>Sign in</html>")));
  expect((await failureOf(upload(seven).sent)).message).toContain("not JSON but a web page");
});
