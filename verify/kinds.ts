/** The kinds of objects that a run makes: how each is found by its name, and removed. */
import { type CheckContext, quoted } from "./context";
import { type Kind, runNameIn } from "./ledger";

/** What the schema of a run says of itself; nothing without it is ever removed. */
export const marker = "Made by the check of the Databricks connector; may be removed.";

interface Listed {
  [key: string]: unknown;
}

/** Every object of a list, page by page. */
const allPages = async (
  context: CheckContext,
  path: string,
  items: string,
  query: Record<string, string> = {},
): Promise<Listed[]> => {
  const found: Listed[] = [];
  let token: string | undefined;
  do {
    const { json } = await context.ask("GET", path, {
      query: { ...query, ...(token && { page_token: token }) },
    });
    found.push(...((json[items] as Listed[] | undefined) ?? []));
    token = (json.next_page_token as string | undefined) || undefined;
  } while (token !== undefined);
  return found;
};

const namesOf = (found: readonly Listed[], field: string): string[] => [
  ...new Set(found.map((item) => runNameIn(String(item[field] ?? ""))).filter((name) => name !== undefined)),
];

/** Sends a request whose object may be gone already. */
const unlessGone = async (
  context: CheckContext,
  method: string,
  path: string,
  body?: object,
): Promise<void> => {
  const answer = await context.request(method, path, { body });
  const gone = answer.status === 404 || /does(?: not|n't) exist|not found/i.test(answer.summary);
  if (answer.status >= 300 && !gone) throw new Error(answer.summary);
};

export const schemaKind: Kind<CheckContext> = {
  noun: "schema",
  needs: ["schema"],
  list: async (context) => {
    const path = "/api/2.1/unity-catalog/schemas";
    const all = await allPages(context, path, "schemas", { catalog_name: context.catalog });
    return namesOf(
      all.filter(({ comment }) => comment === marker),
      "name",
    );
  },
  remove: async (context, name) => {
    await context.rows(`DROP SCHEMA IF EXISTS ${quoted(context.catalog)}.${quoted(name)} CASCADE`);
  },
  byHand: (name) => `run: DROP SCHEMA <catalog>.${name} CASCADE`,
};

export const volumeKind: Kind<CheckContext> = {
  noun: "volume",
  // It goes with its schema, which has the same name.
  list: async () => [],
  remove: async (context, name) => {
    await context.rows(`DROP VOLUME IF EXISTS ${quoted(context.catalog)}.${quoted(name)}.${quoted(name)}`);
  },
  byHand: (name) => `run: DROP VOLUME <catalog>.${name}.${name}`,
};

export const folderKind: Kind<CheckContext> = {
  noun: "workspace folder",
  list: async (context) => {
    const home = `/Users/${context.run.userName}`;
    const { status, json } = await context.request("GET", "/api/2.0/workspace/list", {
      query: { path: home },
    });
    return status === 404
      ? []
      : namesOf(
          ((json.objects as Listed[] | undefined) ?? []).filter(
            ({ object_type }) => object_type === "DIRECTORY",
          ),
          "path",
        );
  },
  remove: (context, name) =>
    unlessGone(context, "POST", "/api/2.0/workspace/delete", {
      path: `/Users/${context.run.userName}/${name}`,
      recursive: true,
    }),
  byHand: (name) => `delete the folder ${name} in the home of the identity, under Workspace`,
};

export const jobKind: Kind<CheckContext> = {
  noun: "job",
  list: async (context) => {
    const jobs = await allPages(context, "/api/2.2/jobs/list", "jobs", { limit: "100" });
    return namesOf(
      jobs.map(({ settings }) => settings as Listed),
      "name",
    );
  },
  remove: async (context, name) => {
    for (const { job_id } of await allPages(context, "/api/2.2/jobs/list", "jobs", { name })) {
      await unlessGone(context, "POST", "/api/2.2/jobs/runs/cancel-all", { job_id });
      await unlessGone(context, "POST", "/api/2.2/jobs/delete", { job_id });
    }
  },
  byHand: (name) => `delete the job ${name} under Jobs & Pipelines`,
};

const experiments = "/api/2.0/mlflow/experiments";

export const experimentKind: Kind<CheckContext> = {
  noun: "experiment",
  list: async (context) => {
    const found: Listed[] = [];
    let token: string | undefined;
    do {
      const body = { max_results: 1000, ...(token && { page_token: token }) };
      const { json } = await context.ask("POST", `${experiments}/search`, { body });
      found.push(...((json.experiments as Listed[] | undefined) ?? []));
      token = (json.next_page_token as string | undefined) || undefined;
    } while (token !== undefined);
    const home = `/Users/${context.run.userName}/`;
    return namesOf(
      found.filter(({ name }) => String(name).startsWith(home)),
      "name",
    );
  },
  remove: async (context, name) => {
    const query = { experiment_name: `/Users/${context.run.userName}/${name}_experiment` };
    const { status, json, summary } = await context.request("GET", `${experiments}/get-by-name`, { query });
    if (status === 404) return;
    if (status >= 300) throw new Error(summary);
    const { experiment_id, lifecycle_stage } = json.experiment as Listed;
    if (lifecycle_stage !== "deleted")
      await unlessGone(context, "POST", `${experiments}/delete`, { experiment_id });
  },
  byHand: (name) => `delete the experiment ${name}_experiment under Experiments`,
};

const warehouses = "/api/2.0/sql/warehouses";

export const warehouseKind: Kind<CheckContext> = {
  noun: "SQL warehouse",
  list: async (context) => namesOf(await allPages(context, warehouses, "warehouses"), "name"),
  remove: async (context, name) => {
    const found = (await allPages(context, warehouses, "warehouses")).filter((item) => item.name === name);
    for (const { id } of found) await unlessGone(context, "DELETE", `${warehouses}/${String(id)}`);
  },
  byHand: (name) => `delete the SQL warehouse ${name}; until then it may cost`,
};

export const clusterKind: Kind<CheckContext> = {
  noun: "cluster",
  list: async (context) =>
    namesOf(
      await allPages(context, "/api/2.1/clusters/list", "clusters", { page_size: "100" }),
      "cluster_name",
    ),
  remove: async (context, name) => {
    const all = await allPages(context, "/api/2.1/clusters/list", "clusters", { page_size: "100" });
    for (const { cluster_id } of all.filter(({ cluster_name }) => cluster_name === name)) {
      await unlessGone(context, "POST", "/api/2.1/clusters/permanent-delete", { cluster_id });
    }
  },
  byHand: (name) => `delete the cluster ${name} under Compute; until then it may cost`,
};

/** It has no name: its ID stands for it. */
export const executionContextKind: Kind<CheckContext> = {
  noun: "execution context",
  // Databricks lists none; a context that is left ends with its cluster, or once it has been idle for long.
  list: async () => [],
  remove: (context, contextId) =>
    unlessGone(context, "POST", "/api/1.2/contexts/destroy", { clusterId: context.clusterId, contextId }),
  byHand: (name) => `nothing needs to be done: the execution context ${name} ends with its cluster`,
};

const destinations = "/api/2.0/notification-destinations";

export const destinationKind: Kind<CheckContext> = {
  noun: "notification destination of",
  list: async (context) => namesOf(await allPages(context, destinations, "results"), "display_name"),
  remove: async (context, name) => {
    const all = await allPages(context, destinations, "results");
    const found = all.filter(({ display_name }) => runNameIn(String(display_name)) === name);
    for (const { id } of found) await unlessGone(context, "DELETE", `${destinations}/${String(id)}`);
  },
  byHand: (name) =>
    `delete the destination whose name holds ${name} under Settings > Notifications > Notification destinations`,
};

const secretScopes = "/api/2.0/secrets/scopes";

export const secretScopeKind: Kind<CheckContext> = {
  noun: "secret scope",
  list: async (context) => namesOf(await allPages(context, `${secretScopes}/list`, "scopes"), "name"),
  remove: (context, name) => unlessGone(context, "POST", `${secretScopes}/delete`, { scope: name }),
  byHand: (name) => `run: databricks secrets delete-scope ${name}`,
};

/** Every kind, in an order in which they can be removed. */
export const kinds: readonly Kind<CheckContext>[] = [
  destinationKind,
  jobKind,
  folderKind,
  experimentKind,
  clusterKind,
  schemaKind,
  warehouseKind,
  secretScopeKind,
];
