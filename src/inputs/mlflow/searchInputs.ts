/** Inputs of Search Runs. */
import { input } from "@prismatic-io/spectral";
import { experimentExample, viewTypes } from "../../services/mlflow/mlflow";
import { choiceWithDefault, integerOrZero, optionalText, requiredId } from "../clean";
import { nameList } from "../stringList";

const experimentIds = input({
  label: "Experiment IDs",
  type: "string",
  collection: "valuelist",
  required: true,
  dataSource: "selectExperiment",
  placeholder: experimentExample.experiment_id,
  example: experimentExample.experiment_id,
  comments: "The IDs of the experiments whose runs are searched.",
  clean: (value: unknown): string[] => {
    const ids = nameList("Experiment IDs")(value).map(requiredId("Experiment IDs", "experiment"));
    if (ids.length === 0) throw new Error("Experiment IDs is empty.");
    return ids;
  },
});

const filter = input({
  label: "Filter",
  type: "string",
  required: false,
  placeholder: "metrics.rmse < 20 AND params.model = 'line'",
  example: "metrics.rmse < 20 AND params.model = 'line'",
  comments:
    "Conditions on metrics, params, tags and attributes, joined by AND. Left empty, every run is found.",
  clean: optionalText("Filter"),
});

const orderBy = input({
  label: "Order By",
  type: "string",
  collection: "valuelist",
  required: false,
  placeholder: "metrics.rmse ASC",
  example: "metrics.rmse ASC",
  comments: "What the runs are ordered by, each with ASC or DESC. Left empty, the latest run comes first.",
  clean: nameList("Order By"),
});

const viewType = input({
  label: "View Type",
  type: "string",
  required: false,
  default: "ACTIVE_ONLY",
  model: [
    { label: "Active runs", value: "ACTIVE_ONLY" },
    { label: "Deleted runs", value: "DELETED_ONLY" },
    { label: "All runs", value: "ALL" },
  ],
  comments: "Whether active runs are searched, deleted ones, or both.",
  clean: choiceWithDefault("View Type", viewTypes, "ACTIVE_ONLY"),
});

const limit = input({
  label: "Limit",
  type: "string",
  required: false,
  placeholder: "100",
  example: "100",
  comments: "The most runs that are wanted. Left empty, all come.",
  clean: integerOrZero("Limit", Number.MAX_SAFE_INTEGER),
});

/** The inputs of a search, in order. */
export const searchInputs = { experimentIds, filter, orderBy, viewType, limit };
