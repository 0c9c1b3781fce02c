import { databricksAction } from "../../databricksAction";
import { readExperimentGrants } from "../../errors/requiredGrant";
import { pageSizeFor, pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { searchInputs } from "../../inputs/mlflow/searchInputs";
import { mlflowRunPageSize, mlflowRunSchema } from "../../services/mlflow/mlflow";
import { mlflowRunExample } from "../../services/mlflow/mlflowExamples";

/**
 * Gives the runs of some experiments that match a filter, in order, from every page.
 * https://docs.databricks.com/api/workspace/experiments/searchruns
 */
export const searchMlflowRuns = databricksAction({
  label: "MLflow: Search Runs",
  description: "Search the runs of MLflow experiments by metrics, parameters, tags and attributes.",
  effect: "read",
  grants: readExperimentGrants,
  inputs: searchInputs,
  perform: (client, { experimentIds, filter, orderBy, viewType, limit }) =>
    client.search(
      path`/api/2.0/mlflow/runs/search`,
      pagesOf("runs", mlflowRunSchema),
      {
        experiment_ids: experimentIds,
        filter,
        run_view_type: viewType,
        max_results: pageSizeFor(limit, mlflowRunPageSize),
        ...(orderBy.length > 0 && { order_by: orderBy }),
      },
      limit,
    ),
  example: [mlflowRunExample],
});
