/** The control API: what a test may do to a workspace and Databricks would not allow. */
import type { FastifyInstance } from "fastify";
import { completeCluster, completeNodeType } from "../services/clusters/newCluster";
import { readSeedFile, requireVolumes } from "../services/files/seedFile";
import { completeObject } from "../services/objects/newObject";
import { completeVolume } from "../services/unityCatalog/newVolume";
import { completeWarehouse } from "../services/warehouses/newWarehouse";
import type { Workspace, WorkspaceOptions } from "../workspace";
import { clockModes } from "./clock";
import { credentialsOnWire } from "./credentials";
import { CONTROL_PREFIX } from "./paths";
import { fieldsOf, invalidParameter, onlyFields } from "./requests";

/** The routes under `/__workspace`. The bearer token says which workspace; only making one needs none. */
export function controlRoutes(app: FastifyInstance): void {
  workspaceRoutes(app);
  clockRoutes(app);
  seedRoute(app);

  app.get(`${CONTROL_PREFIX}/requests`, async ({ workspace }) => ({
    requests: workspace.requestLog.requests(),
  }));
  app.delete(`${CONTROL_PREFIX}/requests`, async ({ workspace }) => {
    const requests = workspace.requestLog.requests();
    workspace.requestLog.clear();
    return { requests };
  });

  app.get(`${CONTROL_PREFIX}/faults`, async ({ workspace }) => ({ faults: workspace.faults.list() }));
  app.post(`${CONTROL_PREFIX}/faults`, async ({ workspace, body }) => workspace.faults.add(body));
  app.delete(`${CONTROL_PREFIX}/faults`, async ({ workspace }) => {
    workspace.faults.clear();
    return {};
  });
}

function workspaceRoutes(app: FastifyInstance): void {
  app.post(`${CONTROL_PREFIX}/workspaces`, async ({ body }) => {
    return credentialsOnWire(app.workspaces.create(readOptions(body)).credentials);
  });

  app.delete(`${CONTROL_PREFIX}/workspaces`, async ({ workspace }) => {
    await app.workspaces.remove(workspace);
    return {};
  });

  app.post(`${CONTROL_PREFIX}/reset`, async ({ workspace }) => {
    const requests = workspace.requestLog.requests();
    await app.workspaces.reset(workspace);
    return { requests };
  });
}

function clockRoutes(app: FastifyInstance): void {
  const clockState = ({ clock }: Workspace) => ({ now: clock.now(), mode: clock.mode });

  app.get(`${CONTROL_PREFIX}/clock`, async ({ workspace }) => clockState(workspace));

  app.post(`${CONTROL_PREFIX}/clock`, async ({ workspace, body }) => {
    const { advance_ms, mode } = onlyFields(body, ["advance_ms", "mode"]);
    const advance = number(advance_ms, "advance_ms") ?? 0;
    const next = clockMode(mode);
    if (advance < 0) throw invalidParameter(`Invalid advance_ms: ${advance}`);
    if (next) workspace.clock.setMode(next);
    workspace.clock.advance(advance);
    return clockState(workspace);
  });
}

/** Everything is read before anything changes: a seed is taken whole or not at all. */
function seedRoute(app: FastifyInstance): void {
  app.post(`${CONTROL_PREFIX}/seed`, async ({ workspace, body }) => {
    const fields = onlyFields(body, [
      "warehouses",
      "clusters",
      "node_types",
      "objects",
      "volumes",
      "files",
      "replace",
    ]);
    const { clock, ids } = workspace;
    const { seed } = workspace.options;
    const { userName } = seed.user;
    const warehouses = list(fields, "warehouses")?.map((given) => completeWarehouse(given, ids, userName));
    const clusters = list(fields, "clusters")?.map((given) =>
      completeCluster(given, { clock, ids, userName }),
    );
    const nodeTypes = list(fields, "node_types")?.map(completeNodeType);
    const objects = list(fields, "objects")?.map(completeObject);
    const volumes = list(fields, "volumes")?.map((given) => completeVolume(given, { clock, ids, seed }));
    const files = list(fields, "files")?.map(readSeedFile);
    const replaceAll = fields.replace === true;
    const isKept = (name: string) => !(volumes && replaceAll) && workspace.volumes.has(name);
    requireVolumes(
      files ?? [],
      (name) => isKept(name) || volumes?.some(({ full_name }) => full_name === name) === true,
    );
    if (warehouses) workspace.warehouses.put(warehouses, replaceAll);
    if (clusters) workspace.clusters.put(clusters, replaceAll);
    if (nodeTypes) workspace.clusters.putNodeTypes(nodeTypes, replaceAll);
    if (volumes) await workspace.volumes.put(volumes, replaceAll);
    for (const file of files ?? []) await workspace.files.put(file);
    if (objects) workspace.objects.put(objects);
    return {
      warehouses: warehouses?.map(({ id }) => id),
      clusters: clusters?.map((cluster) => cluster.cluster_id),
    };
  });
}

function readOptions(body: unknown): Omit<WorkspaceOptions, "seed"> {
  const { clock, start_at, id_seed, account_host } = onlyFields(body, [
    "clock",
    "start_at",
    "id_seed",
    "account_host",
  ]);
  return {
    clock: clockMode(clock),
    startAt: number(start_at, "start_at"),
    idSeed: number(id_seed, "id_seed"),
    accountHost: account_host === true,
  };
}

function number(value: unknown, name: string): number | undefined {
  if (value === undefined || (typeof value === "number" && Number.isFinite(value))) return value;
  throw invalidParameter(`Invalid ${name}: ${JSON.stringify(value)}`);
}

function clockMode(value: unknown) {
  const mode = clockModes.find((known) => known === value);
  if (mode === undefined && value !== undefined) {
    throw invalidParameter(`Invalid mode: ${JSON.stringify(value)}; it is one of ${clockModes.join(", ")}`);
  }
  return mode;
}

function list(fields: Record<string, unknown>, name: string): Record<string, unknown>[] | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw invalidParameter(`Invalid ${name}: it is not a list`);
  return value.map(fieldsOf);
}
