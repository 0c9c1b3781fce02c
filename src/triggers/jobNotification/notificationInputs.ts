/** Inputs of the trigger that Databricks tells of the runs of a job. */

import { input } from "@prismatic-io/spectral";
import { boolean, optional, optionalText, requiredChoice, requiredText } from "../../inputs/clean";
import { optionalNumericId } from "../../inputs/numericId";
import { jobExample } from "../../services/jobs/jobExamples";
import type { NumericId } from "../../services/jobs/jobs";
import type { JobEventName } from "../../services/jobs/jobWebhooks";

const modes = ["automatic", "manual"] as const;

const event = (label: string, isOn: boolean, comments: string) =>
  input({
    label,
    type: "boolean",
    required: false,
    default: String(isOn),
    comments,
    clean: boolean(label),
  });

/** In a header of Basic authentication the first colon ends the user name. */
const userNameText = (value: unknown): string | undefined => {
  const name = optionalText("User Name")(value);
  if (name?.includes(":")) throw new Error("User Name must not contain a colon.");
  return name;
};

export const notificationInputs = {
  jobId: input({
    label: "Job ID",
    type: "string",
    required: false,
    dataSource: "selectJob",
    placeholder: String(jobExample.job_id),
    example: String(jobExample.job_id),
    comments:
      "The ID of the job whose runs start the flow. Automatic mode needs it; left empty in manual mode, every job may.",
    clean: optionalNumericId("Job ID", "job"),
  }),
  onSuccess: event("On Success", true, "When true, a run that succeeds starts the flow."),
  onFailure: event(
    "On Failure",
    true,
    "When true, a run that fails starts the flow, and so does one that is skipped or cancelled unless the job mutes these.",
  ),
  onStart: event("On Start", false, "When true, a run that begins starts the flow."),
  onSlow: event(
    "On Slow Run",
    false,
    "When true, a run that takes longer than the job's duration warning starts the flow. The job needs such a warning.",
  ),
  mode: input({
    label: "Mode",
    type: "string",
    required: true,
    default: "automatic",
    model: [
      { label: "Automatic", value: "automatic" },
      { label: "Manual", value: "manual" },
    ],
    comments:
      "Automatic makes the notification destination on deployment, which takes a workspace admin, adds it to the job, and removes both with the instance. Manual changes nothing in Databricks: an admin enters the URL of the flow, the user name and the password there.",
    clean: requiredChoice("Mode", modes),
  }),
  userName: input({
    label: "User Name",
    type: "string",
    required: false,
    placeholder: "job-notifications",
    example: "job-notifications",
    comments: "The user name that the notification destination has in Databricks. For manual mode alone.",
    clean: userNameText,
  }),
  password: input({
    label: "Password",
    type: "password",
    required: false,
    placeholder: "A long random password",
    comments: "The password that the notification destination has in Databricks. For manual mode alone.",
    clean: optional(requiredText("Password")),
  }),
  fetchRun: input({
    label: "Fetch Run",
    type: "boolean",
    required: false,
    default: "false",
    comments:
      "When true, the flow starts with the whole run, its outcome, and the errors of its failed tasks. Databricks itself sends IDs alone.",
    clean: boolean("Fetch Run"),
  }),
};

/** The inputs as they are read. */
export interface NotificationParameters {
  jobId?: NumericId;
  onSuccess: boolean;
  onFailure: boolean;
  onStart: boolean;
  onSlow: boolean;
  mode: (typeof modes)[number];
  userName?: string;
  password?: string;
  fetchRun: boolean;
}

/** What is to start the flow. */
export const chosenEvents = (given: NotificationParameters): JobEventName[] => {
  const chosen: [JobEventName, boolean][] = [
    ["start", given.onStart],
    ["success", given.onSuccess],
    ["failure", given.onFailure],
    ["slow", given.onSlow],
  ];
  return chosen.filter(([, isOn]) => isOn).map(([name]) => name);
};
