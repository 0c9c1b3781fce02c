/** The part of the public contract, by hand, that is about jobs and their runs. */
import type { SurfaceAction, SurfaceInput } from "../../scripts/docs/surface";

/** What the lines of the contract are made with. */
interface Parts {
  action: (key: string, label: string, ...inputs: SurfaceInput[]) => SurfaceAction;
  text: (key: string, label: string) => SurfaceInput;
  optionalText: (key: string, label: string) => SurfaceInput;
  flag: (key: string, label: string) => SurfaceInput;
  pairs: (key: string, label: string) => SurfaceInput;
  timeoutSeconds: SurfaceInput;
}

const json = (key: string, label: string): SurfaceInput => ({ key, label, type: "code", language: "json" });

const values = (key: string, label: string): SurfaceInput => ({
  key,
  label,
  type: "string",
  collection: "valuelist",
});

/** The actions of jobs. */
export const jobActions = (parts: Parts): SurfaceAction[] => {
  const { action, text, optionalText, flag, pairs, timeoutSeconds } = parts;
  const jobId: SurfaceInput = { ...text("jobId", "Job ID"), dataSource: "selectJob" };
  const optionalJobId: SurfaceInput = { ...optionalText("jobId", "Job ID"), dataSource: "selectJob" };
  const runId = text("runId", "Run ID");
  const tasks: SurfaceInput = { ...json("tasks", "Tasks"), required: true };
  const taskKeys = values("taskKeys", "Tasks");
  const jobParameters = pairs("jobParameters", "Job Parameters");
  const idempotencyToken = optionalText("idempotencyToken", "Idempotency Token");
  const waitForCompletion = flag("waitForCompletion", "Wait For Completion");
  const waitForCancellation = [waitForCompletion, timeoutSeconds];
  const waiting = [
    ...waitForCancellation,
    {
      ...optionalText("onTimeout", "On Timeout"),
      default: "leaveRunning",
      choices: ["leaveRunning", "cancel"],
    },
    { ...flag("failOnError", "Fail On Error"), default: "true" },
  ];
  return [
    action("cancelAllJobRuns", "Cancel All Job Runs", jobId, ...waitForCancellation),
    action("cancelJobRun", "Cancel Job Run", runId, ...waitForCancellation),
    action(
      "createJob",
      "Create Job",
      text("jobName", "Job Name"),
      tasks,
      json("jobSettings", "Further Settings"),
    ),
    action("deleteJob", "Delete Job", jobId),
    action("deleteJobRun", "Delete Job Run", runId),
    action("exportJobRun", "Export Job Run", runId, {
      ...optionalText("views", "Views"),
      default: "CODE",
      choices: ["CODE", "DASHBOARDS", "ALL"],
    }),
    action("getJob", "Get Job", jobId),
    action("getJobRun", "Get Job Run", runId),
    action("getJobRunOutput", "Get Job Run Output", runId),
    action(
      "listJobRuns",
      "List Job Runs",
      optionalJobId,
      { ...optionalText("runStatus", "Run Status"), default: "all", choices: ["all", "active", "completed"] },
      { ...optionalText("runType", "Run Type"), choices: ["JOB_RUN", "WORKFLOW_RUN", "SUBMIT_RUN"] },
      optionalText("startTimeFrom", "Started From"),
      optionalText("startTimeTo", "Started To"),
      flag("expandTasks", "Expand Tasks"),
      optionalText("limit", "Limit"),
    ),
    action("listJobs", "List Jobs", optionalText("jobName", "Name")),
    action(
      "repairJobRun",
      "Repair Job Run",
      runId,
      taskKeys,
      flag("rerunDependentTasks", "Rerun Dependent Tasks"),
      jobParameters,
      ...waiting,
    ),
    action(
      "runJob",
      "Run Job",
      optionalJobId,
      optionalText("jobName", "Job Name"),
      jobParameters,
      json("taskParameters", "Task Parameters"),
      taskKeys,
      idempotencyToken,
      ...waiting,
    ),
    action(
      "submitRun",
      "Submit Run",
      optionalText("runName", "Run Name"),
      tasks,
      json("runSettings", "Further Settings"),
      idempotencyToken,
      ...waiting,
    ),
    action(
      "updateJob",
      "Update Job",
      jobId,
      json("newSettings", "New Settings"),
      values("fieldsToRemove", "Fields To Remove"),
    ),
  ];
};
