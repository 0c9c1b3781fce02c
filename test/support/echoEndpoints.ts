/** The deterministic echo: the one language model that the local workspace runs, whatever it is asked. */
import { servingEndpoints } from "../../packages/emulator/src/seed/serving";
import type { TestWorkspace } from "./workspace";

/** The name of the model, as its answers and its endpoints give it. */
export const echoModel = "deterministic-echo";

/** The endpoints that serve it. */
export const echoEndpoints = servingEndpoints.filter(({ name }) => name.startsWith("echo-"));

/** Adds `echo-chat`, `echo-completions` and `echo-embeddings` to a workspace. */
export const addEchoEndpoints = (workspace: TestWorkspace): Promise<unknown> =>
  workspace.models({ serving_endpoints: echoEndpoints });
