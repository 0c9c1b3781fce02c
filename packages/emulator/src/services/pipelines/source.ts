/** What a pipeline is made of: the SQL files and notebooks that its specification names, and the tables that they define. */
import { splitStatements } from "databricks-sql-engine";
import { notebookCells } from "../../code/notebookSource";
import type { PipelineSpec } from "../../contract/wireTypes";
import type { ObjectStore } from "../objects/store";

/** A table of a pipeline. */
export interface Dataset {
  name: string;
  query: string;
}

/** Why a pipeline cannot be run. */
export class PipelineRefused extends Error {}

const definition =
  /^CREATE\s+(?:OR\s+(?:REFRESH|REPLACE)\s+)?(?:MATERIALIZED\s+VIEW|LIVE\s+TABLE)\s+([\w.`]+)\s+(?:COMMENT\s+'[^']*'\s+)?AS\s+(.+)$/is;

const withoutComments = (statement: string): string =>
  statement.replace(/^(?:\s|--[^\n]*(?:\n|$))+/, "").trim();

function datasetOf(statement: string): Dataset {
  const [, name, query] = definition.exec(withoutComments(statement)) ?? [];
  if (name !== undefined && query !== undefined) return { name: name.replaceAll("`", ""), query };
  throw new PipelineRefused(
    `The local workspace runs materialized views alone, not: ${withoutComments(statement).slice(0, 100)}`,
  );
}

type Files = Pick<ObjectStore, "find" | "list">;

/** The paths of a library, those of a folder in their order. */
function pathsOf(
  files: Files,
  { file, notebook, glob }: NonNullable<PipelineSpec["libraries"]>[number],
): string[] {
  const alone = file?.path ?? notebook?.path;
  if (alone !== undefined) return [alone];
  const folder = /^(.*)\/\*\*$/.exec(glob?.include ?? "")?.[1];
  if (folder === undefined)
    throw new PipelineRefused("The local workspace takes libraries of SQL files alone.");
  const below = (path: string): string[] =>
    files
      .list(path)
      .flatMap((found) => (found.object_type === "DIRECTORY" ? below(found.path) : [found.path]));
  return below(folder);
}

function textOf(files: Files, path: string): string {
  const found = files.find(path);
  if (!found) throw new PipelineRefused(`The file ${path} does not exist.`);
  const text = found.content.toString("utf8");
  if (found.language === undefined && path.endsWith(".sql")) return text;
  if (found.language !== "SQL")
    throw new PipelineRefused(`The local workspace does not run ${path}: it is not SQL.`);
  return notebookCells(text, found.language)
    .map(({ code }) => code.replace(/;?\s*$/, ";"))
    .join("\n");
}

const mentions = ({ query }: Dataset, { name }: Dataset): boolean =>
  new RegExp(`\\b${name.split(".").at(-1)}\\b`, "i").test(query);

/** The tables in an order in which each comes after those that it reads. */
function inOrder(datasets: Dataset[]): Dataset[] {
  const ordered = new Set<Dataset>();
  const add = (dataset: Dataset, path: Dataset[]): void => {
    if (ordered.has(dataset) || path.includes(dataset)) return;
    for (const other of datasets)
      if (other !== dataset && mentions(dataset, other)) add(other, [...path, dataset]);
    ordered.add(dataset);
  };
  for (const dataset of datasets) add(dataset, []);
  return [...ordered];
}

/** Every table of a pipeline. @throws PipelineRefused for what the workspace cannot run */
export function datasetsOf(files: Files, { libraries = [] }: PipelineSpec): Dataset[] {
  const paths = libraries.flatMap((library) => pathsOf(files, library));
  return inOrder(paths.flatMap((path) => splitStatements(textOf(files, path)).map(datasetOf)));
}
