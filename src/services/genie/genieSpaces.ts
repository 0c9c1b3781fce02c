/** Genie spaces, API 2.0. https://docs.databricks.com/api/workspace/genie */
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

/** A Genie space, which answers questions about data. */
export interface GenieSpace {
  space_id: string;
  title?: string;
  /** The SQL warehouse that runs its queries. */
  warehouse_id?: string;
}

/** A Genie space in a response, alone or in a list. */
export const genieSpaceSchema = objectSchema<GenieSpace>({
  space_id: nonBlankSchema,
  title: optionalSchema(textSchema),
  warehouse_id: optionalSchema(textSchema),
});

/** Every space that the connection's identity may see. @param item what is read of each; absent ones are omitted */
export const fetchSpaces = <Item>(client: DatabricksClient, item: ResponseSchema<Item>) =>
  client.list(path`/api/2.0/genie/spaces`, pagesOf("spaces", item));
