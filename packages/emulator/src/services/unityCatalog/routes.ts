/** https://docs.databricks.com/api/workspace/catalogs, the same for schemas, tables and functions. */
import type { FastifyInstance } from "fastify";
import type { ByName } from "../../control/paths";
import { requiredText } from "../../control/requests";
import { grantRoutes } from "./grantRoutes";
import { booleanParameter, listResponse, omit, wholeListResponse } from "./lists";
import { metastoreRoutes } from "./metastoreRoutes";
import { objectPath, schemaPath } from "./names";
import { objectChangeRoutes } from "./objectChangeRoutes";
import { tableSummaries } from "./summaries";
import { tagRoutes } from "./tagRoutes";
import { volumeRoutes } from "./volumeRoutes";

/** The size of a page that Databricks chooses and its largest are not documented. */
const NAMESPACES = { defaultSize: 100, maxSize: 1000 };
const TABLES = { defaultSize: 50, maxSize: 50 };
const SUMMARIES = { defaultSize: 10_000, maxSize: 10_000 };

const base = "/api/2.1/unity-catalog";

/** The routes of Unity Catalog, registered models apart. */
export function unityCatalogRoutes(app: FastifyInstance): void {
  catalogRoutes(app);
  schemaRoutes(app);
  tableRoutes(app);
  summaryRoutes(app);
  volumeRoutes(app);
  metastoreRoutes(app);
  grantRoutes(app);
  functionRoutes(app);
  objectChangeRoutes(app);
  tagRoutes(app);
}

function catalogRoutes(app: FastifyInstance): void {
  app.get(`${base}/catalogs`, async ({ workspace, grants, query }) => {
    booleanParameter(query, "include_browse");
    booleanParameter(query, "include_unbound");
    const all = await workspace.unityCatalog.catalogs();
    const catalogs = grants.visible("catalog", all, ({ name }) => name);
    return wholeListResponse("catalogs", catalogs, query, NAMESPACES, workspace.pagination);
  });

  app.get<ByName>(`${base}/catalogs/:name`, async ({ workspace, grants, params, query }) => {
    booleanParameter(query, "include_browse");
    grants.require("catalog", params.name);
    return workspace.unityCatalog.catalog(params.name);
  });
}

function schemaRoutes(app: FastifyInstance): void {
  app.get(`${base}/schemas`, async ({ workspace, grants, query }) => {
    booleanParameter(query, "include_browse");
    const all = await workspace.unityCatalog.schemas(requiredText(query, "catalog_name"));
    const schemas = grants.visible("schema", all, ({ full_name }) => full_name);
    return wholeListResponse("schemas", schemas, query, NAMESPACES, workspace.pagination);
  });

  app.get<ByName>(`${base}/schemas/:name`, async ({ workspace, grants, params, query }) => {
    booleanParameter(query, "include_browse");
    grants.require("schema", params.name);
    return workspace.unityCatalog.schema(schemaPath("GetSchema", params.name));
  });
}

function tableRoutes(app: FastifyInstance): void {
  app.get(`${base}/tables`, async ({ workspace, grants, query }) => {
    booleanParameter(query, "include_browse");
    const wanted = omit(query);
    const catalog = requiredText(query, "catalog_name");
    const schema = requiredText(query, "schema_name");
    const all = await workspace.unityCatalog.tables({ catalog, schema });
    const tables = grants.visible("table", all, ({ full_name }) => full_name).map(wanted);
    return wholeListResponse("tables", tables, query, TABLES, workspace.pagination);
  });

  app.get<ByName>(`${base}/tables/:name`, async ({ workspace, grants, params, query }) => {
    booleanParameter(query, "include_browse");
    grants.require("table", params.name);
    return workspace.unityCatalog.table(objectPath("GetTable", params.name));
  });
}

function summaryRoutes(app: FastifyInstance): void {
  app.get<ByName>(`${base}/tables/:name/exists`, async ({ workspace, grants, params }) => {
    grants.require("table", params.name);
    return { table_exists: await workspace.unityCatalog.hasTable(objectPath("TableExists", params.name)) };
  });

  app.get(`${base}/table-summaries`, async ({ workspace, grants, query }) => {
    const all = await tableSummaries(workspace.unityCatalog, query);
    const summaries = grants.visible("table", all, ({ full_name }) => full_name);
    return listResponse("tables", summaries, query, SUMMARIES, workspace.pagination);
  });
}

/** The SQL engine has no functions of users. */
function functionRoutes(app: FastifyInstance): void {
  app.get(`${base}/functions`, async ({ workspace, query }) => {
    booleanParameter(query, "include_browse");
    const catalog = requiredText(query, "catalog_name");
    await workspace.unityCatalog.schema({ catalog, schema: requiredText(query, "schema_name") });
    return listResponse("functions", [], query, NAMESPACES, workspace.pagination);
  });
}
