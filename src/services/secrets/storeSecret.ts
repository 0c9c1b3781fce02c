/** Writes secrets, and keeps their values out of everything that is shown. */
import type { DatabricksClient } from "../../client";
import type { DataFilter } from "../../http/dataFilter";
import { path } from "../../http/path";

/** The minimum length of a masked value, in characters: a shorter one occurs in any text, so masking reveals it. */
const minMaskedLength = 6;

/** Shows no body, and no message that repeats the value. @param forms the forms in which it may be repeated */
const secretFilter = (forms: readonly string[]): DataFilter => ({
  body: () => "(not shown because it contains a secret)",
  message: (text) =>
    forms.some((form) => text.includes(form)) ? "(not shown because it repeats the secret)" : text,
});

/**
 * Creates a secret or replaces its value. Databricks documents that an existing one is replaced, so it is safe to
 * repeat. The value never appears in a log or an error.
 * @throws DatabricksError
 */
export const storeSecret = async (
  client: DatabricksClient,
  { scope, key, value }: { scope: string; key: string; value: string | Buffer },
): Promise<void> => {
  const isText = typeof value === "string";
  const forms = isText ? [value] : [value.toString("base64"), value.toString("utf8")];
  const given = isText ? { string_value: value } : { bytes_value: forms[0] };
  const secrets = forms.filter(({ length }) => length >= minMaskedLength);
  await client
    .withSecrets(secrets)
    .withDataFilter(secretFilter(forms.filter((form) => form !== "")))
    .post(path`/api/2.0/secrets/put`, { scope, key, ...given }, { idempotent: true });
};
