/** Runs one statement, whatever its kind. */
import { analyseQuery } from "../analysis/query";
import type { SqlResult } from "../engine";
import type { Statement } from "../parser/ast";
import { queryResult } from "../storage/results";
import { alter } from "./alterations";
import * as catalogListings from "./catalogListings";
import { insert, remove, truncate, update } from "./changes";
import * as configuration from "./configuration";
import { createTable } from "./creation";
import { createView, drop } from "./definitions";
import * as descriptions from "./descriptions";
import * as history from "./history";
import * as inspections from "./inspections";
import { merge } from "./merge";
import { comment, createCatalog, createSchema, dropCatalog, dropSchema, use } from "./namespaces";
import type { Session } from "./session";
import { vacuum } from "./vacuum";

type Runner<K extends Statement["node"]> = (
  session: Session,
  statement: Extract<Statement, { node: K }>,
) => Promise<SqlResult>;

const runners: { [K in Statement["node"]]: Runner<K> } = {
  query: (session, { query }) =>
    queryResult(session.connection, analyseQuery(query, session.environment), session.environment.zone),
  insert,
  update,
  delete: remove,
  merge,
  truncate,
  vacuum,
  createCatalog,
  dropCatalog,
  createSchema,
  dropSchema,
  createTable,
  createView,
  drop,
  alterTable: alter,
  comment,
  use,
  set: configuration.setParameter,
  reset: configuration.resetParameter,
  describeColumn: descriptions.describeColumn,
  describeTable: descriptions.describeTable,
  describeHistory: history.describeHistory,
  describeDetail: history.describeDetail,
  describeQuery: descriptions.describeQuery,
  describeSchema: descriptions.describeSchema,
  describeCatalog: descriptions.describeCatalog,
  showCatalogs: inspections.showCatalogs,
  showSchemas: inspections.showSchemas,
  showTables: inspections.showTables,
  showCatalogTables: catalogListings.showCatalogTables,
  showCatalogColumns: catalogListings.showCatalogColumns,
  showKeys: catalogListings.showKeys,
  showTableDetails: descriptions.showTableDetails,
  showPartitions: inspections.showPartitions,
  showFunctions: catalogListings.showFunctions,
  showCatalogFunctions: catalogListings.showCatalogFunctions,
  showColumns: inspections.showColumns,
  showCreateTable: descriptions.showCreateTable,
  showProperties: inspections.showProperties,
};

/** Runs a statement to its end. The result owns the session's connection. */
export function runStatement(session: Session, statement: Statement): Promise<SqlResult> {
  const run = runners[statement.node] as Runner<Statement["node"]>;
  return run(session, statement as never);
}
