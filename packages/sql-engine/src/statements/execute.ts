/** Dispatches a statement to the function that executes it. */
import { analyzeQuery } from "../analysis/query";
import type { SqlResult } from "../engine";
import type { ParsedStatement } from "../parser/statementNodes";
import { queryResult } from "../storage/results";
import { alterTable } from "./alterations";
import * as catalogListings from "./catalogListings";
import { deleteFrom, insert, truncateTable, updateRows } from "./changes";
import * as configuration from "./configuration";
import type { StatementContext } from "./context";
import { loadFilesOnce } from "./copyInto";
import { createTable } from "./creation";
import { createView, drop } from "./definitions";
import * as descriptions from "./descriptions";
import { changeGrants, showGrants } from "./grants";
import * as history from "./history";
import * as inspections from "./inspections";
import { merge } from "./merge";
import { addCatalog, addSchema, comment, dropCatalog, dropSchema, use } from "./namespaces";
import { vacuum } from "./vacuum";
import { addVolume, dropVolume, showVolumes } from "./volumes";

type Executor<K extends ParsedStatement["node"]> = (
  context: StatementContext,
  statement: Extract<ParsedStatement, { node: K }>,
) => Promise<SqlResult>;

const executors: { [K in ParsedStatement["node"]]: Executor<K> } = {
  query: (context, { query }) =>
    queryResult(context.connection, analyzeQuery(query, context.environment), context.environment.zone),
  insert,
  update: updateRows,
  delete: deleteFrom,
  merge,
  copy: loadFilesOnce,
  truncate: truncateTable,
  vacuum,
  createCatalog: addCatalog,
  dropCatalog,
  createSchema: addSchema,
  dropSchema,
  createTable,
  createView,
  drop,
  createVolume: addVolume,
  dropVolume,
  alterTable,
  comment,
  changeGrants,
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
  showGrants,
  showSchemas: inspections.showSchemas,
  showTables: inspections.showTables,
  showVolumes,
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

/** Executes a statement. The result owns the connection. */
export function executeStatement(context: StatementContext, statement: ParsedStatement): Promise<SqlResult> {
  const run = executors[statement.node] as Executor<ParsedStatement["node"]>;
  return run(context, statement as never);
}
