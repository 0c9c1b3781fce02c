/** The one wrapper around spectral's `action()`: connection first, Debug Request last, client made, result wrapped. */
import {
  type ActionContext,
  type ActionDefinition,
  type ActionInputParameters,
  action,
  type Inputs,
} from "@prismatic-io/spectral";
import { type CommonParameters, type DatabricksClient, stepClient } from "./client";
import { DatabricksError } from "./http/errors";
import { readOnlyFailure } from "./http/readOnly";
import type { StepIdentity } from "./http/stepIdentity";
import { connection, debugRequest } from "./inputs/shared";
import { type JsonSchema, schemaOf } from "./outputSchema";
import type { BinaryFile } from "./results/resultFile";

/** The definition of an action. */
interface DatabricksAction<TInputs extends Inputs, TResult> {
  label: string;
  description: string;
  /** Whether the action only reads, so that the platform may run it for reference data, or changes something. */
  effect: "read" | "write";
  /** Whether it depends on a write action's inputs if it writes, so that a read-only connection may run it. */
  mayOnlyRead?: boolean;
  /** The action's own inputs, in order; `connection` and `debugRequest` are put around them. */
  inputs: TInputs;
  perform: (
    client: DatabricksClient,
    params: ActionInputParameters<TInputs>,
    step: StepIdentity,
  ) => Promise<TResult>;
  /** An example of the result. */
  example: NoInfer<TResult>;
  /** The schema of the result, if the example does not show everything. */
  schema?: JsonSchema;
}

const isFile = (result: unknown): result is BinaryFile =>
  typeof result === "object" &&
  result !== null &&
  "contentType" in result &&
  "data" in result &&
  Buffer.isBuffer(result.data);

/**
 * Makes a component action from its definition.
 * @returns what `component()` takes: the result of `perform` becomes `{ data }`, a file with its content type
 */
export const databricksAction = <const TInputs extends Inputs, TResult>(
  definition: DatabricksAction<TInputs, TResult>,
): ActionDefinition => {
  const { label, description, effect, mayOnlyRead, inputs, perform, example, schema } = definition;
  return action({
    display: { label, description },
    inputs: { connection, ...inputs, ...("debugRequest" in inputs ? {} : { debugRequest }) } as Inputs,
    performSafety: effect === "read" ? "safe" : "notAllowed",
    perform: async (context: ActionContext, params): Promise<{ data: unknown; contentType?: string }> => {
      const { connection, debugRequest, ...own } = params as unknown as CommonParameters;
      const client = stepClient(context, { connection, debugRequest });
      // The client refuses every write by itself. This refusal comes before the reads that prepare one.
      if (client.switches.readOnly && effect === "write" && !mayOnlyRead) {
        throw new DatabricksError(readOnlyFailure(label, "this action may change something"));
      }
      const result = await perform(client, own as unknown as ActionInputParameters<TInputs>, client.step);
      return isFile(result) ? { data: result.data, contentType: result.contentType } : { data: result };
    },
    examplePayload: { data: example },
    outputSchema: { type: "actionOutput", schema: schema ?? schemaOf(example) },
  }) as ActionDefinition;
};
