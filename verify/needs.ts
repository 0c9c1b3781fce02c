/** What a check needs that may be missing in a run, and how to provide it. */
import { type Settings, variables } from "./settings";

/** What a check cannot do without. */
export type Need =
  | "warehouse"
  | "schema"
  | "cluster"
  | "endpoint"
  | "model"
  | "secondIdentity"
  | "webhook"
  | "jobs"
  | "compute"
  | "experiment";

const set = (name: string): string => `${name} is not set`;
const asked = (flag: string): string => `made only with ${flag}`;

/** Why a need is not met by what a run is told; undefined where it is. */
const reasons: Record<Need, (settings: Settings) => string | undefined> = {
  warehouse: ({ warehouseId }) => (warehouseId ? undefined : set(variables.warehouseId[0])),
  schema: ({ warehouseId, catalog }) =>
    warehouseId ? (catalog ? undefined : set(variables.catalog[0])) : set(variables.warehouseId[0]),
  cluster: ({ clusterId }) => (clusterId ? undefined : set(variables.clusterId[0])),
  endpoint: ({ endpoint }) => (endpoint ? undefined : set(variables.endpoint[0])),
  model: ({ model }) => (model ? undefined : set(variables.model[0])),
  secondIdentity: ({ secondToken }) => (secondToken ? undefined : set(variables.secondToken[0])),
  webhook: ({ webhookUrl }) => (webhookUrl ? undefined : set(variables.webhookUrl[0])),
  jobs: ({ withJobs }) => (withJobs ? undefined : asked("--with-jobs")),
  compute: ({ withCompute }) => (withCompute ? undefined : asked("--with-compute")),
  experiment: ({ withExperiment }) => (withExperiment ? undefined : asked("--with-experiment")),
};

/** Why a check with these needs cannot be tried; undefined where it can. */
export const unmetNeed = (needs: readonly Need[], settings: Settings): string | undefined =>
  needs.map((need) => reasons[need](settings)).find((reason) => reason !== undefined);
