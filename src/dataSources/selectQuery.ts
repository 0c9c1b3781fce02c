import { canViewQuery, databricksSqlAccess, toBeListed } from "../errors/requiredGrant";
import { pagesOf } from "../http/paginate";
import { path } from "../http/path";
import { lenientSchema } from "../http/schema";
import { type QueryChoice, queryChoiceSchema } from "../services/sqlObjects/queries";
import { savedQueryExamples } from "../services/sqlObjects/sqlObjectsExamples";
import { picklist } from "./picklist";

const choice = ({ id, display_name }: QueryChoice) => ({ key: id, label: display_name || id });

/** Every saved query by name. https://docs.databricks.com/api/workspace/queries/list */
export const selectQuery = picklist({
  label: "Select Query",
  description: "Select a saved query of the workspace.",
  grants: [databricksSqlAccess, ...toBeListed([canViewQuery])],
  choices: async (client) =>
    (
      await client.list(path`/api/2.0/sql/queries`, pagesOf("results", lenientSchema(queryChoiceSchema)), {
        page_size: 100,
      })
    ).map(choice),
  example: savedQueryExamples.map(choice),
});
