import { readJobEvent } from "./jobEvents";

const event = {
  event_type: "jobs.on_duration_warning_threshold_exceeded",
  workspace_id: 4_321_000_000,
  job: { job_id: 11, name: "Nightly" },
  run: { run_id: "21", parent_run_id: 20 },
  task: { task_key: "load" },
};

const read = {
  ...event,
  event: "slow",
  workspace_id: "4321000000",
  job: { job_id: "11", name: "Nightly" },
  run: { run_id: "21", parent_run_id: "20" },
};

it("an event has its ids as text", () => {
  expect(readJobEvent(event)).toEqual(read);
});

it("an event keeps the fields that Databricks adds to it", () => {
  const sent = {
    ...event,
    threshold_seconds: 600,
    job: { ...event.job, url: "https://example.com/jobs/11" },
    run: { ...event.run, attempt: 1 },
    task: { ...event.task, kind: "notebook" },
  };
  expect(readJobEvent(sent)).toEqual({
    ...read,
    threshold_seconds: 600,
    job: { ...read.job, url: "https://example.com/jobs/11" },
    run: { ...read.run, attempt: 1 },
    task: { ...read.task, kind: "notebook" },
  });
});

it.each([
  [{ ...event, event_type: "other" }],
  [{ ...event, job: {} }],
  [{ ...event, run: null }],
  [[]],
  ["x"],
])("%j is no event of a job", (body) => {
  expect(readJobEvent(body)).toBeUndefined();
});
