/** The logs of what an endpoint serves. https://docs.databricks.com/api/workspace/servingendpoints/logs */
import { objectSchema, optionalSchema, textSchema } from "../../http/schema";

/** The log of a served entity. */
export interface ServingLog {
  logs: string;
}

/** A log in a response; one without lines may be absent. */
export const servingLogSchema = objectSchema<ServingLog>({
  logs: (value) => optionalSchema(textSchema)(value) ?? "",
});

/** The kinds of logs, with the last part of their paths. */
export const servingLogKinds = { service: "logs", build: "build-logs" };
