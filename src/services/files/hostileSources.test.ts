/** Hosts outside the workspace that stall, redirect, refuse or break off. */
import { bodyOf, useHandlerServer } from "../../../test/support/handlerServer";
import { StoredFile } from "../../../test/support/storedFile";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../../test/support/virtualTime";

const workspace = useHandlerServer();
const foreign = useHandlerServer();

let time: VirtualTime;
let stored: StoredFile;

beforeEach(() => {
  time = startVirtualTime();
  stored = new StoredFile();
  workspace.handle(stored.api);
});
afterEach(() => time.stop());

const filePath = "/Volumes/main/default/landing/a.csv";

const uploadFrom = () =>
  runAction("uploadFileFromUrl", {
    connection: tokenConnection(workspace.url),
    filePath,
    sourceUrl: `${foreign.url}/a.csv`,
  });

describe("a source", () => {
  it.each([
    ["after its headers", ""],
    ["in the middle", "id"],
  ])("that is silent %s is given up, and leaves no file", async (_when, begun) => {
    const closed: Promise<void>[] = [];
    foreign.handle((request, response) => {
      time.neverAnswered(request.socket.remotePort);
      closed.push(new Promise((resolve) => response.once("close", resolve)));
      response.writeHead(200, { "content-length": 5 });
      response.flushHeaders();
      response.write(begun);
    });
    workspace.handle((request, response) => {
      time.neverAnswered(request.socket.remotePort);
      return stored.api(request, response);
    });
    expect((await failureOf(uploadFrom())).message).toContain("failed (ETIMEDOUT)");
    await Promise.all(closed);
    expect(stored.content).toBeUndefined();
    expect(time.elapsedMs()).toBeLessThanOrEqual(850_000);
  });

  it("that always breaks off without a length leaves no file", async () => {
    foreign.handle((_request, response) => void response.write("id", () => response.destroy()));
    expect((await failureOf(uploadFrom())).message).toContain("the connection broke during the response");
    expect(stored.content).toBeUndefined();
  });

  it("may be empty", async () => {
    foreign.handle((_request, response) => void response.writeHead(200).end());
    expect((await uploadFrom()).data).toEqual({ path: filePath, sizeBytes: 0 });
  });

  it.each([
    [202, "without the file"],
    [204, "without the file"],
    [206, "a part of the file only"],
  ])("that responds with %i is refused", async (status, words) => {
    foreign.handle((_request, response) => void response.writeHead(status).end());
    expect((await failureOf(uploadFrom())).message).toContain(words);
    expect(workspace.requests).toEqual([]);
  });

  it("that cannot be opened twice is told, with what became of the upload", async () => {
    foreign.handleEach(
      (_request, response) => void response.end("id"),
      (_request, response) => void response.writeHead(403).end("once only"),
    );
    workspace.handle((request, response) => void bodyOf(request).then(() => response.destroy()));
    expect((await failureOf(uploadFrom())).message).toMatch(
      /HTTP 403\): once only\..*An earlier attempt has sent the whole file.*may be in the volume\./,
    );
    expect(foreign.requests).toHaveLength(2);
  });
});

describe("a workspace that refuses in the middle of the file", () => {
  it.each([401, 403, 404, 413])("with %i ends the upload, and the source is closed", async (status) => {
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    foreign.handle((_request, response) => {
      response.once("close", closed);
      response.write(Buffer.alloc(1_000_000, 1));
    });
    workspace.handle((request, response) => {
      request.once("data", () => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify({ error_code: "REFUSED", message: "in the middle" }));
      });
    });
    expect((await failureOf(uploadFrom())).message).toContain(`(HTTP ${status} REFUSED): in the middle`);
    await isClosed;
    expect(workspace.requests).toHaveLength(1);
    expect(foreign.requests).toHaveLength(1);
  });
});
