/** The schemas of updates with their outcomes. */
import { type JsonSchema, schemaOf } from "../../outputSchema";
import { startedUpdateExample, updateErrorExample, updateWithOutcomeExample } from "./pipelinesExamples";

const result = { ...updateWithOutcomeExample, errors: [updateErrorExample] };

/** The schema of an update. */
export const updateResultSchema: JsonSchema = schemaOf(result);

/** The schema of a started update and, with waiting, of its outcome. */
export const startResultSchema: JsonSchema = {
  ...schemaOf({ ...startedUpdateExample, ...result }),
  description: "Without waiting, only pipeline_id, update_id and started are returned.",
};
