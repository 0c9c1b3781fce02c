/** Inputs of experiments and runs. */
import { experimentExample, mlflowRunExample } from "../../services/mlflow/mlflowExamples";
import { asOptional, refine } from "../defineInput";
import { idInput } from "../id";
import { keyValuesInput } from "../keyValues";
import { trimmedInput } from "../text";
import { readPairs } from "./batchEntries";

export const experimentId = idInput({
  label: "Experiment ID",
  comments: "The ID of the experiment.",
  example: experimentExample.experiment_id,
  dataSource: "selectExperiment",
  page: "experiment",
});

/** No experiment's name starts with this: Databricks removes it on creation, and finds no experiment by it. */
const workspaceRoot = "/Workspace/";

/** Makes the input of an experiment's name, which gives the name as Databricks stores it. */
export const experimentName = (example: string, comments: string) =>
  refine(trimmedInput({ label: "Experiment Name", comments, example }), (name) =>
    name.startsWith(workspaceRoot) ? name.slice(workspaceRoot.length - 1) : name,
  );

export const mlflowRunId = idInput({
  label: "Run ID",
  comments: "The ID of the run, returned by Create Run.",
  example: mlflowRunExample.info.run_id,
  dataSource: "selectMlflowRun",
  page: "mlflowRun",
});

/** The optional name of a run. @param comments its help */
export const mlflowRunName = (example: string, comments: string) =>
  asOptional(trimmedInput({ label: "Run Name", comments, example }));

export const mlflowTags = refine(
  keyValuesInput({
    label: "Tags",
    comments: "The tags to set: keys and values, or a JSON object.",
    placeholder: "team",
    example: '{"team": "analytics"}',
  }),
  readPairs,
);
