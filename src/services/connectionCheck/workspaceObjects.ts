/** How the objects of the workspace are checked: whoever may read one may use it, and its permissions show the rest. */

import { path } from "../../http/path";
import { objectSchema, optionalSchema, textSchema } from "../../http/schema";
import type { PermissionType } from "../access/permissions";
import { clusterSchema } from "../clusters/clusters";
import { genieSpaceSchema } from "../genie/genieSpaces";
import { fetchJob } from "../jobs/fetchJob";
import type { NumericId } from "../jobs/jobs";
import { heldExperimentSchema } from "../mlflow/mlflow";
import { pipelineSchema } from "../pipelines/pipelines";
import { vectorEndpointPath, vectorEndpointSchema } from "../vectorSearch/vectorSearch";
import { warehouseSchema } from "../warehouses/warehouses";
import type { CheckContext } from "./catalogObjects";
import { checkRules } from "./checkRules";
import type { Certainty, Check, SecurableKind } from "./connectionCheck";
import { readPermissions } from "./grantReader";
import { type Holder, holdsGrant } from "./holders";
import { deletedStates, stateText } from "./messages";
import { type Findings, runCheck } from "./runCheck";

/** What the levels of permission on an object that was read say. */
const certainties = (
  what: SecurableKind,
  holders: readonly Holder[] | undefined,
  { user }: CheckContext,
): Pick<Findings, "canRead" | "canWrite"> => {
  const { read, write } = checkRules[what];
  const holds = ({ grant, on }: typeof read): Certainty =>
    holders === undefined || user === undefined ? "not known" : holdsGrant(grant, on, holders, user);
  return { canRead: holds(read) !== false, canWrite: holds(write) };
};

/** The same by the permissions of the object. */
const byPermissions = async (
  context: CheckContext,
  what: SecurableKind,
  type: PermissionType,
  id: string,
): Promise<Pick<Findings, "canRead" | "canWrite">> =>
  certainties(what, await readPermissions(context.client, type, id), context);

/** What can be done with a SQL warehouse; a stopped one can be used. */
export const checkWarehouse = (context: CheckContext, id: string): Promise<Check> =>
  runCheck({ what: "warehouse", id }, context, async () => {
    const { name, state = "UNKNOWN" } = await context.client.get(path`/api/2.0/sql/warehouses/${id}`, {
      schema: warehouseSchema,
    });
    const found = { name, note: stateText("warehouse", state), isGone: deletedStates.has(state) };
    return { ...found, ...(await byPermissions(context, "warehouse", "warehouses", id)) };
  });

/** What can be done with a cluster; a terminated one can be attached to after it has been started. */
export const checkCluster = (context: CheckContext, id: string): Promise<Check> =>
  runCheck({ what: "cluster", id }, context, async () => {
    const { cluster_name: name, state = "UNKNOWN" } = await context.client.get(path`/api/2.1/clusters/get`, {
      schema: clusterSchema,
      query: { cluster_id: id },
    });
    const found = { name, note: stateText("cluster", state) };
    return { ...found, ...(await byPermissions(context, "cluster", "clusters", id)) };
  });

/** What can be done with a job. */
export const checkJob = (context: CheckContext, id: NumericId): Promise<Check> =>
  runCheck({ what: "job", id: String(id) }, context, async () => {
    const { settings } = await fetchJob(context.client, id);
    return { name: settings?.name, ...(await byPermissions(context, "job", "jobs", String(id))) };
  });

/** An endpoint, as far as it is checked. */
const checkedEndpointSchema = objectSchema<{
  id?: string;
  permission_level?: string;
  state?: { ready?: string };
}>({
  id: optionalSchema(textSchema),
  permission_level: optionalSchema(textSchema),
  state: optionalSchema(objectSchema({ ready: optionalSchema(textSchema) })),
});

/** What can be done with a serving endpoint, which returns the caller's own level of permission. */
export const checkServingEndpoint = (context: CheckContext, name: string): Promise<Check> =>
  runCheck({ what: "servingEndpoint", id: name }, context, async () => {
    const { client, user } = context;
    const read = await client.get(path`/api/2.0/serving-endpoints/${name}`, {
      schema: checkedEndpointSchema,
    });
    const { id, permission_level: level, state } = read;
    const note = state?.ready === "NOT_READY" ? "It is not ready for queries." : undefined;
    if (level !== undefined && user !== undefined) {
      const own = { name: user.userName, mayBeGroup: false, grants: [level.replaceAll("_", " ")] };
      return { note, ...certainties("servingEndpoint", [own], context) };
    }
    if (id === undefined) return { note, canRead: true, canWrite: "not known" };
    return { note, ...(await byPermissions(context, "servingEndpoint", "serving-endpoints", id)) };
  });

/** What can be done with an experiment. */
export const checkExperiment = (context: CheckContext, id: string): Promise<Check> =>
  runCheck({ what: "experiment", id }, context, async () => {
    const { experiment } = await context.client.get(path`/api/2.0/mlflow/experiments/get`, {
      schema: heldExperimentSchema,
      query: { experiment_id: id },
    });
    const isGone = experiment.lifecycle_stage === "deleted";
    const found = { name: experiment.name, isGone, ...(isGone && { note: "It is deleted." }) };
    return { ...found, ...(await byPermissions(context, "experiment", "experiments", id)) };
  });

/** What can be done with a pipeline. */
export const checkPipeline = (context: CheckContext, id: string): Promise<Check> =>
  runCheck({ what: "pipeline", id }, context, async () => {
    const { name, state = "UNKNOWN" } = await context.client.get(path`/api/2.0/pipelines/${id}`, {
      schema: pipelineSchema,
    });
    const found = { name, note: stateText("pipeline", state), isGone: deletedStates.has(state) };
    return { ...found, ...(await byPermissions(context, "pipeline", "pipelines", id)) };
  });

/** What can be done with a Genie space. */
export const checkGenieSpace = (context: CheckContext, id: string): Promise<Check> =>
  runCheck({ what: "genieSpace", id }, context, async () => {
    const { title: name } = await context.client.get(path`/api/2.0/genie/spaces/${id}`, {
      schema: genieSpaceSchema,
    });
    return { name, ...(await byPermissions(context, "genieSpace", "genie", id)) };
  });

/** What can be done with a vector search endpoint, whose permissions are known by its ID alone. */
export const checkVectorSearchEndpoint = (context: CheckContext, name: string): Promise<Check> =>
  runCheck({ what: "vectorSearchEndpoint", id: name }, context, async () => {
    const { id, endpoint_status: status } = await context.client.get(vectorEndpointPath(name), {
      schema: vectorEndpointSchema,
    });
    const { state = "UNKNOWN" } = status ?? {};
    const found = { note: stateText("vectorSearchEndpoint", state), isGone: deletedStates.has(state) };
    if (id === undefined) return { ...found, canRead: true, canWrite: "not known" };
    return {
      ...found,
      ...(await byPermissions(context, "vectorSearchEndpoint", "vector-search-endpoints", id)),
    };
  });
