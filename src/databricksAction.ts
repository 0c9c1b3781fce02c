/** The one wrapper around spectral's `action()`: connection first, Debug Request last, client made, result wrapped. */
import { type ActionContext, type ActionDefinition, action, type Inputs } from "@prismatic-io/spectral";
import { type CommonParameters, type DatabricksClient, stepClient } from "./client";
import type { RequiredGrants } from "./errors/requiredGrant";
import { withFacts } from "./facts";
import { Deadline, interactiveMs } from "./http/deadline";
import type { StepIdentity } from "./http/stepIdentity";
import type { InputValues } from "./inputs/defineInput";
import { readStructured } from "./inputs/readStructured";
import { connection, debugRequest } from "./inputs/shared";
import { type JsonSchema, schemaOf } from "./outputSchema";
import { previewLimit } from "./previewLimit";
import type { RepeatBehaviour } from "./repeatBehaviour";
import type { BinaryFile } from "./results/resultFile";

/** Runs an action with the values of its own inputs. */
type Perform<TInputs, TResult> = (
  client: DatabricksClient,
  params: InputValues<TInputs>,
  step: StepIdentity,
) => Promise<TResult>;

/** What an action does, and, if it changes something, what happens when the step runs again. */
type Effect =
  /** It only reads, so that the platform may run it for reference data. */
  { effect: "read"; repeat?: undefined } | { effect: "write"; repeat: RepeatBehaviour };

/** The definition of an action. */
type DatabricksAction<TInputs extends Inputs, TResult> = Effect & Definition<TInputs, TResult>;

interface Definition<TInputs extends Inputs, TResult> {
  label: string;
  description: string;
  /** What to do besides filling in the inputs, where there is something. */
  directions?: string;
  /** Whether the designer shows the action first. Only a few are. */
  important?: boolean;
  grants: RequiredGrants;
  /** Whether it depends on a write action's inputs if it writes, so that a read-only connection may run it. */
  mayOnlyRead?: boolean;
  /** The action's own inputs, in order; `connection` and `debugRequest` are put around them. */
  inputs: TInputs;
  perform: Perform<TInputs, TResult>;
  /**
   * A run for the designer, while a builder waits: it is cheap and changes nothing, and its client has little time. A
   * read without one is run as it is, with a small Limit; a write without one is never run there.
   */
  preview?: Perform<TInputs, NoInfer<TResult>>;
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

/** The values of inputs as the designer runs a read with them: with a small Limit, where there is that input. */
const withSmallLimit = <TValues>(values: TValues): TValues => {
  const { limit } = values as { limit?: unknown };
  const isLimited = "limit" in (values as object) && (limit === undefined || typeof limit === "number");
  return isLimited ? { ...values, limit: previewLimit(limit) } : values;
};

const asPreview =
  <TInputs, TResult>(perform: Perform<TInputs, TResult>): Perform<TInputs, TResult> =>
  (client, values, step) =>
    perform(client, withSmallLimit(values), step);

/**
 * Makes a component action from its definition.
 * @returns what `component()` takes: the result of `perform` becomes `{ data }`, a file with its content type
 */
export const databricksAction = <const TInputs extends Inputs, TResult>(
  definition: DatabricksAction<TInputs, TResult>,
): ActionDefinition => {
  const { label, description, directions, important, effect, mayOnlyRead, inputs } = definition;
  const { perform, example, schema, grants, repeat } = definition;
  const preview = definition.preview ?? (effect === "read" ? asPreview(perform) : undefined);
  const runner =
    (run: Perform<TInputs, TResult>, limit: (client: DatabricksClient) => DatabricksClient) =>
    async (context: ActionContext, params: object): Promise<{ data: unknown; contentType?: string }> => {
      const { connection, debugRequest, ...own } = params as CommonParameters;
      const values = readStructured(inputs, own) as InputValues<TInputs>;
      const client = limit(stepClient(context, { connection, debugRequest }, { grants }));
      const result = await run(client, values, client.step);
      return isFile(result) ? { data: result.data, contentType: result.contentType } : { data: result };
    };
  /** The client refuses every write by itself. This refusal comes before the reads that prepare one. */
  const refuseWrite = (client: DatabricksClient): DatabricksClient => {
    if (effect === "write" && !mayOnlyRead) client.expectMayWrite(label);
    return client;
  };
  const made = action({
    display: { label, description, ...(directions && { directions }), ...(important && { important }) },
    inputs: { connection, ...inputs, ...("debugRequest" in inputs ? {} : { debugRequest }) } as Inputs,
    performSafety: effect === "read" ? "safe" : "notAllowed",
    perform: runner(perform, refuseWrite),
    ...(preview && {
      examplePerform: runner(preview, (client) => client.withDeadline(Deadline.after(interactiveMs))),
    }),
    examplePayload: { data: example },
    outputSchema: { type: "actionOutput", schema: schema ?? schemaOf(example) },
  }) as ActionDefinition;
  return withFacts(made, { grants, ...(repeat && { repeat }) });
};
