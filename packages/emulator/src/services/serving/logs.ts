/** The logs of what an endpoint serves: they tell what is known of its deployment. */
import { doesNotExist } from "../../apiError";
import type { ServedEntity } from "./endpoint";

/** What a log tells: what the model does, or how its container was built. */
export type ServingLogKind = "service" | "build";

const stamp = (ms: number): string => `[${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} +0000]`;

/** A log of an entity. @throws HttpError 404 where Databricks hosts the model, which has none */
export function logOf(
  { name, entity_name, entity_version, foundation_model, creation_timestamp = 0, state = {} }: ServedEntity,
  kind: ServingLogKind,
): string {
  if (foundation_model) {
    throw doesNotExist(`There are no logs of the served model '${name}'.`);
  }
  const { deployment, deployment_state_message } = state;
  const model = `${entity_name} version ${entity_version}`;
  const lines =
    kind === "build"
      ? [`[INFO] Building the container of ${model}`]
      : deployment === "DEPLOYMENT_READY"
        ? [`[INFO] Serving ${model} as ${name}`]
        : [];
  if (deployment === "DEPLOYMENT_FAILED") lines.push(`[ERROR] ${deployment_state_message}`);
  return lines.map((line) => `${stamp(creation_timestamp)} ${line}\n`).join("");
}
