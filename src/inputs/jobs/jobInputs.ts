/** Inputs of jobs. */
import { input } from "@prismatic-io/spectral";
import { countTask, jobExample } from "../../services/jobs/jobExamples";
import { optionalText, requiredText } from "../clean";
import { optionalObject, requiredObjects } from "../json";
import { optionalNumericId, requiredNumericId } from "../numericId";
import { nameList } from "../stringList";

export const jobId = input({
  label: "Job ID",
  type: "string",
  required: true,
  dataSource: "selectJob",
  placeholder: String(jobExample.job_id),
  example: String(jobExample.job_id),
  comments: "The ID of the job.",
  clean: requiredNumericId("Job ID", "job"),
});

export const optionalJobId = input({
  label: "Job ID",
  type: "string",
  required: false,
  dataSource: "selectJob",
  placeholder: String(jobExample.job_id),
  example: String(jobExample.job_id),
  comments: "The ID of the job.",
  clean: optionalNumericId("Job ID", "job"),
});

export const nameFilter = input({
  label: "Name",
  type: "string",
  required: false,
  placeholder: jobExample.settings.name,
  example: jobExample.settings.name,
  comments: "The whole name of the jobs that are wanted, in capitals or not. Left empty, all jobs come.",
  clean: optionalText("Name"),
});

export const jobName = input({
  label: "Job Name",
  type: "string",
  required: true,
  placeholder: jobExample.settings.name,
  example: "Airport Count, Weekly",
  comments: "The name of the job.",
  clean: requiredText("Job Name"),
});

export const jobNameToFind = input({
  label: "Job Name",
  type: "string",
  required: false,
  placeholder: jobExample.settings.name,
  example: jobExample.settings.name,
  comments:
    "The exact name of the job, in place of its ID. Where several jobs have it, the step fails and lists their IDs.",
  clean: optionalText("Job Name"),
});

export const runName = input({
  label: "Run Name",
  type: "string",
  required: false,
  placeholder: "Airport count, once",
  example: "Airport count, once",
  comments: "The name of the run. Left empty, Databricks calls it Untitled.",
  clean: optionalText("Run Name"),
});

const exampleTasks = JSON.stringify([countTask]);

/** The tasks of a job or of a run without one. */
export const tasks = input({
  label: "Tasks",
  type: "code",
  language: "json",
  required: true,
  placeholder: exampleTasks,
  example: exampleTasks,
  comments:
    "The tasks as a JSON array, as Databricks takes them: each with a task_key, the field of its kind such as notebook_task, and where it runs.",
  clean: requiredObjects("Tasks"),
});

export const newSettings = input({
  label: "New Settings",
  type: "code",
  language: "json",
  required: false,
  placeholder: '{"max_concurrent_runs": 2}',
  example: '{"max_concurrent_runs": 2}',
  comments:
    "The settings that change, as a JSON object. Databricks replaces whole top-level fields, and merges tasks and job clusters by their keys.",
  clean: optionalObject("New Settings"),
});

export const fieldsToRemove = input({
  label: "Fields To Remove",
  type: "string",
  collection: "valuelist",
  required: false,
  placeholder: "schedule",
  example: "schedule",
  comments: "Settings to take away, such as schedule, or tasks/check_airports for one task.",
  clean: nameList("Fields To Remove"),
});
