/** Inputs of a cluster's size. */
import { input } from "@prismatic-io/spectral";
import { isBlank, wholeNumber } from "../../inputs/clean";

/** More workers than any cluster may have. */
const most = 100_000;

/** @param comments what the number is of */
const optionalNumber = (label: string, example: string, comments: string) =>
  input({
    label,
    type: "string",
    required: false,
    placeholder: example,
    example,
    comments,
    clean: (value: unknown): number | undefined =>
      isBlank(value) ? undefined : wholeNumber(label, most)(value),
  });

/** How many workers, in order. */
export const sizeInputs = {
  numWorkers: optionalNumber(
    "Workers",
    "2",
    "The number of workers, 0 for a driver alone. Left empty where the cluster is to scale by itself.",
  ),
  minWorkers: optionalNumber(
    "Min Workers",
    "1",
    "The fewest workers of a cluster that scales by itself, together with Max Workers.",
  ),
  maxWorkers: optionalNumber(
    "Max Workers",
    "8",
    "The most workers of a cluster that scales by itself, together with Min Workers.",
  ),
};

/** What a size is given by. */
export interface GivenSize {
  numWorkers?: number;
  minWorkers?: number;
  maxWorkers?: number;
}

/**
 * Makes the size of a cluster as Databricks takes it: a number of workers, or a range to scale in.
 * @throws Error that names the input which is missing, too much, or out of order
 */
export const sizeOf = ({ numWorkers, minWorkers, maxWorkers }: GivenSize): object => {
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
