/** The example outputs of tasks, and their schema: a parsed result may be anything. */

import { type JsonSchema, schemaOf } from "../../outputSchema";
import { jobRunOutputExamples } from "./jobsExamples";
import { type TaskOutput, withResult } from "./outputs";
import { outcomeOf } from "./runOutcome";

/** The outputs of the tasks of the example run. */
export const taskOutputExamples: TaskOutput[] = jobRunOutputExamples.map((output) => ({
  task_key: output.metadata.run_name,
  run_id: output.metadata.run_id,
  outcome: outcomeOf(output.metadata),
  ...withResult(output),
}));

const { items = {} } = schemaOf(taskOutputExamples);

/** The schema of the outputs of tasks. */
export const taskOutputsSchema: JsonSchema = {
  type: "array",
  items: {
    ...items,
    properties: {
      ...items.properties,
      result: { description: "The value of a notebook's result that is JSON." },
      result_truncated: {
        type: "boolean",
        description: "True if Databricks returned only the first part of the result.",
      },
    },
  },
};
