/** A query history that may not be read: a statement whose response was lost is then not found again. */
import type { Fault } from "./workspace";

export const refusedHistory: Partial<Fault> = {
  method: "GET",
  path: "/api/2.0/sql/history/queries",
  status: 403,
  body: { error_code: "PERMISSION_DENIED", message: "The query history may not be read." },
  times: 1000,
};
