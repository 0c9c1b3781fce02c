/** The schemas of updates with what became of them. */
import { type JsonSchema, schemaOf } from "../../outputSchema";
import { startedUpdateExample, updateErrorExample, updateWithOutcomeExample } from "./pipelinesExamples";

const result = { ...updateWithOutcomeExample, errors: [updateErrorExample] };

/** An update that is read. */
export const updateResultSchema: JsonSchema = schemaOf(result);

/** An update that was started and, if it was waited for, what became of it. */
export const startResultSchema: JsonSchema = {
  ...schemaOf({ ...startedUpdateExample, ...result }),
  description: "Without waiting, only pipeline_id, update_id and started are returned.",
};
