/** The context of a run from the shell: there is no flow. */

const nobody = { id: "", name: "" };

/**
 * The harness makes up a customer, an instance and a flow. On a real workspace they would become the cost tags of
 * statements.
 */
export const outsideFlow = {
  executionId: "",
  stepId: "",
  executionFrame: {
    invokedByExecutionJWT: "",
    invokedByExecutionStartedAt: "",
    customSource: "a shell",
  },
  customer: { ...nobody, externalId: "" },
  instance: nobody,
  integration: { ...nobody, versionSequenceId: "", externalVersion: "" },
  flow: { ...nobody, stableId: "" },
};
