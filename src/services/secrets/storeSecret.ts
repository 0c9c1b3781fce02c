/** Writes secrets, and keeps their values out of everything that is shown. */
import type { DatabricksClient } from "../../client";
import type { DataFilter } from "../../http/dataFilter";
import { path } from "../../http/path";

/** A shorter value could be a part of any text, in characters: masked there, it would show by its gaps. */
const minMaskedLength = 6;

/** Shows no body, and no message that repeats the value. @param forms the value as it may be repeated */
const secretFilter = (forms: readonly string[]): DataFilter => ({
  body: () => "(not shown, since it has a secret)",
  message: (text) =>
    forms.some((form) => text.includes(form)) ? "(not shown, since it repeats the secret)" : text,
});

/**
 * Creates a secret or replaces its value. Databricks documents that an existing one is replaced, so it is harmless to
 * repeat. The value is in no log and in no error.
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
