/** The Size input of a new cluster: a fixed number of workers, a range, or a single machine. */
import { currentUserExample } from "../../services/users/usersExamples";
import { asOptional } from "../defineInput";
import { integerInput } from "../integer";
import type { JsonObject } from "../json";
import { trimmedInput } from "../text";
import { variantInput } from "../variantInput";
import { type GivenSize, maxWorkers, sizeFieldOf, sizeInputs } from "./sizeInputs";

const sizeLabel = "Size";

const workers = (label: string, comments: string, example: string, min: number) =>
  integerInput({ label, comments, example, min, max: maxWorkers });

const { numWorkers, minWorkers, maxWorkers: mostWorkers } = sizeInputs;

export const clusterSize = variantInput({
  label: sizeLabel,
  comments: `The size of the cluster. If set, it replaces ${numWorkers.label}, ${minWorkers.label} and ${mostWorkers.label}. If empty, these apply.`,
  variants: {
    fixed: {
      label: "Fixed",
      comments: "Always the same number of workers.",
      fields: { numWorkers: workers("Workers", "The number of workers in addition to the driver.", "2", 1) },
    },
    autoscaling: {
      label: "Autoscaling",
      comments: "Databricks adds and removes workers as the work requires.",
      fields: {
        minWorkers: workers("Min Workers", "The minimum number of workers.", "1", 0),
        maxWorkers: workers("Max Workers", "The maximum number of workers.", "8", 1),
      },
    },
    singleNode: {
      label: "Single Node",
      comments: "One machine that is both driver and worker, for small workloads.",
      fields: {
        singleUserName: asOptional(
          trimmedInput({
            label: "Single User Name",
            comments:
              "The only user or service principal that may use the cluster. If empty, the access mode is that of Further Settings, or Databricks' default.",
            example: currentUserExample.userName,
          }),
        ),
      },
    },
  },
});

/** A size as its input gives it. */
export type ClusterSize = NonNullable<ReturnType<typeof clusterSize.clean>>;

const rangeOf = ({ minWorkers: least, maxWorkers: most }: { minWorkers: number; maxWorkers: number }) => {
  if (most > least) return { autoscale: { min_workers: least, max_workers: most } };
  throw new Error(`${sizeLabel}, Autoscaling: Max Workers must be larger than Min Workers.`);
};

const fieldsOf = (size: ClusterSize): JsonObject => {
  if (size.configuration === "fixed") return { num_workers: size.values.numWorkers };
  if (size.configuration === "autoscaling") return rangeOf(size.values);
  const { singleUserName } = size.values;
  return {
    kind: "CLASSIC_PREVIEW",
    is_single_node: true,
    ...(singleUserName !== undefined && {
      data_security_mode: "SINGLE_USER",
      single_user_name: singleUserName,
    }),
  };
};

/**
 * Makes the size of a new cluster in Databricks' format.
 * @param given the inputs that Size replaces, which must be empty
 * @throws Error that names the input, or both where two give a size
 */
export const sizeOfVariant = (size: ClusterSize, given: GivenSize, settings: JsonObject = {}): JsonObject => {
  const names = Object.keys(sizeInputs) as (keyof GivenSize)[];
  const stray = names.find((name) => given[name] !== undefined);
  if (stray)
    throw new Error(`${sizeLabel} and ${sizeInputs[stray].label} exclude each other: clear one of them.`);
  const field = sizeFieldOf(settings);
  if (field === undefined) return fieldsOf(size);
  throw new Error(`${sizeLabel} and "${field}" of Further Settings exclude each other: clear one of them.`);
};
