/** Extracts the id of an object from a copied address: of its page in the workspace, or of its HTTP path. */

/** What an id can be of. */
export type PageKind =
  | "warehouse"
  | "cluster"
  | "job"
  | "jobRun"
  | "experiment"
  | "mlflowRun"
  | "endpoint"
  | "pipeline"
  | "pipelineUpdate"
  | "genieSpace"
  | "gitFolder"
  | "query"
  | "dashboard"
  | "statement";

/** How an object is found in an address. */
interface Page {
  words: string;
  /** What precedes its id, segment by segment; `*` is any segment. */
  before: readonly (readonly string[])[];
  /** The parameter that holds its id. */
  parameter?: string;
  /** Whether its id is a number: `runs` and `get` are not. */
  isNumber?: boolean;
}

/** The kinds of ids, and the position of each in the addresses of current pages, of older ones and of drivers. */
export const pageKinds: Record<PageKind, Page> = {
  warehouse: {
    words: "SQL warehouse",
    before: [["warehouses"], ["sql-warehouses"], ["sql", "endpoints"], ["1.0", "endpoints"]],
    parameter: "warehouse_id",
  },
  cluster: {
    words: "cluster",
    before: [["clusters"], ["sparkui"], ["protocolv1", "o", "*"]],
    parameter: "cluster_id",
  },
  job: { words: "job", before: [["jobs"], ["job"]], parameter: "job_id", isNumber: true },
  jobRun: { words: "run of a job", before: [["runs"], ["run"]], parameter: "run_id", isNumber: true },
  experiment: { words: "experiment", before: [["experiments"]], parameter: "experiment_id" },
  mlflowRun: { words: "MLflow run", before: [["runs"]], parameter: "run_id" },
  endpoint: { words: "serving endpoint", before: [["serving-endpoints"], ["ml", "endpoints"]] },
  pipeline: { words: "pipeline", before: [["pipelines"]], parameter: "pipeline_id" },
  pipelineUpdate: { words: "update of a pipeline", before: [["updates"]] },
  genieSpace: {
    words: "Genie space",
    before: [
      ["genie", "rooms"],
      ["genie", "spaces"],
    ],
  },
  gitFolder: { words: "Git folder", before: [["folders"], ["folder"], ["repos"]], isNumber: true },
  query: {
    words: "saved query",
    before: [
      ["sql", "editor"],
      ["sql", "queries"],
      ["editor", "queries"],
    ],
  },
  dashboard: { words: "dashboard", before: [["dashboardsv3"], ["dashboards"], ["sql", "dashboardsv3"]] },
  statement: { words: "SQL statement", before: [["statements"]], parameter: "queryId" },
};

/** Whether a text is an address, whole or in part: no id holds a slash or a hash. */
export const isAddress = (text: string): boolean => text.includes("/") || text.includes("#");

/** An address in pieces: its segments, and the fields of its parameters. */
const piecesOf = (text: string): string[] => text.split(/[/?#&;]/).filter((piece) => piece !== "");

const standsBefore = (pieces: readonly string[], at: number, before: readonly string[]): boolean =>
  at >= before.length &&
  before.every((word, index) => word === "*" || pieces[at - before.length + index]?.toLowerCase() === word);

/**
 * The id of an object in an address.
 * @returns undefined if the address has no object of the kind
 */
export const idInAddress = (text: string, kind: PageKind): string | undefined => {
  const { before, parameter, isNumber = false } = pageKinds[kind];
  const pieces = piecesOf(text);
  const isId = (piece: string): boolean => !piece.includes("=") && (!isNumber || /^\d+$/.test(piece));
  const field = pieces.find((piece) => parameter !== undefined && piece.startsWith(`${parameter}=`));
  if (field !== undefined) return field.slice(field.indexOf("=") + 1);
  return pieces.find((piece, at) => isId(piece) && before.some((words) => standsBefore(pieces, at, words)));
};

const decoded = (piece: string): string => {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece; // A percent sign that encodes nothing is kept.
  }
};

/** What precedes the name in the address of a page that is not of a catalog, a schema or a table. */
export type NamePrefix = "models" | "volumes" | "functions";

/**
 * The parts of a name of Unity Catalog in the address of its page in Catalog Explorer.
 * @param prefix what precedes the name in the address
 * @param count how many parts the name has: 3 with its catalog and its schema
 * @returns the parts; undefined if the address is not such a page
 */
export const nameInAddress = (text: string, prefix?: NamePrefix, count = 3): string[] | undefined => {
  if (!isAddress(text)) return undefined;
  const pieces = piecesOf(text);
  const at = pieces.findIndex((piece, index) => piece === "data" && pieces[index - 1] === "explore") + 1;
  if (at === 0) return undefined;
  const parameters = pieces.findIndex((piece, index) => index >= at && piece.includes("="));
  const names = pieces.slice(at, parameters < 0 ? undefined : parameters).map(decoded);
  if (prefix !== undefined && names.shift() !== prefix) return undefined;
  return names.length === count ? names : undefined;
};
