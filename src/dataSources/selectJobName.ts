import { canViewJob, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { listJobsNamed } from "../services/jobs/fetchJob";
import { jobChoiceSchema } from "../services/jobs/jobs";
import { jobExample } from "../services/jobs/jobsExamples";
import { picklist } from "./picklist";

const choice = (name: string) => ({ key: name, label: name });

/**
 * Every job's name, once: a name stays the same in another workspace, an ID does not.
 * https://docs.databricks.com/api/workspace/jobs/list
 */
export const selectJobName = picklist({
  label: "Select Job Name",
  description: "Select the name of a job of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canViewJob])],
  choices: async (client) =>
    (await listJobsNamed(client, undefined, lenientSchema(jobChoiceSchema))).map(({ settings }) =>
      choice(settings?.name ?? ""),
    ),
  example: [choice(jobExample.settings.name)],
});
