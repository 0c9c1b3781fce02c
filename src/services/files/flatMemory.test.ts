/** Files of any size go through with flat memory. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { useHandlerServer } from "../../../test/support/handlerServer";
import { runAction, tokenConnection } from "../../../test/support/testClient";

const workspace = useHandlerServer();
const foreign = useHandlerServer();

const chunk = Buffer.alloc(64 * 1024, "x");
const sizeBytes = 200 * 1024 * 1024;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** The most memory beyond that at the start, in bytes: what is in use, such as the buffers of sockets. */
const maxGrowthBytes = 50e6;

/** How many chunks are sent between two measurements, each of which collects the garbage of all tests before. */
const chunksBetween = 512;

let peakBytes = 0;
let chunks = 0;
const measure = (): void => {
  chunks += 1;
  if (chunks % chunksBetween > 0) return;
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  peakBytes = Math.max(peakBytes, heapUsed + external);
};

/** Sends the bytes of a file as fast as they are taken. */
const sendAll = (response: ServerResponse): void => {
  response.writeHead(200, { "content-length": sizeBytes, "last-modified": "Tue, 18 Nov 2025 12:00:00 GMT" });
  let sent = 0;
  const more = (): void => {
    while (sent < sizeBytes) {
      sent += chunk.length;
      measure();
      if (!response.write(chunk)) {
        response.once("drain", more);
        return;
      }
    }
    response.end();
  };
  more();
};

/** Reads a body without keeping it. */
const readAll = async (request: IncomingMessage): Promise<number> => {
  let length = 0;
  for await (const part of request) length += (part as Buffer).length;
  return length;
};

const growthOf = async (key: string, inputs: Record<string, unknown>): Promise<number> => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  peakBytes = 0;
  const given = {
    connection: tokenConnection(workspace.url),
    filePath: "/Volumes/main/default/landing/a.bin",
  };
  expect((await runAction(key, { ...given, ...inputs })).data).toMatchObject({ sizeBytes });
  return peakBytes - heapUsed - external;
};

it("200 MiB from another host", async () => {
  foreign.handle((_request, response) => sendAll(response));
  workspace.handle(async (request, response) => {
    if (request.method === "PUT") expect(await readAll(request)).toBe(sizeBytes);
    else
      response.writeHead(200, {
        "content-length": sizeBytes,
        "last-modified": "Tue, 18 Nov 2025 12:00:00 GMT",
      });
    response.end();
  });
  expect(await growthOf("uploadFileFromUrl", { sourceUrl: `${foreign.url}/a` })).toBeLessThan(maxGrowthBytes);
});

it("200 MiB to another host", async () => {
  workspace.handle((_request, response) => sendAll(response));
  foreign.handle(async (request, response) => {
    expect(await readAll(request)).toBe(sizeBytes);
    response.end();
  });
  expect(await growthOf("sendFileToUrl", { targetUrl: `${foreign.url}/a` })).toBeLessThan(maxGrowthBytes);
});
