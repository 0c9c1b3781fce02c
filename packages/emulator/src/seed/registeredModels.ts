/** The registered models of the default seed, with their code. */
import type {
  ModelAlias,
  ModelVersion,
  RegisteredModel,
  StoredModel,
} from "../services/registeredModels/model";
import { pythonModels } from "./pythonModels";

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

/** The alias of the version that is in use. */
const championAlias = { alias_name: "champion", version_num: 2 } satisfies ModelAlias;

/** A model with its aliases. */
export const registeredModel = {
  ...plainModel("flight_delays", "Minutes of delay to expect of a flight."),
  aliases: [championAlias],
} satisfies RegisteredModel;

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

const stored = (
  model: RegisteredModel,
  versions: ModelVersion[],
  aliases: ModelAlias[] = [],
): StoredModel => ({
  model,
  versions: versions.map((each, index) => ({
    version: each,
    python: pythonModels[model.full_name]?.[index],
  })),
  aliases,
});

const { aliases: _aliases, ...flightDelays } = registeredModel;

/** Every model with its versions and their code. */
export const registeredModels: StoredModel[] = [
  stored(plainModel("airport_ranks", "Airports by how much they are used."), [
    version(1, "airport_ranks", "f04e6a1b2c3d4e5f60718293a4b5c6d7", "Flights counted by airport."),
  ]),
  stored(
    flightDelays,
    [
      version(1, "flight_delays", "3b9f4c5d6e7f48091a2b3c4d5e6f7081", "The mean delay, whatever the flight."),
      version(2, "flight_delays", "8c1e9d0f2a3b4c5d6e7f8091a2b3c4d5", "A line by distance and hour."),
    ],
    [championAlias],
  ),
];
