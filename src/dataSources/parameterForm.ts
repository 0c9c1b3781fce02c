/** The form of Set Job Parameters: one text for each parameter of a job, filled with its default. */

import type { Redact } from "../http/redact";
import { sanitizeLine, sanitizer } from "../http/sanitize";
import { formKey } from "../services/formKeys";
import type { JobParameter } from "../services/jobs/jobChoices";
import { isUsableKey } from "./choices";
import { formScope, type WizardForm } from "./wizardForm";

/** The longest title and description, in characters. */
const maxTextLength = 200;

/** A default that Databricks computes for each run, such as {{job.start_time.iso_date}}: only the job itself may keep it. */
const isComputed = (text: string): boolean => {
  const at = text.indexOf("{{");
  return at >= 0 && text.includes("}}", at + 2);
};

/** The default that a person starts from; none where it is computed, empty, or cannot be shown as it is. */
const startOf = ({ default: given }: JobParameter, redact: Redact): string | undefined =>
  isUsableKey(given, redact) && !isComputed(given) ? given : undefined;

/**
 * Makes the form for the parameters of a job. A parameter that is left empty keeps the job's own default.
 * @param redact removes the connection's secrets from displayed text
 */
export const parameterForm = (given: readonly JobParameter[], redact: Redact): WizardForm => {
  const sanitize = sanitizer(redact);
  const usable = given.filter(({ name }) => isUsableKey(name, redact));
  const parameters = [...new Map(usable.map((parameter) => [formKey(parameter.name), parameter]))];
  const starts = parameters.flatMap(([key, parameter]): [string, string][] => {
    const start = startOf(parameter, redact);
    return start === undefined ? [] : [[key, start]];
  });
  const startByKey = new Map(starts);
  const propertyOf = ([key, parameter]: [string, JobParameter]): [string, object] => {
    const start = startByKey.get(key);
    const shown = sanitizeLine(sanitize, parameter.default ?? "", maxTextLength);
    return [
      key,
      {
        type: "string",
        title: sanitizeLine(sanitize, parameter.name, maxTextLength) || "no name",
        ...(shown !== "" && { description: `Left empty, the job's default applies: ${shown}` }),
        ...(start !== undefined && { default: start }),
      },
    ];
  };
  return {
    schema: { type: "object", properties: Object.fromEntries(parameters.map(propertyOf)), required: [] },
    uiSchema: {
      type: "VerticalLayout",
      elements: parameters.map(([key]) => ({ type: "Control", scope: formScope(key) })),
    },
    data: Object.fromEntries(starts),
  };
};
