/**
 * Full names of objects, and how Unity Catalog says that one is wrong or stands for nothing. Which code it sends for
 * what is missing is not documented; Databricks' list of error codes has these for catalogs, schemas and tables.
 */
import { apiError, type HttpError } from "../../apiError";
import { invalidParameter } from "../../control/requests";
import type { Schema } from "./objects";

/** Where a schema stands. */
export interface SchemaPath {
  catalog: string;
  schema: string;
}

/** Where a table or a volume stands. */
export interface ObjectPath extends SchemaPath {
  name: string;
}

const missing = (code: string, kind: string, name: string): HttpError =>
  apiError(404, code, `${kind} '${name}' does not exist.`);

/** What a request for a catalog that is not there is refused with. */
export const catalogMissing = (name: string): HttpError => missing("CATALOG_DOES_NOT_EXIST", "Catalog", name);

/** What a request for a schema that is not there is refused with. */
export const schemaMissing = (name: string): HttpError => missing("SCHEMA_DOES_NOT_EXIST", "Schema", name);

/** What a request for a table that is not there is refused with. */
export const tableMissing = (name: string): HttpError => missing("TABLE_DOES_NOT_EXIST", "Table", name);

/** What a request for a volume that is not there is refused with. */
export const volumeMissing = (name: string): HttpError => missing("RESOURCE_DOES_NOT_EXIST", "Volume", name);

/**
 * What creating something that is there is refused with. The words are those of https://github.com/databricks/cli/issues/2889;
 * Databricks' list of error codes has these, their status is what https://github.com/databrickslabs/ucx/pull/2077 expects.
 */
const exists = (code: string, kind: string, name: string): HttpError =>
  apiError(400, code, `${kind} '${name}' already exists`);

/** What creating a catalog that is there is refused with. */
export const catalogExists = (name: string): HttpError => exists("CATALOG_ALREADY_EXISTS", "Catalog", name);

/** What creating a schema that is there is refused with: it names the schema alone. */
export const schemaExists = (name: string): HttpError => exists("SCHEMA_ALREADY_EXISTS", "Schema", name);

/** What creating a volume that is there is refused with. */
export const volumeExists = (fullName: string): HttpError =>
  exists("VOLUME_ALREADY_EXISTS", "Volume", fullName);

/**
 * What deleting a schema with contents is refused with.
 * https://github.com/databricks/terraform-provider-databricks/issues/2906
 * @param counts the numbers of its tables, functions and volumes
 */
export const schemaNotEmpty = (fullName: string, counts: readonly [number, number, number]): HttpError => {
  const [tables, functions, volumes] = counts;
  return apiError(
    400,
    "SCHEMA_NOT_EMPTY",
    `Schema '${fullName}' is not empty. The schema has ${tables} tables(s), ${functions} functions(s), ${volumes} volumes(s)`,
  );
};

const readOnly = (kind: string, name: string): HttpError =>
  apiError(403, "PERMISSION_DENIED", `${kind} '${name}' is read-only.`);

/** The refusal of a change in a catalog that is shared or belongs to Databricks. */
export const catalogReadOnly = (name: string): HttpError => readOnly("Catalog", name);

/** @throws HttpError 403 for a schema in which nothing can be created */
export function requireWritable({ catalog_name, name, catalog_type }: Schema): void {
  if (catalog_type !== "MANAGED_CATALOG") throw catalogReadOnly(catalog_name);
  if (name === "information_schema") throw readOnly("Schema", `${catalog_name}.${name}`);
}

/** What deleting a catalog with contents is refused with. */
export const catalogNotEmpty = (name: string, schemas: number): HttpError =>
  apiError(400, "CATALOG_NOT_EMPTY", `Catalog '${name}' is not empty. The catalog has ${schemas} schemas(s)`);

const invalidName = (rpc: string, field: string, name: string): HttpError =>
  invalidParameter(`Invalid input: RPC ${rpc} Field ${field}: "${name}" is not a valid name.`);

const partsOf = (rpc: string, name: string, count: number): string[] => {
  const parts = name.split(".");
  if (parts.length === count && !parts.includes("")) return parts;
  throw invalidName(rpc, "full_name_arg", name);
};

/** https://docs.databricks.com/aws/en/data-governance/unity-catalog/requirements-and-limitations */
const isName = (name: string): boolean => name.length <= 255 && /^[^.\s/\p{Cc}]+$/u.test(name);

/** A name for something new, as Unity Catalog keeps it: in lower case. @throws HttpError 400 for one that it does not take */
export function objectName(rpc: string, field: string, name: string): string {
  if (isName(name)) return name.toLowerCase();
  throw invalidName(rpc, field, name);
}

/** The parts of a schema's name. @throws HttpError 400 unless there are two */
export function schemaPath(rpc: string, fullName: string): SchemaPath {
  const [catalog = "", schema = ""] = partsOf(rpc, fullName, 2);
  return { catalog, schema };
}

/** The parts of a table's or a volume's name. @throws HttpError 400 unless there are three */
export function objectPath(rpc: string, fullName: string): ObjectPath {
  const [catalog = "", schema = "", name = ""] = partsOf(rpc, fullName, 3);
  return { catalog, schema, name };
}
