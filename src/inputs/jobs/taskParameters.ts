/** Task parameters of the older types, for a job without job parameters. */
import { asOptional, refine } from "../defineInput";
import { jsonObjectInput } from "../json";

const olderKinds = [
  "notebook_params",
  "jar_params",
  "python_params",
  "python_named_params",
  "spark_submit_params",
  "sql_params",
  "dbt_commands",
  "pipeline_params",
];

export const taskParameters = asOptional(
  refine(
    jsonObjectInput({
      label: "Task Parameters",
      comments: `Task parameters of the older types, for jobs without job parameters, as a JSON object with one or more of ${olderKinds.join(", ")}.`,
      example: '{"notebook_params": {"state": "HI"}}',
    }),
    (given, label) => {
      const other = Object.keys(given).find((key) => !olderKinds.includes(key));
      if (other === undefined) return given;
      throw new Error(`${label} have "${other.slice(0, 80)}": they may have ${olderKinds.join(", ")}.`);
    },
  ),
);
