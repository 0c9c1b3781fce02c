/** A whole command for each action, data source and polling trigger: it runs as it is on a local workspace. */
import type { Piece, PublishedInput } from "./bundle";

/** How every command begins. */
export const command = "npm run action --";

/** What an example takes beside the required inputs. */
interface Addition {
  /** Optional inputs, with their own examples. */
  also?: string[];
  /** Inputs whose own example needs something else around it. */
  instead?: Record<string, string>;
  /** What is started first, in the same shell. */
  before?: string;
}

const customers: Addition = { also: ["catalog", "schema"] };

/** A place of this machine that a URL leads to: it gives a file, and takes one. */
const storage: Pick<Addition, "before"> = {
  before: `node -e 'const server = require("node:http").createServer((request, response) => request.resume().on("end", () => { response.end("id\\n1\\n"); server.close(); })).listen(8099, "127.0.0.1")' &`,
};

/** What the examples of some actions need; all others run with the examples of their required inputs. */
const additions: Record<string, Addition> = {
  copyInto: customers,
  createCatalog: { instead: { ifItExists: "keep" } },
  createCluster: { also: ["nodeTypeId", "numWorkers"] },
  createServingEndpoint: { also: ["servedEntities"] },
  createVectorIndex: { also: ["sourceTable", "textColumn", "embeddingEndpoint", "columnsToSync"] },
  deleteDirectory: { instead: { recursive: "yes" } },
  createSchema: { instead: { ifItExists: "keep" } },
  deleteRows: { ...customers, also: ["catalog", "schema", "keyColumns"] },
  deleteTable: customers,
  exportToVolume: { also: ["sqlParameters"] },
  findRows: { also: ["catalog", "schema", "conditions"] },
  getExperiment: { also: ["experimentId"] },
  getTable: customers,
  getTableLineage: customers,
  insertRows: customers,
  installLibraries: { also: ["libraries"] },
  jobRunCompleted: { also: ["jobId"] },
  logMlflowBatch: { also: ["metrics"] },
  newFiles: { also: ["startFrom"] },
  newRows: { also: ["catalog", "schema", "table", "startFrom", "rowCap"] },
  queryServingEndpoint: { also: ["prompt"] },
  queryRows: { also: ["parameters"] },
  queryVectorIndex: { also: ["queryVector", "columns", "limit"] },
  repairJobRun: { instead: { runId: "902118774530019" } },
  resizeCluster: { also: ["numWorkers"] },
  runJob: { also: ["jobId", "jobParameters"], instead: { waitForCompletion: "yes" } },
  runSql: { also: ["sqlParameters"] },
  selectTask: { also: ["jobId"] },
  sendFileToUrl: { ...storage, instead: { targetUrl: "http://127.0.0.1:8099/orders.csv" } },
  tableExists: customers,
  tableChanges: { also: ["catalog", "schema", "startFrom"], instead: { startVersion: "0" } },
  uninstallLibraries: {
    also: ["librariesJson"],
    instead: { librariesJson: '[{"pypi": {"package": "pyarrow==17.0.0"}}]' },
  },
  updateGitFolder: { also: ["branch"] },
  updateGrants: { also: ["changes"] },
  updateJob: { also: ["newSettings"] },
  updateMlflowRun: { also: ["status"] },
  updateServingEndpoint: { also: ["servedEntities"] },
  updateWarehouse: { also: ["autoStopMinutes"] },
  uploadFileFromUrl: { ...storage, instead: { sourceUrl: "http://127.0.0.1:8099/orders.csv" } },
  updatePermissions: { also: ["permissions"] },
  upsertRows: customers,
};

const isNeeded = ({ type, required, default: usual }: PublishedInput): boolean =>
  type !== "connection" && required === true && !usual;

const fieldExamples = (fields: PublishedInput[] = []): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const example = exampleOf(field);
      return example === undefined ? [] : [[field.key, example]];
    }),
  );

/** The example of an input; one with fields has what the examples of its fields make: a row, or the first kind. */
export const exampleOf = ({ type, inputs = [], example }: PublishedInput): unknown => {
  if (type === "structuredObject") return [fieldExamples(inputs)];
  const [kind] = inputs;
  if (type === "dynamicObject" && kind)
    return { configuration: kind.key, values: fieldExamples(kind.inputs) };
  return example;
};

/** The same as it is typed. */
export const exampleText = (input: PublishedInput): string | undefined => {
  const example = exampleOf(input);
  return example === undefined || typeof example === "string" ? example : JSON.stringify(example);
};

/** The values of an example, as they are typed, in the order of the inputs. */
const exampleValues = ({ definition: { key, inputs } }: Piece): [string, string][] => {
  const { also = [], instead = {} } = additions[key] ?? {};
  return inputs.flatMap((input): [string, string][] => {
    const value =
      instead[input.key] ?? (isNeeded(input) || also.includes(input.key) ? exampleText(input) : undefined);
    return value === undefined ? [] : [[input.key, value]];
  });
};

/** A word as a POSIX shell reads it. */
export const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The longest command that stands on one line, in characters. */
const lineLength = 78;

/**
 * A command that runs as it is on a local workspace, for a POSIX shell.
 * @returns undefined for a trigger that Databricks calls
 */
export const exampleCommand = (piece: Piece): string | undefined => {
  if (piece.kind === "trigger" && !piece.definition.isPollingTrigger) return undefined;
  const { key } = piece.definition;
  const options = exampleValues(piece).map(([name, value]) => `--${name} ${quoted(value)}`);
  const line = [command, key, ...options].join(" ");
  const text = line.length <= lineLength ? line : [`${command} ${key}`, ...options].join(" \\\n  ");
  const before = additions[key]?.before;
  return before === undefined ? text : `${before}\n${text}`;
};
