/** https://docs.databricks.com/api/workspace/vectorsearchindexes: endpoints are read only. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseExactJson } from "../../control/bodyParser";
import { pageFields, pageOf } from "../../control/pages";
import type { ByName } from "../../control/paths";
import { fieldsOf, invalidParameter, optionalText, requiredText } from "../../control/requests";
import { objectPath } from "../unityCatalog/names";
import { readNewIndex } from "./newIndex";
import { limitOf, readQuery, search } from "./search";
import { toStruct } from "./structs";
import { toMiniIndex } from "./vectorIndex";

const endpoints = "/api/2.0/vector-search/endpoints";
const indexes = "/api/2.0/vector-search/indexes";

const PAGE_SIZES = { defaultSize: 100, maxSize: 100 };

/** The rows of an upsert. @throws HttpError 400 where the text holds none */
function inputsOf(text: string): Record<string, unknown>[] {
  let json: unknown;
  try {
    json = parseExactJson(text);
  } catch {
    throw invalidParameter("Invalid inputs_json: it is no JSON.");
  }
  if (!Array.isArray(json) || json.length === 0)
    throw invalidParameter("inputs_json must be a list of rows.");
  return json.map(fieldsOf);
}

/** A page token stands for the query and the position of the page. */
const tokenOf = (body: unknown, start: number): string =>
  Buffer.from(JSON.stringify({ body, start })).toString("base64url");

function continuedQuery(token: string): { body: unknown; start: number } {
  try {
    const { body, start } = JSON.parse(Buffer.from(token, "base64url").toString());
    return { body, start: Number(start) };
  } catch {
    throw invalidParameter(`Invalid page token: ${token}`);
  }
}

/** The routes of vector search, API 2.0. */
export function vectorSearchRoutes(app: FastifyInstance): void {
  endpointRoutes(app);
  indexRoutes(app);
  queryRoutes(app);
  changeRoutes(app);
}

function endpointRoutes(app: FastifyInstance): void {
  app.get(endpoints, async ({ workspace, grants, query }) => {
    const seen = grants.visible(
      "vector_search_endpoint",
      workspace.vectorSearch.endpoints(),
      ({ name }) => name,
    );
    return pageFields("endpoints", pageOf(seen, query, PAGE_SIZES));
  });

  app.get<ByName>(`${endpoints}/:name`, async ({ workspace, grants, params }) => {
    const found = workspace.vectorSearch.endpoint(params.name);
    grants.require("vector_search_endpoint", found.name);
    return found;
  });
}

function indexRoutes(app: FastifyInstance): void {
  app.get(indexes, async ({ workspace, grants, query }) => {
    const endpoint = requiredText(query, "endpoint_name");
    const all = workspace.vectorSearch.list(endpoint);
    grants.require("vector_search_endpoint", endpoint);
    const seen = grants.visible("table", all, ({ name }) => name);
    return pageFields("vector_indexes", pageOf(seen, query, PAGE_SIZES), toMiniIndex);
  });

  app.post(indexes, async ({ workspace, grants, principal, body }) => {
    const index = readNewIndex(body, principal.user.userName);
    const { unityCatalog, vectorSearch } = workspace;
    const { full_name } = await unityCatalog.schema(objectPath("CreateIndex", index.name));
    grants.require("schema", full_name, "CREATE_TABLE");
    grants.require("vector_search_endpoint", index.endpoint_name);
    const { source_table } = index.delta_sync_index_spec ?? {};
    if (source_table !== undefined) {
      await unityCatalog.table(objectPath("CreateIndex", source_table));
      grants.require("table", source_table);
    }
    return vectorSearch.create(index);
  });

  app.delete<ByName>(`${indexes}/:name`, async ({ workspace, grants, params }) => {
    const { name } = workspace.vectorSearch.get(params.name);
    grants.require("table", name, "MANAGE");
    workspace.vectorSearch.remove(name);
    return {};
  });

  app.get<ByName>(`${indexes}/:name`, async ({ workspace, grants, params }) => {
    const found = workspace.vectorSearch.get(params.name);
    grants.require("table", found.name);
    return found;
  });
}

/** The rows of an index that a query asks for. @param start the position of the page */
const answer = async (
  { workspace, grants, params }: FastifyRequest<ByName>,
  body: unknown,
  start: number,
) => {
  const { vectorSearch } = workspace;
  const { name, endpoint_name } = vectorSearch.get(params.name);
  grants.require("table", name);
  grants.require("vector_search_endpoint", endpoint_name);
  const asked = readQuery(body);
  const text = optionalText(body, "query_text");
  const vector = await vectorSearch.queryVector(name, text, fieldsOf(body).query_vector);
  const { result, next } = search(await vectorSearch.content(name), vector, asked, start);
  return { ...result, ...(next !== undefined && { next_page_token: tokenOf(body, next) }) };
};

function queryRoutes(app: FastifyInstance): void {
  app.post<ByName>(`${indexes}/:name/query`, async (request) => answer(request, request.body, 0));

  app.post<ByName>(`${indexes}/:name/query-next-page`, async (request) => {
    const { body, start } = continuedQuery(requiredText(request.body, "page_token"));
    return answer(request, body, start);
  });

  app.post<ByName>(`${indexes}/:name/scan`, async ({ workspace, grants, params, body }) => {
    const { name } = workspace.vectorSearch.get(params.name);
    grants.require("table", name);
    const after = optionalText(body, "last_primary_key");
    const rows = await workspace.vectorSearch.scan(name, after, limitOf(fieldsOf(body)));
    const last = rows.at(-1)?.[0];
    return {
      ...(rows.length > 0 && { data: rows.map(([, { cells }]) => toStruct(cells)) }),
      ...(last !== undefined && { last_primary_key: last }),
    };
  });
}

function changeRoutes(app: FastifyInstance): void {
  app.post<ByName>(`${indexes}/:name/sync`, async ({ workspace, grants, params }) => {
    const { name } = workspace.vectorSearch.get(params.name);
    grants.require("table", name, "MODIFY");
    await workspace.vectorSearch.sync(name);
    return {};
  });

  app.post<ByName>(`${indexes}/:name/upsert-data`, async ({ workspace, grants, params, body }) => {
    const { name } = workspace.vectorSearch.get(params.name);
    grants.require("table", name, "MODIFY");
    const rows = inputsOf(requiredText(body, "inputs_json"));
    const success_row_count = await workspace.vectorSearch.upsert(name, rows);
    return { status: "SUCCESS", result: { success_row_count } };
  });

  app.delete<ByName>(`${indexes}/:name/delete-data`, async ({ workspace, grants, params, query }) => {
    const { name } = workspace.vectorSearch.get(params.name);
    grants.require("table", name, "MODIFY");
    const { primary_keys } = fieldsOf(query);
    if (primary_keys === undefined) throw invalidParameter("Missing required field: primary_keys");
    const keys = (Array.isArray(primary_keys) ? primary_keys : [primary_keys]).map(String);
    const success_row_count = await workspace.vectorSearch.delete(name, keys);
    return { status: "SUCCESS", result: { success_row_count } };
  });
}
