/** Example models and versions. */
import type { ModelAlias, ModelVersion, RegisteredModel } from "./registeredModels";

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
export const championAliasExample = { alias_name: "champion", version_num: 2 } satisfies ModelAlias;

/** A model as a list returns it, which omits its aliases. */
export const listedModelExample = plainModel("flight_delays", "Minutes of delay to expect of a flight.");

/** A model with its aliases: the example of every model's input and result. */
export const registeredModelExample = {
  ...listedModelExample,
  aliases: [championAliasExample],
} satisfies RegisteredModel;

/** Every example model, as a list returns them. */
export const listedModelExamples = [
  plainModel("airport_ranks", "Airports by how much they are used."),
  listedModelExample,
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
export const listedVersionExamples = [
  version(1, "flight_delays", "3b9f4c5d6e7f48091a2b3c4d5e6f7081", "The mean delay, whatever the flight."),
  version(2, "flight_delays", "8c1e9d0f2a3b4c5d6e7f8091a2b3c4d5", "A line by distance and hour."),
] satisfies ModelVersion[];

const [, second] = listedVersionExamples;

/** The version of the other example model. */
export const otherVersionExample = version(
  1,
  "airport_ranks",
  "f04e6a1b2c3d4e5f60718293a4b5c6d7",
  "Flights counted by airport.",
);

/** One version with its aliases: the example of every version's input and result. */
export const modelVersionExample = {
  ...(second as (typeof listedVersionExamples)[number]),
  aliases: [championAliasExample],
} satisfies ModelVersion;
