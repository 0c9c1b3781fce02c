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

/** The requested page size. */
export const modelPageSize = 1000;

const madeAt = Date.UTC(2025, 10, 16, 8);
const metastore = "5f2c1a9e-7b3d-4e6f-8a1b-2c3d4e5f6a7b";

const where = { catalog_name: "workspace", schema_name: "default", metastore_id: metastore };

const stamps = {
  created_at: madeAt,
  created_by: "ada@example.com",
  updated_at: madeAt,
  updated_by: "ada@example.com",
};

const plainModel = (name: string, comment: string) =>
  ({
    name,
    ...where,
    full_name: `workspace.default.${name}`,
    owner: "ada@example.com",
    comment,
    storage_location: `s3://example-metastore/${metastore}/models/${name}`,
    ...stamps,
  }) satisfies RegisteredModel;

/** The alias of the version in use. */
export const championAlias = { alias_name: "champion", version_num: 2 } satisfies ModelAlias;

/** A model as a list returns it, which omits its aliases. */
export const listedModel = plainModel("flight_delays", "Minutes of delay to expect of a flight.");

/** A model with its aliases: the example of every model's input and result. */
export const registeredModelExample = { ...listedModel, aliases: [championAlias] } satisfies RegisteredModel;

/** Every example model, as a list returns them. */
export const listedModels = [
  plainModel("airport_ranks", "Airports by how much they are used."),
  listedModel,
] satisfies RegisteredModel[];

const version = (number: number, model_name: string, run_id: string, comment: string) =>
  ({
    model_name,
    ...where,
    version: number,
    id: `${run_id.slice(0, 8)}-1c2d-4e3f-9a4b-${run_id.slice(0, 12)}`,
    status: "READY",
    source: `dbfs:/databricks/mlflow-tracking/2127461235812345/${run_id}/artifacts/model`,
    run_id,
    run_workspace_id: 1234567890123456,
    storage_location: `s3://example-metastore/${metastore}/models/${model_name}/versions/${number}`,
    comment,
    ...stamps,
  }) satisfies ModelVersion;

/** The versions of the example model, as a list returns them. */
export const listedVersions = [
  version(1, "flight_delays", "3b9f4c5d6e7f48091a2b3c4d5e6f7081", "The mean delay, whatever the flight."),
  version(2, "flight_delays", "8c1e9d0f2a3b4c5d6e7f8091a2b3c4d5", "A line by distance and hour."),
] satisfies ModelVersion[];

const [, second] = listedVersions;

/** The version of the other example model. */
export const otherVersion = version(
  1,
  "airport_ranks",
  "f04e6a1b2c3d4e5f60718293a4b5c6d7",
  "Flights counted by airport.",
);

/** One version with its aliases: the example of every version's input and result. */
export const modelVersionExample = {
  ...(second as (typeof listedVersions)[number]),
  aliases: [championAlias],
} satisfies ModelVersion;
