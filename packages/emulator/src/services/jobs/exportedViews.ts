/**
 * The run of a notebook task as an HTML page.
 * https://docs.databricks.com/api/workspace/jobs/exportrun
 */

import { notebookCells } from "../../code/notebookSource";
import { invalidParameter } from "../../control/requests";
import type { JobRun } from "./jobRun";
import type { TaskRun } from "./taskRun";

const views = ["CODE", "DASHBOARDS", "ALL"];

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

/**
 * The views of a run. The workspace's notebooks have no dashboards.
 * @throws HttpError 400 where the run is none of a notebook, or the kind of view is unknown
 */
export function exportedViews(run: JobRun, attempt: TaskRun, kind: string) {
  if (!views.includes(kind)) throw invalidParameter(`Invalid views_to_export: ${kind}`);
  const path = attempt.task.notebook_task?.notebook_path;
  if (path === undefined) {
    throw invalidParameter(`Run ${attempt.runId} cannot be exported: only runs of notebooks can.`);
  }
  if (kind === "DASHBOARDS") return {};
  const name = path.slice(path.lastIndexOf("/") + 1);
  return { views: [{ name, type: "NOTEBOOK", content: pageOf(name, cellsOf(run, attempt, path), attempt) }] };
}

function cellsOf({ environment }: JobRun, { source }: TaskRun, path: string) {
  const found = environment.objects.find(path);
  return notebookCells(source ?? found?.content.toString("utf8") ?? "", found?.language ?? "PYTHON");
}

function pageOf(name: string, cells: { language: string; code: string }[], { result }: TaskRun): string {
  const { notebook_output: output, error } = result.output;
  return [
    "<!DOCTYPE html>",
    `<html><head><meta charset="utf-8"><title>${escaped(name)}</title></head><body>`,
    ...cells.map(({ language, code }) => `<pre class="${escaped(language)}">${escaped(code)}</pre>`),
    ...(output?.result === undefined ? [] : [`<p>Notebook exited: ${escaped(output.result)}</p>`]),
    ...(error === undefined ? [] : [`<p>${escaped(error)}</p>`]),
    "</body></html>",
  ].join("\n");
}
