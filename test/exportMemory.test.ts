/** An export of several hundred megabytes takes no more memory than a small one: neither of its chunks nor of its files. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { useHandlerServer } from "./support/handlerServer";
import { chunkSchema, packedChunk, runInSmallProcess } from "./support/smallProcess";

const rowsPerChunk = 100_000;
const chunk = packedChunk(rowsPerChunk);

const server = useHandlerServer();
let chunks = 1;
/** The bytes of every file that was uploaded, by its path. */
const files = new Map<string, number>();

const linkTo = (index: number) => ({
  external_links: [{ chunk_index: index, external_link: `${server.url}/chunk` }],
});

const statement = () => ({
  statement_id: "01f0a1b2-c3d4-1e5f-a678-90abcdef1234",
  status: { state: "SUCCEEDED" },
  manifest: { schema: chunkSchema, total_chunk_count: chunks, total_row_count: chunks * rowsPerChunk },
  result: linkTo(0),
});

const takeFile = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  let bytes = 0;
  for await (const part of request) bytes += (part as Buffer).length;
  files.set(new URL(request.url ?? "", server.url).pathname, bytes);
  response.writeHead(204).end();
};

const tellSize = (request: IncomingMessage, response: ServerResponse): void => {
  const bytes = files.get(request.url ?? "");
  const headers = { "content-length": bytes ?? 0, "last-modified": new Date().toUTCString() };
  response.writeHead(bytes === undefined ? 404 : 200, headers).end();
};

const tell = ({ url: requested = "" }: IncomingMessage, response: ServerResponse): void => {
  const index = Number(/chunks\/(\d+)$/.exec(requested)?.[1] ?? 0);
  const json = (): Buffer => gzipSync(JSON.stringify(index > 0 ? linkTo(index) : statement()));
  const body = requested === "/chunk" ? chunk : json();
  response.writeHead(200, { "content-encoding": "gzip", "content-length": body.length }).end(body);
};

beforeEach(() =>
  server.handle((request, response) => {
    if (request.method === "PUT") return takeFile(request, response);
    return request.method === "HEAD" ? tellSize(request, response) : tell(request.resume(), response);
  }),
);

/** Exports so many chunks in a process with little memory. */
const exportChunks = async (count: number, fileFormat: string) => {
  chunks = count;
  files.clear();
  const parameters = {
    warehouseId: warehouseExample.id,
    sqlStatement: "SELECT * FROM a",
    directoryPath: "/Volumes/main/default/landing",
    fileName: "large",
    fileFormat,
    maxFileMegabytes: 100,
  };
  const { code, outcome } = await runInSmallProcess("exportToVolume", server.url, parameters);
  expect(code).toBe(0);
  return outcome;
};

const totalBytes = (): number => [...files.values()].reduce((sum, bytes) => sum + bytes, 0);

test.each([
  ["csv", 80],
  ["jsonLines", 50],
])("300 MB as %s take hardly more memory than 30", async (fileFormat, count) => {
  const small = await exportChunks(count / 10, fileFormat);
  const large = await exportChunks(count, fileFormat);
  expect(large).toMatchObject({ rows: count * rowsPerChunk });
  expect(totalBytes()).toBeGreaterThan(300_000_000);
  expect(files.size).toBeGreaterThan(2);
  expect(Math.max(...files.values())).toBeLessThanOrEqual(100 * 1024 * 1024);
  expect(large.peakMb - small.peakMb).toBeLessThan(60);
  expect(large.peakMb).toBeLessThan(300);
});
