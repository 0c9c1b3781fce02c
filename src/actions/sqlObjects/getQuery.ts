import { databricksAction } from "../../databricksAction";
import { viewQueryGrants } from "../../errors/requiredGrant";
import { queryId } from "../../inputs/sqlObjects/runQueryInputs";
import { fetchQuery, type SavedQuery } from "../../services/sqlObjects/queries";
import { savedQueryExample } from "../../services/sqlObjects/sqlObjectsExamples";

/**
 * Takes a saved query's id and gives the query with its text and its parameters.
 * https://docs.databricks.com/api/workspace/queries/get
 */
export const getQuery = databricksAction({
  label: "SQL: Get Query",
  description: "Get one saved query with its SQL, its parameters and its SQL warehouse.",
  effect: "read",
  grants: viewQueryGrants,
  inputs: { queryId },
  perform: async (client, { queryId }): Promise<SavedQuery> => (await fetchQuery(client, queryId)).query,
  example: savedQueryExample,
});
