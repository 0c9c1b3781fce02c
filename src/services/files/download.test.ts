/** Downloads against a server that breaks off, changes its file, or does not know what it sends. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { useHandlerServer } from "../../../test/support/handlerServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../../test/support/virtualTime";
import { type ByteRange, openDownload } from "./download";
import { contentTypeOf, readBinaryFile, readTextFile } from "./readFile";

const server = useHandlerServer();
const path = "/Volumes/main/default/landing/a.csv";
const modified = "Tue, 18 Nov 2025 12:00:00 GMT";

let time: VirtualTime;
beforeEach(() => {
  time = startVirtualTime();
});
afterEach(() => time.stop());

const client = () => testClient(tokenConnection(server.url)).client;

/** A server of one file; `cutAfter` breaks a response off after so many bytes. */
const serve =
  (content: Buffer, { cutAfter = Number.POSITIVE_INFINITY, seen = [] as IncomingMessage[] } = {}) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    seen.push(request);
    const [, first = "0", last = ""] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
    if (request.headers.range && Number(first) >= content.length) return void response.writeHead(416).end();
    const part = content.subarray(Number(first), last === "" ? undefined : Number(last) + 1);
    response.setHeader("last-modified", modified);
    response.setHeader("content-length", part.length);
    if (request.headers.range) {
      response.statusCode = 206;
      const end = Number(first) + part.length - 1;
      response.setHeader("content-range", `bytes ${first}-${end}/${content.length}`);
    }
    if (part.length <= cutAfter) return void response.end(part);
    response.write(part.subarray(0, cutAfter), () => response.destroy());
  };

const read = async (range?: ByteRange): Promise<string> =>
  String((await readBinaryFile(client(), path, range)).data);

describe("a download", () => {
  it("gives the bytes and a content type by the name", async () => {
    server.handle(serve(Buffer.from("a,b\n")));
    expect(await readBinaryFile(client(), path)).toEqual({
      data: Buffer.from("a,b\n"),
      contentType: "text/csv",
    });
    server.handle(serve(Buffer.alloc(0)));
    expect((await readBinaryFile(client(), path)).data).toHaveLength(0);
  });

  it.each([
    [{ offset: 3 }, "3456789"],
    [{ offset: 0, length: 4 }, "0123"],
    [{ offset: 8, length: 100 }, "89"],
  ])("of the range %j gives %j", async (range, part) => {
    server.handle(serve(Buffer.from("0123456789")));
    expect(await read(range)).toBe(part);
  });

  it("beyond the end of the file says so", async () => {
    server.handle(serve(Buffer.from("0123456789")));
    expect((await failureOf(read({ offset: 10 }))).message).toMatch(
      /HTTP 416.*Offset must be less than the size of the file\./,
    );
  });

  it("of a range is refused where the workspace does not send that range", async () => {
    server.handle(
      (_request, response) => void response.setHeader("last-modified", modified).end("0123456789"),
    );
    expect((await failureOf(read({ offset: 3 }))).message).toContain(
      "sent other bytes than those that were requested",
    );
  });

  it("of the beginning of an empty file is empty", async () => {
    server.handle(serve(Buffer.alloc(0)));
    expect(await read({ offset: 0, length: 4 })).toBe("");
  });

  it.each<[string, ByteRange | undefined, number, string | undefined]>([
    ["the whole file for its beginning", { offset: 0, length: 4 }, 200, undefined],
    ["more than the range", { offset: 0, length: 4 }, 206, "bytes 0-9/10"],
    ["a part of the whole file", undefined, 206, "bytes 0-9/20"],
    ["a part without saying which", undefined, 206, undefined],
    ["more bytes than it says", { offset: 0, length: 4 }, 206, "bytes 0-3/10"],
  ])("is refused where the workspace sends %s", async (_what, range, status, contentRange) => {
    server.handle((_request, response) => {
      response.writeHead(status, {
        "last-modified": modified,
        ...(contentRange !== undefined && { "content-range": contentRange }),
        ...(status === 200 && { "content-length": 10 }),
      });
      response.end("0123456789");
    });
    expect((await failureOf(read(range))).message).toContain(
      "sent other bytes than those that were requested",
    );
  });

  it("goes on where the workspace sends fewer bytes than it says", async () => {
    const serveWhole = serve(Buffer.from("0123456789"));
    server.handleEach((_request, response) => {
      response.writeHead(206, { "last-modified": modified, "content-range": "bytes 2-9/10" });
      response.end("234");
    }, serveWhole);
    expect(await read({ offset: 2 })).toBe("23456789");
    expect(server.requests).toHaveLength(2);
  });

  it("is given up where the workspace sends nothing of what it says", async () => {
    server.handle((request, response) => {
      const from = /\d+/.exec(request.headers.range ?? "")?.[0] ?? "0";
      response.writeHead(206, { "last-modified": modified, "content-range": `bytes ${from}-9/10` });
      response.end();
    });
    expect((await failureOf(read({ offset: 2 }))).message).toContain("sent other bytes");
    expect(server.requests.length).toBeLessThan(10);
  });

  it("of what has not the headers of a file is refused", async () => {
    server.handle((_request, response) => void response.end("<html>Sign in</html>"));
    expect((await failureOf(read())).message).toContain("does not have the headers of a file");
  });

  it("of more than 128 MiB is refused before it is read, and says what to do", async () => {
    const socketClosed = new Promise<void>((resolve) => {
      server.handle((_request, response) => {
        response.once("close", resolve);
        response.writeHead(200, { "content-length": 128 * 2 ** 20 + 1, "last-modified": modified });
        response.write("begun");
      });
    });
    expect((await failureOf(read())).message).toMatch(
      /it is 134\.2 MB, more than the 128 MiB that a step result can hold\. Send File To URL .*Offset and Length/,
    );
    await socketClosed;
  });
});

describe("a download that breaks off", () => {
  const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => String(index)).join(","));

  it("is continued where it ended, only if the file is the same", async () => {
    const seen: IncomingMessage[] = [];
    server.handle(serve(content, { cutAfter: 1000, seen }));
    expect(await read()).toBe(String(content));
    expect(seen.length).toBeGreaterThanOrEqual(4);
    expect(seen[1]?.headers).toMatchObject({
      range: expect.stringMatching(new RegExp(`^bytes=\\d+-${content.length - 1}$`)),
      "if-unmodified-since": modified,
    });
  });

  it("within a range is continued to the end of the range", async () => {
    server.handle(serve(content, { cutAfter: 700 }));
    expect(await read({ offset: 5, length: 2000 })).toBe(String(content.subarray(5, 2005)));
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ["412 is the answer", (response) => void response.writeHead(412).end()],
    [
      "its size is another",
      (response) => {
        response.writeHead(206, { "content-range": "bytes 10-99/100", "last-modified": modified });
        response.end(Buffer.alloc(90));
      },
    ],
    [
      "the whole file comes again",
      (response) => void response.writeHead(200, { "last-modified": modified }).end("x"),
    ],
  ])("is an error where %s: the file has changed", async (_what, answer) => {
    server.handleEach(serve(content, { cutAfter: 10 }), (_request, response) => answer(response));
    expect((await failureOf(read())).message).toContain("the file was changed while it was downloaded");
  });

  it("again and again without a byte is given up", async () => {
    server.handle(serve(content, { cutAfter: 0 }));
    expect((await failureOf(read())).message).toContain("the connection broke during the response");
    expect(server.requests).toHaveLength(6);
  });

  it("is not continued for a reader that has gone", async () => {
    const closed = new Promise<void>((resolve) => {
      server.handle((_request, response) => {
        response.once("close", resolve);
        response.setHeader("last-modified", modified);
        response.write("begun");
      });
    });
    (await openDownload(client(), { path })).stream.destroy();
    await closed;
    expect(server.requests).toHaveLength(1);
  });
});

describe("a file as text", () => {
  it("is UTF-8 without its byte order mark", async () => {
    server.handle(serve(Buffer.from("\ufeffgrößer 😀")));
    expect(await readTextFile(client(), path)).toBe("größer 😀");
  });

  it("is refused where it is not UTF-8", async () => {
    server.handle(serve(Buffer.from([0x67, 0xf6, 0x6c])));
    expect((await failureOf(readTextFile(client(), path))).message).toMatch(
      /not text in UTF-8\. The Result File/,
    );
    server.handle(serve(Buffer.from("größer")));
    expect((await failureOf(readTextFile(client(), path, { offset: 0, length: 3 }))).message).toContain(
      "cut a character in two",
    );
  });
});

it.each([
  ["/a/b.CSV", "text/csv"],
  ["/a/b.tar.gz", "application/gzip"],
  ["/a/b", "application/octet-stream"],
  ["/a.csv/b", "application/octet-stream"],
  ["/a/.csv", "application/octet-stream"],
])("the content type of %s is %s", (name, type) => {
  expect(contentTypeOf(name)).toBe(type);
});
