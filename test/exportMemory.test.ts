/** An export of several hundred megabytes takes no more memory than a small one: neither of its chunks nor of its files. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";

/** The heap of the process that a step runs in, in MB. */
const heapMb = 100;

const rowsPerChunk = 100_000;
const row = (number: number): string => `["${number}","name of number ${number}","2025-11-18"]`;
const chunk = gzipSync(`[${Array.from({ length: rowsPerChunk }, (_, number) => row(number)).join()}]`);

const column = (name: string, type: string, position: number) => ({
  name,
  position,
  type_name: type,
  type_text: type,
});

const schema = { columns: [column("id", "INT", 0), column("name", "STRING", 1), column("day", "DATE", 2)] };

let server: Server;
let url: string;
let chunks = 1;
/** The bytes of every file that was uploaded, by its path. */
const files = new Map<string, number>();

const linkTo = (index: number) => ({
  external_links: [{ chunk_index: index, external_link: `${url}/chunk` }],
});

const statement = () => ({
  statement_id: "01f0a1b2-c3d4-1e5f-a678-90abcdef1234",
  status: { state: "SUCCEEDED" },
  manifest: { schema, total_chunk_count: chunks, total_row_count: chunks * rowsPerChunk },
  result: linkTo(0),
});

const takeFile = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  let bytes = 0;
  for await (const part of request) bytes += (part as Buffer).length;
  files.set(new URL(request.url ?? "", url).pathname, bytes);
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

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.method === "PUT") void takeFile(request, response);
    else if (request.method === "HEAD") tellSize(request, response);
    else tell(request.resume(), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Outcome {
  message?: string;
  rows?: number;
  peakMb: number;
}

/** Exports so many chunks in a process with little memory. */
const exportChunks = async (count: number, fileFormat: string): Promise<Outcome> => {
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
  const child = spawn(process.execPath, [
    `--max-old-space-size=${heapMb}`,
    path.join(__dirname, "support/stepInChild.js"),
    "exportToVolume",
    url,
    JSON.stringify(parameters),
  ]);
  let said = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  const [code] = (await once(child, "close")) as [number | null];
  expect(code).toBe(0);
  return JSON.parse(said) as Outcome;
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
