/** The one wrapper around spectral's `action()`: connection first, Debug Request last, client made, result wrapped. */
import { type ActionContext, type ActionDefinition, action, type Inputs } from "@prismatic-io/spectral";
import { type CommonParameters, type DatabricksClient, stepClient } from "./client";
import type { RequiredGrant } from "./errors/requiredGrant";
import { Deadline, interactiveMs } from "./http/deadline";
import type { StepIdentity } from "./http/stepIdentity";
import type { InputValues } from "./inputs/defineInput";
import { readStructured } from "./inputs/readStructured";
import { connection, debugRequest } from "./inputs/shared";
import { type JsonSchema, schemaOf } from "./outputSchema";
import type { RepeatBehaviour } from "./repeatBehaviour";
import type { BinaryFile } from "./results/resultFile";

/** Runs an action with the values of its own inputs. */
type Perform<TInputs, TResult> = (
  client: DatabricksClient,
  params: InputValues<TInputs>,
  step: StepIdentity,
) => Promise<TResult>;

/** What the documentation says of an action beside its inputs. */
interface ActionFacts {
  /** What the connection's identity needs; empty where every identity may. */
  grants?: readonly RequiredGrant[];
  /** What happens when the step runs again, of an action that writes. */
  repeat?: RepeatBehaviour;
}

/** The definition of an action. */
interface DatabricksAction<TInputs extends Inputs, TResult> extends ActionFacts {
  label: string;
  description: string;
  /** What to do besides filling in the inputs, where there is something. */
  directions?: string;
  /** Whether the designer shows the action first. Only a few are. */
  important?: boolean;
  /** Whether the action only reads, so that the platform may run it for reference data, or changes something. */
  effect: "read" | "write";
  /** The action's own inputs, in order; `connection` and `debugRequest` are put around them. */
  inputs: TInputs;
  perform: Perform<TInputs, TResult>;
  /**
   * A run for the designer, while a builder waits: it is cheap and changes nothing, and its client has little time. A
   * read without one is run as it is; a write without one is never run there.
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

const facts = new WeakMap<object, ActionFacts>();

/** The grants and the repeat behaviour of an action, which are not published. */
export const factsOf = (action: object): ActionFacts => facts.get(action) ?? {};

/**
 * Makes a component action from its definition.
 * @returns what `component()` takes: the result of `perform` becomes `{ data }`, a file with its content type
 */
export const databricksAction = <const TInputs extends Inputs, TResult>(
  definition: DatabricksAction<TInputs, TResult>,
): ActionDefinition => {
  const { label, description, directions, important, effect, inputs, perform, preview } = definition;
  const { example, schema, grants, repeat } = definition;
  const runner =
    (run: Perform<TInputs, TResult>, limit: (client: DatabricksClient) => DatabricksClient) =>
    async (context: ActionContext, params: object): Promise<{ data: unknown; contentType?: string }> => {
      const { connection, debugRequest, ...own } = params as CommonParameters;
      const values = readStructured(inputs, own) as InputValues<TInputs>;
      const client = limit(stepClient(context, { connection, debugRequest }));
      const result = await run(client, values, client.step);
      return isFile(result) ? { data: result.data, contentType: result.contentType } : { data: result };
    };
  const made = action({
    display: { label, description, ...(directions && { directions }), ...(important && { important }) },
    inputs: { connection, ...inputs, ...("debugRequest" in inputs ? {} : { debugRequest }) } as Inputs,
    performSafety: effect === "read" ? "safe" : "notAllowed",
    perform: runner(perform, (client) => client),
    ...(preview && {
      examplePerform: runner(preview, (client) => client.withDeadline(Deadline.after(interactiveMs))),
    }),
    examplePayload: { data: example },
    outputSchema: { type: "actionOutput", schema: schema ?? schemaOf(example) },
  }) as ActionDefinition;
  facts.set(made, { ...(grants && { grants }), ...(repeat && { repeat }) });
  return made;
};
