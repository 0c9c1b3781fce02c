/**
 * Registered models of Unity Catalog, API 2.1.
 * https://docs.databricks.com/api/workspace/registeredmodels
 */

import { listSchema, nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";

/** A name for a version of a model. */
export interface ModelAlias {
  alias_name?: string;
  version_num?: number;
}

/** One registered model. Aliases are returned if the query includes them. */
export interface RegisteredModel {
  name: string;
  catalog_name: string;
  schema_name: string;
  full_name: string;
  owner?: string;
  comment?: string;
  storage_location?: string;
  metastore_id?: string;
  created_at?: number;
  created_by?: string;
  updated_at?: number;
  updated_by?: string;
  aliases?: ModelAlias[];
  browse_only?: boolean;
}

/** An alias in a response. */
export const modelAliasSchema = objectSchema<ModelAlias>({ alias_name: optionalSchema(textSchema) });

/** A model in a response. */
export const registeredModelSchema = objectSchema<Partial<RegisteredModel>>({
  aliases: optionalSchema(listSchema(modelAliasSchema)),
});

/** A model as a choice. */
export const modelChoiceSchema = objectSchema<Pick<RegisteredModel, "full_name">>({
  full_name: nonBlankSchema,
});

/** One version of a model. */
export interface ModelVersion {
  model_name: string;
  catalog_name: string;
  schema_name: string;
  version: number;
  id?: string;
  status?:
    | "PENDING_REGISTRATION"
    | "READY"
    | "FAILED_REGISTRATION"
    | "MODEL_VERSION_STATUS_UNKNOWN"
    | (string & {});
  source?: string;
  run_id?: string;
  run_workspace_id?: number;
  storage_location?: string;
  metastore_id?: string;
  comment?: string;
  created_at?: number;
  created_by?: string;
  updated_at?: number;
  updated_by?: string;
  aliases?: ModelAlias[];
}

/** A version in a response. */
export const modelVersionSchema = objectSchema<Partial<ModelVersion>>({});
