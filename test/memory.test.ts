/** Results that do not fit into the memory: the step ends with an error, and its process does not die. */
import { gzipSync } from "node:zlib";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { useHandlerServer } from "./support/handlerServer";
import { chunkSchema, packedChunk, runInSmallProcess } from "./support/smallProcess";

const rowsPerChunk = 50_000;
const chunk = packedChunk(rowsPerChunk);

const statement = (chunks: number, url: string) => ({
  statement_id: "01f0a1b2-c3d4-1e5f-a678-90abcdef1234",
  status: { state: "SUCCEEDED" },
  manifest: {
    format: "JSON_ARRAY",
    schema: chunkSchema,
    total_chunk_count: chunks,
    total_row_count: chunks * rowsPerChunk,
  },
  result: { chunk_index: 0, external_links: [{ chunk_index: 0, external_link: `${url}/chunk` }] },
});

const runs = Array.from({ length: 1000 }, (_, number) => ({
  run_id: number,
  run_name: "a run ".repeat(200) + number,
  state: { life_cycle_state: "TERMINATED", result_state: "SUCCESS", state_message: "it has ended" },
}));

const server = useHandlerServer();
let chunks = 1;
let pages = 0;

/** Two packed texts, one behind the other, are one. */
const packedRuns = gzipSync(JSON.stringify({ runs }).replace(/\}$/, ', "next_page_token": '));

/** Answers a statement with as many chunks as a test says, and lists that do not end. */
const answer = (requested: string): Buffer => {
  if (requested === "/chunk") return chunk;
  if (requested.includes("/runs/list")) {
    pages += 1;
    return Buffer.concat([packedRuns, gzipSync(`"page ${pages}"}`)]);
  }
  const index = Number(/chunks\/(\d+)$/.exec(requested)?.[1] ?? 0);
  const link = { chunk_index: index, external_link: `${server.url}/chunk` };
  return gzipSync(JSON.stringify(index > 0 ? { external_links: [link] } : statement(chunks, server.url)));
};

beforeEach(() =>
  server.handle((request, response) => {
    request.resume();
    const body = answer(request.url ?? "");
    response.writeHead(200, { "content-encoding": "gzip", "content-length": body.length });
    response.end(body);
  }),
);

const runInChild = (key: string, parameters: object) => runInSmallProcess(key, server.url, parameters);

const query = (resultFormat: string) => ({
  warehouseId: warehouseExample.id,
  sqlStatement: "SELECT * FROM a",
  disposition: "externalLinks",
  resultFormat,
});

describe("a result that does not fit into the memory", () => {
  it.each(["rows", "databricksResponse"])(
    "of %s is an error that says how many rows fit, and what to do",
    async (format) => {
      chunks = 40;
      const { code, outcome } = await runInChild("runSql", query(format));
      expect(code).toBe(0);
      expect(outcome.name).toBe("DatabricksError");
      expect(outcome.message).toMatch(
        /^Reading the result of statement 01f0\S+ failed: the memory of this step holds only [1-9]\d{5} of the 2000000 rows\. Set a Row Limit, .* CSV or JSON Lines, .* The statement itself has run/,
      );
    },
  );

  it.each(["csv", "jsonLines"])("comes as a %s file all the same", async (format) => {
    chunks = 40;
    const { code, outcome } = await runInChild("runSql", query(format));
    expect({ code, message: outcome.message }).toEqual({ code: 0, message: undefined });
    expect(outcome.rows).toBeGreaterThan(70_000_000);
  });

  it("leaves those alone that fit", async () => {
    chunks = 4;
    expect(await runInChild("runSql", query("rows"))).toMatchObject({ code: 0, outcome: { rows: 200_000 } });
  });
});

describe("a list that does not fit into the memory", () => {
  it("is an error that says so", async () => {
    const { code, outcome } = await runInChild("listJobRuns", {});
    expect(code).toBe(0);
    expect(outcome.name).toBe("DatabricksError");
    // Whether it is the page after the last or what it becomes that does not fit is a matter of some bytes.
    expect(outcome.message).toMatch(
      /the \d+ items of the first \d+ pages are all that fit into the memory\. Narrow down|than the memory that this step has left\. Request less|more than this step has left\. Request less/,
    );
  });
});
