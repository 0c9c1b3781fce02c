/** Inputs of Search Runs. */
import { experimentExample } from "../../services/mlflow/mlflowExamples";
import { choiceInput } from "../choice";
import { asOptional, defineInput, withDefault } from "../defineInput";
import { readId } from "../id";
import { limitInput } from "../integer";
import { namesInput, readNames } from "../stringList";
import { trimmedInput } from "../text";

const experimentIds = defineInput(
  {
    label: "Experiment IDs",
    type: "string",
    collection: "valuelist",
    comments: "The IDs of the experiments to search for runs.",
    example: experimentExample.experiment_id,
    dataSource: "selectExperiment",
  },
  (value, label) => {
    const names = readNames(value, label);
    if (names.length === 0) throw new Error(`${label} is empty.`);
    return names.map((name) => readId("experiment")(name, label));
  },
);

const filter = asOptional(
  trimmedInput({
    label: "Filter",
    comments:
      "Conditions on metrics, params, tags and attributes, joined by AND. If empty, all runs are returned.",
    example: "metrics.rmse < 20 AND params.model = 'line'",
  }),
);

const orderBy = namesInput({
  label: "Order By",
  comments: "The columns to order the runs by, each with ASC or DESC. If empty, the latest run is first.",
  example: "metrics.rmse ASC",
});

const viewType = withDefault(
  choiceInput({
    label: "View Type",
    comments: "Whether to search active runs, deleted runs or both.",
    choices: { ACTIVE_ONLY: "Active runs", DELETED_ONLY: "Deleted runs", ALL: "All runs" },
  }),
  "ACTIVE_ONLY",
);

/** The inputs of a search, in order. */
export const searchInputs = {
  experimentIds,
  filter,
  orderBy,
  viewType,
  limit: limitInput("The maximum number of runs to return. If empty, all runs are returned."),
};
