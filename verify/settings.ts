/** The settings of a run: the environment says what to work on, the options what it may create. */
import { parseArgs } from "node:util";

/** Where and on what a run works. */
export interface Settings {
  warehouseId?: string;
  clusterId?: string;
  catalog?: string;
  endpoint?: string;
  model?: string;
  /** A token of an identity that may do less. */
  secondToken?: string;
  /** The public address that leads to `webhookPort` of this machine. */
  webhookUrl?: string;
  webhookPort: number;
  /** What may be made beside the schema and its volume. */
  withJobs: boolean;
  withCompute: boolean;
  withExperiment: boolean;
}

/** What to do with them. */
export interface Request {
  mode: "help" | "plan" | "run" | "clean";
  /** On the emulator, started for the run. */
  local: boolean;
  /** Without asking. */
  yes: boolean;
  /** Where the report goes; its twin in JSON beside it. */
  out: string;
  /** Only checks whose id begins with one of these. */
  only: string[];
  minutes: number;
  flags: Pick<Settings, "withJobs" | "withCompute" | "withExperiment">;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of a run, beside those that say how to sign in. */
export const variables = {
  warehouseId: [
    "DATABRICKS_WAREHOUSE_ID",
    "SQL warehouse that the statements run on; it starts if it is stopped",
  ],
  catalog: ["DATABRICKS_CATALOG", "catalog to create the schema in; the identity needs CREATE SCHEMA on it"],
  clusterId: ["DATABRICKS_CLUSTER_ID", "running cluster for a few lines of Python; it is not started"],
  endpoint: ["DATABRICKS_ENDPOINT", "serving endpoint of a chat model; it gets one short query"],
  model: ["DATABRICKS_MODEL", "registered model, catalog.schema.model, that is read"],
  secondToken: ["DATABRICKS_SECOND_TOKEN", "token of an identity without grants, to check refusals"],
  webhookUrl: ["DATABRICKS_WEBHOOK_URL", "public https URL that leads to this machine"],
} as const satisfies Partial<Record<keyof Settings, readonly [name: string, meaning: string]>>;

/** The port of this machine that the public address leads to. */
export const portVariable = "DATABRICKS_WEBHOOK_PORT";

/** Reads the options. @throws Error that says what is wrong with them */
export const readRequest = (args: string[]): Request => {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: "boolean", short: "h", default: false },
      plan: { type: "boolean", default: false },
      clean: { type: "boolean", default: false },
      local: { type: "boolean", default: false },
      yes: { type: "boolean", short: "y", default: false },
      out: { type: "string", default: "verify-report.md" },
      only: { type: "string", multiple: true, default: [] },
      minutes: { type: "string", default: "60" },
      "with-jobs": { type: "boolean", default: false },
      "with-compute": { type: "boolean", default: false },
      "with-experiment": { type: "boolean", default: false },
    },
  });
  const { help, plan, clean, local, yes, out, only } = values;
  const minutes = Number(values.minutes);
  if (!(minutes >= 1 && minutes <= 600)) throw new Error("--minutes takes a number from 1 to 600.");
  return {
    mode: help ? "help" : plan ? "plan" : clean ? "clean" : "run",
    local,
    yes,
    out,
    only,
    minutes,
    flags: {
      withJobs: local || values["with-jobs"],
      withCompute: local || values["with-compute"],
      withExperiment: local || values["with-experiment"],
    },
  };
};

/** Reads what the environment says a run works on. @throws Error where a variable makes no sense */
export const readSettings = (env: Environment, flags: Request["flags"]): Settings => {
  const port = env[portVariable] ?? "0";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`${portVariable} is not a port.`);
  const webhookUrl = env[variables.webhookUrl[0]] || undefined;
  if (webhookUrl !== undefined && !URL.canParse(webhookUrl)) {
    throw new Error(`${variables.webhookUrl[0]} is not an address.`);
  }
  const { webhookUrl: _, ...named } = variables;
  const given = Object.entries(named).map(([key, [name]]) => [key, env[name]?.trim() || undefined]);
  return { ...Object.fromEntries(given), webhookUrl, webhookPort: Number(port), ...flags };
};
