/** https://docs.databricks.com/api/workspace/experiments */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { notImplemented } from "../../apiError";
import { type PageSizes, pageFields } from "../../control/pages";
import { type PaginationSettings, paginate } from "../../control/pagination";
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";
import type { PrivilegeOn } from "../grants/privileges";
import { readFilter, readOrder } from "./filter";
import {
  loggedBatchOf,
  metricOf,
  nonEmptyText,
  optionalNumber,
  paramOf,
  statusOf,
  tagsOf,
  textsOf,
  viewOf,
} from "./requests";
import type { MlflowStore } from "./store";
import type { LoggedBatch, StoredRun } from "./storedRun";
import type { MlflowRun } from "./tracking";
import { metricOnWire, mlflowRunOnWire } from "./wire";

const RUNS = { defaultSize: 1000, maxSize: 50_000 };
const EXPERIMENTS = { defaultSize: 1000, maxSize: 3000 };
const HISTORY = { defaultSize: 25_000, maxSize: 25_000 };

const base = "/api/2.0/mlflow";

/** The routes of MLflow's tracking, API 2.0. */
export function mlflowRoutes(app: FastifyInstance): void {
  experimentRoutes(app);
  runRoutes(app);
  loggingRoutes(app);
}

/** The page that is asked for; more than the server allows is refused, not cut. */
function page<T>(all: T[], asked: unknown, sizes: PageSizes, settings: PaginationSettings) {
  const size = optionalNumber(asked, "max_results");
  if (size !== undefined && (size < 1 || size > sizes.maxSize)) {
    throw invalidParameter(
      `Invalid value ${size} for parameter 'max_results' supplied. It must be at most ${sizes.maxSize}.`,
    );
  }
  return paginate(all, asked, sizes, settings);
}

function experimentRoutes(app: FastifyInstance): void {
  app.post(`${base}/experiments/create`, async ({ workspace, principal, body }) => ({
    experiment_id: workspace.mlflow.createExperiment({
      name: requiredText(body, "name"),
      artifactLocation: nonEmptyText(body, "artifact_location"),
      tags: tagsOf(body),
      owner: principal.user,
    }),
  }));

  app.get(`${base}/experiments/get`, async ({ workspace, grants, query }) => {
    const id = requiredText(query, "experiment_id");
    grants.require("experiment", id);
    return { experiment: workspace.mlflow.experiment(id) };
  });

  app.get(`${base}/experiments/get-by-name`, async ({ workspace, grants, query }) => {
    const experiment = workspace.mlflow.experimentByName(requiredText(query, "experiment_name"));
    grants.require("experiment", experiment.experiment_id);
    return { experiment };
  });

  app.post(`${base}/experiments/search`, async ({ workspace, grants, body }) => {
    if (nonEmptyText(body, "filter") !== undefined || textsOf(body, "order_by").length > 0) {
      throw notImplemented("does not filter or order experiments.");
    }
    const isShown = viewOf(body, "view_type");
    const found = workspace.mlflow.experiments().filter(({ lifecycle_stage }) => isShown(lifecycle_stage));
    const seen = grants.visible("experiment", found, ({ experiment_id }) => experiment_id);
    return pageFields("experiments", page(seen, body, EXPERIMENTS, workspace.pagination));
  });

  for (const [verb, stage] of [
    ["delete", "deleted"],
    ["restore", "active"],
  ] as const) {
    app.post(`${base}/experiments/${verb}`, async ({ workspace, grants, body }) => {
      grants.require("experiment", fieldsOf(body).experiment_id, "CAN_MANAGE");
      workspace.mlflow.setStage(requiredText(body, "experiment_id"), stage);
      return {};
    });
  }
}

/**
 * The run that a request is about; older clients call its id by another name. What may be done with it is what may be
 * done with its experiment.
 */
function runOf(
  { workspace, grants }: FastifyRequest,
  given: unknown,
  level: PrivilegeOn<"experiment">,
): StoredRun {
  const found = workspace.mlflow.run(nonEmptyText(given, "run_id") ?? requiredText(given, "run_uuid"));
  grants.require("experiment", found.info.experiment_id, level);
  return found;
}

function runRoutes(app: FastifyInstance): void {
  app.post(`${base}/runs/create`, async ({ workspace, principal, grants, body }) => {
    grants.require("experiment", fieldsOf(body).experiment_id, "CAN_EDIT");
    const made = workspace.mlflow.createRun({
      experimentId: requiredText(body, "experiment_id"),
      name: nonEmptyText(body, "run_name"),
      startTime: optionalNumber(body, "start_time"),
      tags: tagsOf(body),
      userName: principal.user.userName,
    });
    return { run: mlflowRunOnWire(made.run()) };
  });

  app.get(`${base}/runs/get`, async (request) => ({
    run: mlflowRunOnWire(runOf(request, request.query, "CAN_READ").run()),
  }));

  app.post(`${base}/runs/update`, async (request) => {
    const { body } = request;
    const stored = runOf(request, body, "CAN_EDIT");
    stored.update({
      status: statusOf(body),
      end_time: optionalNumber(body, "end_time"),
      run_name: nonEmptyText(body, "run_name"),
    });
    return { run_info: stored.info };
  });

  app.post(`${base}/runs/search`, async ({ workspace, grants, body }) => {
    const seen = grants.visible(
      "experiment",
      searched(workspace.mlflow, body),
      ({ info }) => info.experiment_id,
    );
    return pageFields("runs", page(seen, body, RUNS, workspace.pagination), mlflowRunOnWire);
  });

  for (const [verb, stage] of [
    ["delete", "deleted"],
    ["restore", "active"],
  ] as const) {
    app.post(`${base}/runs/${verb}`, async (request) => {
      runOf(request, request.body, "CAN_EDIT").info.lifecycle_stage = stage;
      return {};
    });
  }
}

function searched(mlflow: MlflowStore, body: unknown): MlflowRun[] {
  const fits = readFilter(nonEmptyText(body, "filter") ?? "");
  const isShown = viewOf(body, "run_view_type");
  return mlflow
    .runsOf(textsOf(body, "experiment_ids"))
    .filter((run) => isShown(run.info.lifecycle_stage) && fits(run))
    .sort(readOrder(textsOf(body, "order_by")));
}

const nothing: LoggedBatch = { metrics: [], params: [], tags: [] };

function loggingRoutes(app: FastifyInstance): void {
  const logs = (path: string, read: (body: unknown) => LoggedBatch): void => {
    app.post(`${base}/runs/${path}`, async (request) => {
      runOf(request, request.body, "CAN_EDIT").log(read(request.body));
      return {};
    });
  };
  logs("log-batch", loggedBatchOf);
  logs("log-metric", (body) => ({ ...nothing, metrics: [metricOf(body)] }));
  logs("log-parameter", (body) => ({ ...nothing, params: [paramOf(body)] }));
  logs("set-tag", (body) => ({ ...nothing, tags: tagsOf({ tags: [fieldsOf(body)] }) }));

  app.get(`${base}/metrics/get-history`, async (request) => {
    const { workspace, query } = request;
    const values = runOf(request, query, "CAN_READ").history(requiredText(query, "metric_key"));
    return pageFields("metrics", page(values, query, HISTORY, workspace.pagination), metricOnWire);
  });
}
