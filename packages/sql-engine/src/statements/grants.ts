/**
 * The privileges of principals.
 * https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges
 */
import { nameText } from "../catalog/catalogs";
import { insufficientPrivileges } from "../catalog/permission";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { GrantedObject, GrantStorage } from "../grantStorage";
import type { GrantTarget } from "../parser/inspectionNodes";
import type { StatementOf } from "../parser/statementNodes";
import { emptyResult } from "../storage/results";
import type { StatementContext } from "./context";
import { rowsResult, stringColumns } from "./inspections";
import { hasVolume, volumeNotFound } from "./volumes";

function storageOf({ catalogs }: StatementContext): GrantStorage {
  if (!catalogs.grants) {
    throw unsupported("grants without a storage for them");
  }
  return catalogs.grants;
}

const full = (kind: GrantedObject["kind"], path: string[]): GrantedObject => ({
  kind,
  name: path.join(".").toLowerCase(),
});

/** The object of a name. @throws SqlError where it is not there or may not be reached */
function grantedObject(context: StatementContext, { kind, name }: GrantTarget): GrantedObject {
  const { catalogs, environment } = context;
  if (kind === "CATALOG") {
    return full(kind, [catalogs.catalog(name.join(".")).name]);
  }
  if (kind === "SCHEMA") {
    const path = environment.schemaName(name);
    refuseInformationSchema(path[1]);
    catalogs.schema(...path);
    return full(kind, path);
  }
  const path = environment.tableName(name);
  refuseInformationSchema(path[1]);
  if (kind === "VOLUME") {
    const schema = catalogs.schema(path[0], path[1]).name;
    const volume = { catalog: path[0].toLowerCase(), schema, name: path[2].toLowerCase() };
    if (!hasVolume(context, volume)) {
      throw volumeNotFound(path);
    }
    return full(kind, path);
  }
  const entry = catalogs.find(path);
  if (!entry) {
    throw catalogs.missing(name);
  }
  if (kind === "VIEW" && entry.kind !== "VIEW") {
    throw sqlError(
      "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE",
      `The table ${nameText(path)} does not support ON VIEW.`,
      "42809",
    );
  }
  return full("TABLE", path);
}

function refuseInformationSchema(schema: string): void {
  if (schema.toLowerCase() === "information_schema") {
    throw unsupported("grants on information_schema");
  }
}

/** GRANT and REVOKE: all privileges of a statement or none. */
export async function changeGrants(
  context: StatementContext,
  { action, privileges, on, principal }: StatementOf<"changeGrants">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
  const storage = storageOf(context);
  const object = grantedObject(context, on);
  catalogs.writableCatalog(object.name.split(".")[0] ?? "");
  const missing = storage.missingToManage(object);
  if (missing !== undefined) {
    throw insufficientPrivileges(missing);
  }
  const unknown = privileges.find((privilege) => !storage.privilegesOn(object.kind).includes(privilege));
  if (unknown !== undefined) {
    throw sqlError(
      "INVALID_PARAMETER_VALUE",
      `Privilege ${unknown} is not applicable to this entity [${object.name}:${object.kind}]. If this seems unexpected, please check the privilege version of the metastore in use [1.0].`,
      "22023",
    );
  }
  if (!storage.isPrincipal(principal)) {
    throw sqlError("PRINCIPAL_DOES_NOT_EXIST", `Could not find principal with name ${principal}.`, "42704");
  }
  const change = action === "GRANT" ? storage.grant : storage.revoke;
  change.call(storage, object, privileges, principal, environment.user);
  return emptyResult(connection);
}

/** https://docs.databricks.com/aws/en/sql/language-manual/security-show-grant */
export async function showGrants(
  context: StatementContext,
  { on, principal }: StatementOf<"showGrants">,
): Promise<SqlResult> {
  const storage = storageOf(context);
  const found = storage.list(grantedObject(context, on), context.environment.user, principal);
  return rowsResult(
    context,
    stringColumns("Principal", "ActionType", "ObjectType", "ObjectKey"),
    found.map(({ principal: holder, privilege, object }) => [holder, privilege, object.kind, object.name]),
  );
}
