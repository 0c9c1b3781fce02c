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

/** The name of what a field's type consists of, without lists and maps; with the service that the field stands in. */
export const elementName = (type: string, service: string): string => {
  const name = type.replace(/^(?:\[\]|map\[string\])+/, "");
  return name.includes(".") ? name : `${service}.${name}`;
};

/**
 * Requests whose body is one of their fields itself, which the description does not tell: Databricks' own clients send
 * that field's value as the body. By their types, the name of the field.
 */
const bodyFields: Record<string, string> = {
  "catalog.CreateEntityTagAssignmentRequest": "tag_assignment",
  "catalog.UpdateEntityTagAssignmentRequest": "tag_assignment",
};

/** The fields of a request, with those of its body in the place of the field that is the body. */
const withBody = (types: ApiContract["types"], type: string, bodyField: string): Field[] =>
  (types[type] ?? []).flatMap((field) =>
    field.name === bodyField ? (types[elementName(field.type, type.split(".")[0] ?? "")] ?? []) : [field],
  );

/** What Databricks describes of its API. */
export const apiDescription: ApiContract = {
  ...databricksApi,
  types: {
    ...databricksApi.types,
    ...Object.fromEntries(
      Object.entries(bodyFields).map(([type, field]) => [type, withBody(databricksApi.types, type, field)]),
    ),
  },
};
