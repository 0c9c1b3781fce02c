/** What a person chooses of a registered model: versions and aliases. What cannot be offered is omitted. */

import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { lenientSchema, listSchema, nonBlankSchema, objectSchema, textSchema } from "../../http/schema";
import { fetchVersions } from "./fetchModels";

/** A version of a model, its number as text. */
export interface VersionChoice {
  version: string;
  status?: string;
  comment?: string;
}

const versionSchema = objectSchema<VersionChoice>({
  version: nonBlankSchema,
  status: lenientSchema(textSchema),
  comment: lenientSchema(textSchema),
});

/** An alias of a model, and the version that it points to. */
export interface AliasChoice {
  alias_name: string;
  version_num?: string;
}

const aliasSchema = objectSchema<AliasChoice>({
  alias_name: nonBlankSchema,
  version_num: lenientSchema(textSchema),
});

/** The versions of a model, from every page, latest first. */
export const fetchVersionChoices = async (
  client: DatabricksClient,
  fullName: string,
): Promise<VersionChoice[]> => {
  const versions = await fetchVersions(client, fullName, lenientSchema(versionSchema));
  return versions.sort((one, other) => Number(other.version) - Number(one.version));
};

/** The aliases of a model. */
export const fetchAliasChoices = async (
  client: DatabricksClient,
  fullName: string,
): Promise<AliasChoice[]> => {
  const { aliases = [] } = await client.get(path`/api/2.1/unity-catalog/models/${fullName}`, {
    schema: objectSchema<{ aliases?: AliasChoice[] }>({
      aliases: lenientSchema(listSchema(lenientSchema(aliasSchema))),
    }),
    query: { include_aliases: true },
  });
  return aliases;
};
