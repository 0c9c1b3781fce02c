/** What a person chooses of MLflow: experiments and runs. What cannot be offered is omitted. */

import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { lenientSchema, nonBlankSchema, numberSchema, objectSchema, textSchema } from "../../http/schema";
import { type Experiment, experimentChoiceSchema, experimentSearch, type MlflowRunInfo } from "./mlflow";

/** An experiment as a choice. */
type ExperimentChoice = Pick<Experiment, "experiment_id"> & Partial<Experiment>;

/**
 * The experiments that are not deleted.
 * @param limit the maximum number of them; Databricks gives those that changed last first
 */
export const fetchExperimentChoices = (
  client: DatabricksClient,
  limit?: number,
): Promise<ExperimentChoice[]> =>
  client.search(
    path`/api/2.0/mlflow/experiments/search`,
    pagesOf("experiments", lenientSchema(experimentChoiceSchema)),
    experimentSearch,
    limit,
  );

const runSchema = objectSchema<{ info: MlflowRunInfo }>({
  info: objectSchema<MlflowRunInfo>({
    run_id: nonBlankSchema,
    run_name: lenientSchema(textSchema),
    status: lenientSchema(textSchema),
    start_time: lenientSchema(numberSchema),
  }),
});

/** How many of the latest runs are offered, and of how many experiments where none is given. */
const maxOfferedRuns = 100;
const maxSearchedExperiments = 100;

/**
 * The latest runs, latest first.
 * @param experimentId the experiment whose runs they are; all experiments without one
 */
export const fetchRecentMlflowRuns = async (
  client: DatabricksClient,
  experimentId: string | undefined,
): Promise<MlflowRunInfo[]> => {
  const experimentIds =
    experimentId === undefined
      ? (await fetchExperimentChoices(client, maxSearchedExperiments)).map(
          ({ experiment_id }) => experiment_id,
        )
      : [experimentId];
  if (experimentIds.length === 0) return [];
  const runs = await client.search(
    path`/api/2.0/mlflow/runs/search`,
    pagesOf("runs", lenientSchema(runSchema)),
    {
      experiment_ids: experimentIds,
      run_view_type: "ACTIVE_ONLY",
      max_results: maxOfferedRuns,
      order_by: ["attributes.start_time DESC"],
    },
    maxOfferedRuns,
  );
  return runs.map(({ info }) => info);
};
