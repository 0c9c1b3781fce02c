/** Databricks' API description: its form, and the description itself. */
import databricksApi from "./databricks-api.json";

/** One field of a type, or one parameter of a request. */
export interface Field {
  name: string;
  /** `body`, `path` or `query`. */
  in: string;
  /** Go's spelling: `[]` is a list, `map[string]` a map; a type without a service is of the service it stands in. */
  type: string;
  required: boolean;
}

/** One operation. Its types are named with their service. */
export interface Operation {
  method: string;
  path: string;
  request: string | null;
  response: string | null;
}

/** The whole description, or a part of it. Types and enums are named with their service, as `compute.State`. */
export interface ApiContract {
  source: string;
  operations: Operation[];
  types: Record<string, Field[]>;
  enums: Record<string, string[]>;
}

/** What Databricks describes of its API. */
export const apiDescription: ApiContract = databricksApi;

/** The name of what a field's type consists of, without lists and maps; with the service that the field stands in. */
export const elementName = (type: string, service: string): string => {
  const name = type.replace(/^(?:\[\]|map\[string\])+/, "");
  return name.includes(".") ? name : `${service}.${name}`;
};
