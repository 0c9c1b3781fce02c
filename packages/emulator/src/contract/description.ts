/** The form of Databricks' API description, or of a part of it. */
/** One field of a type, or one parameter of a request. */
export interface Field {
  name: string;
  in: string;
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

/** Databricks' description, or a part of it. */
export interface ApiContract {
  source: string;
  operations: Operation[];
  types: Record<string, Field[]>;
  enums: Record<string, string[]>;
}

/** The name of what a field's type is made of, without lists and maps; with the service that the field stands in. */
export const elementName = (type: string, service: string): string => {
  const name = type.replace(/^(?:\[\]|map\[string\])+/, "");
  return name.includes(".") ? name : `${service}.${name}`;
};
