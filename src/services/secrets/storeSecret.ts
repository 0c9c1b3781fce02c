/** Writes secrets, and keeps their values out of everything that is shown. */
import type { DatabricksClient } from "../../client";
import type { DataFilter } from "../../http/dataFilter";
import { path } from "../../http/path";
import { repetitionOf } from "./repeatedSecret";

/** Shows no body, and no text that may repeat the value. */
const secretFilter = (value: string | Buffer): DataFilter => {
  const repeats = repetitionOf(value);
  return {
    body: () => "(not shown because it contains a secret)",
    message: (text) => (repeats(text) ? "(not shown because it may repeat the secret)" : text),
  };
};

/**
 * Creates a secret or replaces its value. Databricks documents that an existing one is replaced, so it is safe to
 * repeat. The value never appears in a log or an error.
 * @throws DatabricksError
 */
export const storeSecret = async (
  client: DatabricksClient,
  { scope, key, value }: { scope: string; key: string; value: string | Buffer },
): Promise<void> => {
  const given =
    typeof value === "string" ? { string_value: value } : { bytes_value: value.toString("base64") };
  await client
    .withDataFilter(secretFilter(value))
    .post(path`/api/2.0/secrets/put`, { scope, key, ...given }, { idempotent: true });
};
