import {
  catalog,
  catalogs,
  listedTable,
  listedTables,
  samplesSchemas,
  schema,
  table,
  volume,
  volumes,
} from "../../../src/api/unityCatalogExamples";
import { currentUser } from "../../../src/api/users";
import { type RunningWorkspace, startWorkspace } from "../../server";

const startAt = Date.UTC(2025, 10, 18, 12);
const base = "/api/2.1/unity-catalog";

let server: RunningWorkspace;
beforeEach(async () => {
  server = await startWorkspace({ clock: "manual", startAt });
});
afterEach(() => server.close());

type Fields = Record<string, unknown>;

const call = async (path: string): Promise<{ status: number; body: Fields }> => {
  const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${server.token}` } });
  return { status: answer.status, body: (await answer.json()) as Fields };
};
const get = async (path: string, query: Record<string, string> = {}): Promise<Fields> => {
  const { status, body } = await call(`${base}/${path}?${new URLSearchParams(query)}`);
  expect({ status, ...body }).toEqual({ status: 200, ...body });
  return body;
};
const refused = async (path: string) => {
  const { status, body } = await call(`${base}/${path}`);
  return [status, body.error_code, body.message];
};
const sql = async (statement: string) => {
  const engine = await server.workspace.sql();
  await (await engine.run(statement, { now: startAt })).close();
};

const samples = { catalog_name: "samples", schema_name: "aviation" };

describe("what a fresh workspace has", () => {
  it("is what the examples say", async () => {
    expect(await get("catalogs", { max_results: "0" })).toEqual({ catalogs });
    expect(await get("catalogs/workspace")).toEqual(catalog);
    expect(await get("schemas", { catalog_name: "samples" })).toEqual({ schemas: samplesSchemas });
    expect(await get("schemas/workspace.default")).toEqual(schema);
    expect(await get("tables", { ...samples, omit_columns: "true" })).toEqual({ tables: listedTables });
    expect(await get("tables/samples.aviation.flights")).toEqual(table);
  });
});
