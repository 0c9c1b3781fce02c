/** The plan of a run, for the person who confirms it. */
import type { Check } from "./check";
import { unmetNeed } from "./needs";
import type { Settings } from "./settings";

/** What is made, and what it may cost. */
const makes = (
  { catalog, warehouseId, withJobs, withCompute, withExperiment, webhookUrl }: Settings,
  name: string,
) => [
  warehouseId && catalog
    ? `a schema ${catalog}.${name} with a volume of the same name, and small tables and files in them`
    : "no schema: the warehouse or the catalog is not given",
  `a workspace folder ${name} in the identity's home, and a secret scope of that name with a secret`,
  withJobs ? `a job ${name} with about fifteen short runs` : "",
  withJobs && webhookUrl
    ? "a notification destination for that job, which requires a workspace administrator"
    : "",
  withExperiment
    ? `an MLflow experiment ${name}_experiment; a deleted one is kept by Databricks for 30 days`
    : "",
  withCompute
    ? `a serverless 2X-Small SQL warehouse and a cluster of two and then three nodes, each named ${name}`
    : "",
];

const costs = ({ warehouseId, clusterId, endpoint, withJobs, withCompute }: Settings): string[] => [
  warehouseId
    ? "the given warehouse for 5 to 10 minutes, and until its auto stop; it starts if it is stopped"
    : "",
  clusterId ? "a minute of the given cluster, which is not started" : "",
  endpoint ? "two short queries to the given endpoint" : "",
  withJobs ? "5 more minutes of the warehouse for runs of the job" : "",
  withCompute ? "up to 20 minutes of a cluster of small machines, and a few of a second warehouse" : "",
];

const bullets = (lines: readonly string[]): string => {
  const given = lines.filter((line) => line !== "");
  return given.length > 0 ? given.map((line) => `  - ${line}`).join("\n") : "  - nothing";
};

/** The plan of a run. @param name the name of everything that it makes */
export const planText = (checks: readonly Check[], settings: Settings, name: string): string => {
  const unmet = checks.map(({ needs = [] }) => unmetNeed(needs, settings)).filter((why) => why !== undefined);
  const reasons = [...new Set(unmet)].map(
    (why) => `${unmet.filter((other) => other === why).length}: ${why}`,
  );
  return `${checks.length - unmet.length} of ${checks.length} checks can be run.
Makes, and removes in the end:
${bullets(makes(settings, name))}
May cost, roughly:
${bullets(costs(settings))}
Not tried:
${bullets(reasons)}
Reads lists of what else is there; changes nothing that it did not make.
`;
};
