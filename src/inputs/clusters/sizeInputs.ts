/** Inputs of a cluster's size. */
import { asOptional } from "../defineInput";
import { integerInput } from "../integer";
import type { JsonObject } from "../json";

/** More workers than any cluster may have. */
export const maxWorkers = 100_000;

/** @param comments what the number is of */
const workers = (label: string, example: string, comments: string) =>
  asOptional(integerInput({ label, comments, example, max: maxWorkers }));

/** How many workers, in order. */
export const sizeInputs = {
  numWorkers: workers(
    "Workers",
    "2",
    "The number of workers, or 0 for only a driver. Leave empty for a cluster that autoscales.",
  ),
  minWorkers: workers(
    "Min Workers",
    "1",
    "The minimum number of workers of a cluster that autoscales. Requires Max Workers.",
  ),
  maxWorkers: workers(
    "Max Workers",
    "8",
    "The maximum number of workers of a cluster that autoscales. Requires Min Workers.",
  ),
};

/** The values of the inputs of a size. */
export interface GivenSize {
  numWorkers?: number;
  minWorkers?: number;
  maxWorkers?: number;
}

/** Whether an input gives a size. */
const isGiven = (size: GivenSize): boolean => Object.values(size).some((one) => one !== undefined);

/**
 * Makes the size of a cluster in Databricks' format: a number of workers, or a range for autoscaling.
 * @throws Error that names the input that is missing, superfluous or out of order
 */
export const sizeOf = ({ numWorkers, minWorkers, maxWorkers }: GivenSize): JsonObject => {
  if (minWorkers === undefined && maxWorkers === undefined) {
    if (numWorkers === undefined)
      throw new Error("Workers is empty, and so are Min Workers and Max Workers.");
    return { num_workers: numWorkers };
  }
  if (numWorkers !== undefined)
    throw new Error("Workers and a range from Min Workers to Max Workers exclude each other.");
  if (minWorkers === undefined) throw new Error("Min Workers is empty, but Max Workers is not.");
  if (maxWorkers === undefined) throw new Error("Max Workers is empty, but Min Workers is not.");
  if (maxWorkers <= minWorkers) throw new Error("Max Workers must be larger than Min Workers.");
  return { autoscale: { min_workers: minWorkers, max_workers: maxWorkers } };
};

/** The fields that give a cluster its size: a cluster has one of the first two, or is a single machine. */
const sizeFields = ["num_workers", "autoscale", "is_single_node"] as const;

/** Whether further settings set a field, and do not turn it off. */
const saysSo = (settings: JsonObject, field: string): boolean =>
  settings[field] !== undefined && settings[field] !== null && settings[field] !== false;

/** The field by which further settings give a size, if they do. */
export const sizeFieldOf = (settings: JsonObject): string | undefined =>
  sizeFields.find((name) => saysSo(settings, name));

/**
 * Makes the size of a new cluster, which may be in its further settings instead: as a separate field, or in the
 * defaults of its policy.
 * @returns no field where the further settings give the size
 * @throws Error that names the input, as `sizeOf` does, or both sizes where there are two
 */
export const sizeBeside = (
  { numWorkers, minWorkers, maxWorkers }: GivenSize,
  settings: JsonObject = {},
): JsonObject => {
  const size = { numWorkers, minWorkers, maxWorkers };
  const [field, other] = sizeFields.filter((name) => saysSo(settings, name));
  if (field === "num_workers" && other === "autoscale") {
    throw new Error('Further Settings have both "num_workers" and "autoscale", which exclude each other.');
  }
  const isSized = field !== undefined || settings.apply_policy_default_values === true;
  if (isSized && !isGiven(size)) return {};
  const fields = sizeOf(size);
  if (field === "is_single_node" && numWorkers === 0) return fields;
  if (field === undefined || Object.hasOwn(fields, field)) return fields;
  const label = numWorkers === undefined ? "Min Workers and Max Workers" : "Workers";
  throw new Error(`${label} and "${field}" of Further Settings exclude each other: clear one of them.`);
};
