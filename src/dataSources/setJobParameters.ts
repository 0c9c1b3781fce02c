import { type Connection, dataSource } from "@prismatic-io/spectral";
import { viewJobGrants } from "../errors/requiredGrant";
import { withFacts } from "../facts";
import { connection } from "../inputs/shared";
import { fetchJobParameters } from "../services/jobs/jobChoices";
import { jobExample } from "../services/jobs/jobsExamples";
import { interactiveClient } from "./interactiveClient";
import { ownerJobId } from "./jobChoiceInputs";
import { parameterForm } from "./parameterForm";

/**
 * A form with a text for each parameter of a job, filled with the parameter's default. Its result has the value of each
 * parameter by its name, for the Job Parameters of Run Job. https://docs.databricks.com/api/workspace/jobs/get
 */
export const setJobParameters = dataSource({
  display: {
    label: "Set Job Parameters",
    description: "Set the parameters of a job, in a form generated from the job's parameters.",
  },
  dataSourceType: "jsonForm",
  inputs: { connection, jobId: ownerJobId },
  perform: async (context, { connection: chosen, jobId }) => {
    const client = interactiveClient(chosen as Connection, context, viewJobGrants);
    return { result: parameterForm(await fetchJobParameters(client, jobId), client.redact) };
  },
  // Nothing in the example is secret, and the redactor takes milliseconds at its first use.
  examplePayload: { result: parameterForm(jobExample.settings.parameters, (text) => text) },
});

withFacts(setJobParameters, { grants: viewJobGrants });
