/** Pipelines, their updates and their events: read only. */
import type { Check } from "../check";
import { agree, NotTried } from "../outcomes";
import { refusedWith } from "./refusals";

const page = "https://docs.databricks.com/api/workspace/pipelines";

const unknownId = "00000000-0000-0000-0000-000000000000";

interface Pipeline {
  pipeline_id: string;
}

interface Update {
  update_id: string;
  outcome: string;
  errors?: object[];
}

export const pipelineChecks: readonly Check[] = [
  {
    id: "pipelines.lists",
    title: "Pipelines are listed and offered, with their updates and events",
    tries: "List Pipelines, Select Pipeline; Get Pipeline, its updates and its latest events",
    source: page,
    covers: [
      "listPipelines",
      "selectPipeline",
      "getPipeline",
      "listPipelineUpdates",
      "getPipelineUpdate",
      "listPipelineEvents",
    ],
    run: async (context) => {
      const listed = await context.call<Pipeline[]>("listPipelines");
      const offered = await context.call<object[]>("selectPipeline");
      const [first] = listed;
      if (!first) throw new NotTried("the workspace has no pipeline");
      const pipelineId = first.pipeline_id;
      const { state } = await context.call<{ state?: string }>("getPipeline", { pipelineId });
      const updates = await context.call<Update[]>("listPipelineUpdates", { pipelineId, limit: "30" });
      const [latest] = updates;
      const updateId = latest?.update_id;
      const got = updateId && (await context.call<Update>("getPipelineUpdate", { pipelineId, updateId }));
      const events = await context.call<object[]>("listPipelineEvents", {
        pipelineId,
        updateId,
        limit: "120",
      });
      agree(listed.length === offered.length, `${listed.length} listed, ${offered.length} offered`);
      const last = got ? `${got.outcome}, ${got.errors?.length ?? 0} errors` : "none";
      return `${listed.length} pipelines; ${state}, ${updates.length} updates, the last ${last}; ${events.length} events`;
    },
  },
  {
    id: "pipelines.events.update",
    title: "Events can be filtered by level and time; by update, the filter is not documented",
    tries: "the filters that the connector sends, and update_id = '...' beside them",
    source: page,
    run: async (context) => {
      const [first] = await context.call<Pipeline[]>("listPipelines", { limit: "1" });
      if (!first) throw new NotTried("the workspace has no pipeline");
      const path = `/api/2.0/pipelines/${first.pipeline_id}/events`;
      const documented = "level in ('WARN','ERROR') AND timestamp >= '2020-01-01T00:00:00.000Z'";
      const filtered = await context.request("GET", `${path}?filter=${encodeURIComponent(documented)}`);
      agree(filtered.status === 200, filtered.summary);
      const other = encodeURIComponent(`update_id = '${unknownId}'`);
      const byUpdate = await context.request("GET", `${path}?filter=${other}`);
      return `by update: HTTP ${byUpdate.status}`;
    },
  },
  {
    id: "pipelines.error.pipeline",
    title: "An unknown pipeline is refused with 404, and so are its updates and a start",
    tries: "get, updates, start and stop of a pipeline that is not there; the trigger's first poll",
    source: page,
    covers: ["pipelineUpdateCompleted"],
    run: async (context) => {
      const path = `/api/2.0/pipelines/${unknownId}`;
      const got = await context.request("GET", path);
      const started = await context.request("POST", `${path}/updates`, { body: {} });
      const { message } = await context.pollRefusal("pipelineUpdateCompleted", { pipelineId: unknownId });
      agree(/Check the Pipeline ID/.test(message), message);
      return `get: ${refusedWith(got, [404])}; start: ${refusedWith(started, [404])}`;
    },
  },
];
