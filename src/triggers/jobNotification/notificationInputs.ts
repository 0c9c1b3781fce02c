/** Inputs of the trigger for notifications about job runs. */

import { booleanInput, choiceInput } from "../../inputs/choice";
import { asOptional, refine } from "../../inputs/defineInput";
import { jobId } from "../../inputs/jobs/jobInputs";
import { secretInput, trimmedInput } from "../../inputs/text";
import type { NumericId } from "../../services/jobs/jobs";
import type { JobEventName } from "../../services/jobs/jobWebhooks";

/** The inputs, in order. */
export const notificationInputs = {
  jobId: {
    ...asOptional(jobId),
    comments:
      "The ID of the job whose runs start the flow. Required in automatic mode. If empty in manual mode, any job can start the flow.",
  },
  onSuccess: booleanInput(
    { label: "On Success", comments: "When true, a run that succeeds starts the flow." },
    true,
  ),
  onFailure: booleanInput(
    {
      label: "On Failure",
      comments:
        "When true, a run that fails starts the flow, and so does a skipped or cancelled run unless the job mutes these.",
    },
    true,
  ),
  onStart: booleanInput({ label: "On Start", comments: "When true, the start of a run starts the flow." }),
  onSlow: booleanInput({
    label: "On Slow Run",
    comments:
      "When true, a run that exceeds the job's duration warning starts the flow. The job must have a duration warning.",
  }),
  mode: choiceInput({
    label: "Mode",
    comments:
      "Automatic creates the notification destination on deployment, which requires a workspace admin, adds it to the job, and removes both with the instance. Manual changes nothing in Databricks: an admin enters the flow's URL, the user name and the password there.",
    choices: { automatic: "Automatic", manual: "Manual" },
    default: "automatic",
  }),
  userName: asOptional(
    refine(
      trimmedInput({
        label: "User Name",
        comments: "The user name of the notification destination in Databricks. Only for manual mode.",
        example: "job-notifications",
      }),
      (name, label) => {
        // In a header of Basic authentication the first colon ends the user name.
        if (name.includes(":")) throw new Error(`${label} must not contain a colon.`);
        return name;
      },
    ),
  ),
  password: asOptional(
    secretInput({
      label: "Password",
      comments: "The password of the notification destination in Databricks. Only for manual mode.",
      placeholder: "A long random password",
    }),
  ),
  fetchRun: booleanInput({
    label: "Fetch Run",
    comments:
      "When true, the payload includes the whole run, its outcome and the errors of its failed tasks. Databricks itself sends only IDs.",
  }),
};

/** The values of the inputs. */
export interface NotificationParameters {
  jobId?: NumericId;
  onSuccess: boolean;
  onFailure: boolean;
  onStart: boolean;
  onSlow: boolean;
  mode: "automatic" | "manual";
  userName?: string;
  password?: string;
  fetchRun: boolean;
}

/** The events that start the flow. */
export const chosenEvents = (given: NotificationParameters): JobEventName[] => {
  const chosen: [JobEventName, boolean][] = [
    ["start", given.onStart],
    ["success", given.onSuccess],
    ["failure", given.onFailure],
    ["slow", given.onSlow],
  ];
  return chosen.filter(([, isOn]) => isOn).map(([name]) => name);
};
