/** Volumes. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-ddl-create-volume */
import { type FullName, nameText } from "../catalog/catalogs";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { Name } from "../parser/ast";
import type { StatementOf } from "../parser/statementNodes";
import { emptyResult } from "../storage/results";
import type { VolumeName, VolumeStorage } from "../volumeStorage";
import type { StatementContext } from "./context";
import { patternFilter, rowsResult, stringColumns } from "./inspections";

function storageOf({ catalogs }: StatementContext): VolumeStorage {
  if (!catalogs.volumes) {
    throw unsupported("volumes without a storage for their files");
  }
  return catalogs.volumes;
}

/** Whether there is a volume of a name in lower case. */
export const hasVolume = ({ catalogs }: StatementContext, { catalog, schema, name }: VolumeName): boolean =>
  (catalogs.volumes?.volumes(catalog, schema) ?? []).some((each) => each.name === name);

/** The error for a volume that is not there. */
export const volumeNotFound = (path: FullName): Error =>
  sqlError(
    "UC_VOLUME_NOT_FOUND",
    `Volume ${nameText(path)} does not exist. Please use 'SHOW VOLUMES' to list available volumes.`,
    "42704",
  );

interface NamedVolume {
  volumes: VolumeStorage;
  path: FullName;
  volume: VolumeName;
  isThere: boolean;
}

/** The volume of a name, in a schema that must exist and that statements can change. */
function named(context: StatementContext, name: Name): NamedVolume {
  const { catalogs, environment } = context;
  const path = environment.tableName(name);
  catalogs.writableCatalog(path[0]);
  const schema = catalogs.schema(path[0], path[1]).name;
  const volume = { catalog: path[0].toLowerCase(), schema, name: path[2].toLowerCase() };
  const volumes = storageOf(context);
  return { volumes, path, volume, isThere: hasVolume(context, volume) };
}

export async function addVolume(
  context: StatementContext,
  { name, ifNotExists, comment, external }: StatementOf<"createVolume">,
): Promise<SqlResult> {
  const { volumes, path, volume, isThere } = named(context, name);
  if (isThere && !ifNotExists) {
    throw sqlError(
      "VOLUME_ALREADY_EXISTS",
      `Cannot create volume ${nameText(path)} because it already exists.\nChoose a different name, drop or replace the existing object, or add the IF NOT EXISTS clause to tolerate pre-existing objects.`,
      "42000",
    );
  }
  if (!isThere) {
    context.catalogs.checkName(path[2]);
    volumes.create(volume, { comment, external });
  }
  return emptyResult(context.connection);
}

export async function dropVolume(
  context: StatementContext,
  { name, ifExists }: StatementOf<"dropVolume">,
): Promise<SqlResult> {
  const { volumes, path, volume, isThere } = named(context, name);
  if (!isThere && !ifExists) {
    throw volumeNotFound(path);
  }
  if (isThere) {
    await volumes.drop(volume);
  }
  return emptyResult(context.connection);
}

/** Drops the volumes of schemas that are dropped. */
export async function dropVolumesOf(
  { catalogs: { volumes } }: StatementContext,
  catalog: string,
  schemas: string[],
): Promise<void> {
  for (const schema of schemas) {
    for (const { name } of volumes?.volumes(catalog.toLowerCase(), schema) ?? []) {
      await volumes?.drop({ catalog: catalog.toLowerCase(), schema, name });
    }
  }
}

export async function showVolumes(
  context: StatementContext,
  { schema, like }: StatementOf<"showVolumes">,
): Promise<SqlResult> {
  const { environment, catalogs } = context;
  const [catalog, name] = environment.schemaName(schema ?? [environment.schema]);
  environment.requirePrivilege([catalog, name], "USE_SCHEMA");
  const found = name.toLowerCase() === "information_schema" ? name : catalogs.schema(catalog, name).name;
  const isWanted = patternFilter(like);
  const volumes = (catalogs.volumes?.volumes(catalog.toLowerCase(), found) ?? []).filter(
    (volume) => isWanted(volume.name) && environment.allows([catalog, name, volume.name], "READ_VOLUME"),
  );
  return rowsResult(
    context,
    stringColumns("database", "volumeName"),
    volumes.map((volume) => [name.toLowerCase(), volume.name]),
  );
}
