/** Inputs of pipelines and their updates. */
import { labels } from "../../labels";
import { pipelineExample, updateExample } from "../../services/pipelines/pipelinesExamples";
import type { RunningUpdate } from "../../services/pipelines/startUpdate";
import { booleanInput, choiceInput } from "../choice";
import { eventInputs } from "../clusters/eventInputs";
import { asOptional, withDefault } from "../defineInput";
import { idInput } from "../id";
import { limitInput } from "../integer";
import { namesInput } from "../stringList";
import { trimmedInput } from "../text";
import { becauseItMayTakeLong, timeoutSeconds, waitForCompletion, waitingUntil } from "../waiting";

export const pipelineId = idInput({
  label: "Pipeline ID",
  comments: "The ID of the pipeline.",
  example: pipelineExample.pipeline_id,
  dataSource: "selectPipeline",
  page: "pipeline",
});

const updateId = idInput({
  label: "Update ID",
  comments: `The ID of the update, returned by ${labels.startPipelineUpdate} and ${labels.listPipelineUpdates}.`,
  example: updateExample.update_id,
  page: "pipelineUpdate",
});

/** The inputs that identify an update, in order. */
export const updateInputs = { pipelineId, updateId };

/** The inputs of a list of pipelines. */
export const pipelineListInputs = {
  limit: limitInput("The maximum number of pipelines to return. If empty, all pipelines are returned."),
  pipelineName: asOptional(
    trimmedInput({
      label: "Name",
      comments:
        "The full name of the pipelines to return, not case-sensitive. If empty, all pipelines are returned.",
      example: pipelineExample.name,
    }),
  ),
};

/** The inputs of a list of updates, in order. */
export const updateListInputs = {
  pipelineId,
  limit: limitInput(
    "The maximum number of updates to return, latest first. If empty, all updates are returned.",
  ),
};

/** The inputs of a stop, in order. */
export const stopInputs = { pipelineId, ...waitingUntil("the pipeline is idle") };

const { startTime, endTime, order, limit } = eventInputs;

/** The inputs of a list of events, in order. */
export const pipelineEventInputs = {
  pipelineId,
  updateId: {
    ...asOptional(updateId),
    comments:
      "The ID of the update whose events are returned. If empty, the events of all updates are returned.",
  },
  eventLevel: withDefault(
    choiceInput({
      label: "Level",
      comments: "The levels of the events to return.",
      choices: { all: "All", warnings: "Warnings and errors", errors: "Errors" },
    }),
    "all",
  ),
  startTime,
  endTime,
  order,
  limit,
};

const levels = { all: [], warnings: ["WARN", "ERROR"], errors: ["ERROR"] };

/** The levels of a choice, as Databricks names them. */
export const eventLevelsOf = (choice: keyof typeof levels): string[] => levels[choice];

/** The inputs of a start, in order; inputs that delete data come last. */
export const startInputs = {
  pipelineId,
  refreshTables: namesInput({
    label: "Tables To Refresh",
    comments:
      "The names of the tables to refresh. If both this input and Tables To Recompute are empty, all tables are refreshed.",
    placeholder: "sales.orders_by_day",
    example: "airports_by_state",
  }),
  validateOnly: booleanInput({
    label: "Validate Only",
    comments: "When true, only the code of the pipeline is validated, and no table is changed.",
  }),
  runningUpdate: withDefault(
    choiceInput<RunningUpdate>({
      label: "Running Update",
      comments:
        "What happens if another update of the pipeline is already running: a pipeline runs only one update at a time. An update that is joined may have been started with other inputs.",
      choices: {
        error: "Fail the step",
        join: "Join the running update",
        wait: "Wait for its end, then start",
      },
    }),
    "error",
  ),
  waitForCompletion: waitForCompletion({
    waits: "for the update to end and returns the update with its outcome",
    otherwise: "the update ID at once",
    because: becauseItMayTakeLong,
  }),
  timeoutSeconds: timeoutSeconds(
    "for the update to end, including the wait for an update that is already running",
    "An update that has not ended by then continues, and the error says so.",
  ),
  failOnError: booleanInput(
    {
      label: "Fail On Error",
      comments:
        "When true, an update that fails or is stopped fails the step with its errors. When false, the update is returned with its outcome and errors. Applies only if the step waits.",
    },
    true,
  ),
  fullRefresh: booleanInput({
    label: "Full Refresh",
    comments:
      "When true, all tables are cleared and recomputed. Rows that are no longer in the sources are lost.",
  }),
  fullRefreshTables: namesInput({
    label: "Tables To Recompute",
    comments:
      "The names of the tables to clear and recompute. Rows that are no longer in the sources are lost.",
    placeholder: "sales.orders_by_day",
    example: "airports_by_state",
  }),
};

/** What an update does, as the inputs give it. */
interface GivenUpdate {
  refreshTables: string[];
  fullRefreshTables: string[];
  fullRefresh: boolean;
  validateOnly: boolean;
}

/**
 * The request in Databricks' format.
 * @throws Error that names the inputs that exclude each other
 */
export const updateRequest = (given: GivenUpdate) => {
  const { refreshTables, fullRefreshTables, fullRefresh, validateOnly } = given;
  const { refreshTables: some, fullRefreshTables: anew, fullRefresh: all } = startInputs;
  if (fullRefresh && refreshTables.length + fullRefreshTables.length > 0) {
    throw new Error(`${all.label} applies to all tables: clear ${some.label} and ${anew.label}.`);
  }
  const twice = refreshTables.find((table) => fullRefreshTables.includes(table));
  if (twice !== undefined)
    throw new Error(`${some.label} and ${anew.label} both name ${twice}: remove it from one of the two.`);
  return {
    ...(fullRefresh && { full_refresh: true }),
    ...(refreshTables.length > 0 && { refresh_selection: refreshTables }),
    ...(fullRefreshTables.length > 0 && { full_refresh_selection: fullRefreshTables }),
    ...(validateOnly && { validate_only: true }),
  };
};
