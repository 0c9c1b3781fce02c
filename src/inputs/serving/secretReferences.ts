/** Secrets in the JSON of an endpoint: only references are accepted, so that no step contains a secret. */
import { isJsonObject } from "../../http/json";

/** Fields and environment variables that contain secrets. */
const secretField = /(?:api_key|private_key|access_key|access_key_id|secret|token|password)$/i;

const reference = /^\{\{secrets\/[^/{}\s]{1,200}\/[^/{}\s]{1,200}\}\}$/;

/** Deeper than any configuration. */
const maxDepth = 40;

const plainSecretIn = (value: unknown, parent = "", depth = 0): string | undefined => {
  if (depth > maxDepth || typeof value !== "object" || value === null) return undefined;
  const entries: [string, unknown][] = isJsonObject(value) ? Object.entries(value) : [];
  const found = entries.find(([field, one]) => {
    if (typeof one !== "string") return false;
    const isSecret = secretField.test(field) || (parent === "api_key_auth" && field === "value");
    return /plaintext$/i.test(field) || (isSecret && !reference.test(one.trim()));
  });
  if (found) return found[0];
  const inner: [string, unknown][] = Array.isArray(value) ? value.map((one) => [parent, one]) : entries;
  for (const [field, one] of inner) {
    const deeper = plainSecretIn(one, field, depth + 1);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
};

/** Throws an Error that names the field, not its value, if JSON contains a secret instead of a reference to one. */
export const refusePlainSecrets = (json: unknown, label: string): void => {
  const field = plainSecretIn(json);
  if (field === undefined) return;
  throw new Error(
    `${label} must not contain a secret in "${field.slice(0, 80)}". Enter a reference such as {{secrets/scope/key}}, in the field without "_plaintext".`,
  );
};
