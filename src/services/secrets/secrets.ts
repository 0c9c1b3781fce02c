/** Secret scopes and their secrets, API 2.0. https://docs.databricks.com/api/workspace/secrets */
import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";

/** A scope of secrets. */
export interface SecretScope {
  name: string;
  backend_type?: "DATABRICKS" | "AZURE_KEYVAULT" | (string & {});
}

/** A secret in a list: without its value. */
export interface Secret {
  key: string;
  /** Milliseconds since the epoch. */
  last_updated_timestamp?: number;
}

/** A scope in a list. */
export const secretScopeSchema = objectSchema<SecretScope>({
  name: nonBlankSchema,
  backend_type: optionalSchema(textSchema),
});

/** A secret in a list. */
export const secretSchema = objectSchema<Secret>({ key: nonBlankSchema });

type Items<Item> = Promise<Exclude<Item, undefined>[]>;

/** Every scope that the connection's identity may see. The list has no pages. */
export const fetchSecretScopes = <Item>(client: DatabricksClient, item: ResponseSchema<Item>): Items<Item> =>
  client.list(path`/api/2.0/secrets/scopes/list`, pagesOf("scopes", item));

/** Every secret of a scope. The list has no pages. */
export const fetchSecrets = <Item>(
  client: DatabricksClient,
  scope: string,
  item: ResponseSchema<Item>,
): Items<Item> => client.list(path`/api/2.0/secrets/list`, pagesOf("secrets", item), { scope });
