import {
  warehouseExample as example,
  type Warehouse,
} from "../../../../../src/services/warehouses/warehouses";
import { optionalText } from "../../control/requests";
import type { Workspace } from "../../workspace";

/**
 * A whole warehouse from the fields that a seed gives; what it leaves out is as in the example, under an id
 * and name of its own.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE where id, name or state is no text
 */
export function completeWarehouse(given: Record<string, unknown>, { ids }: Workspace): Warehouse {
  const id = optionalText(given, "id") ?? ids.hex(16);
  const state = optionalText(given, "state") ?? "RUNNING";
  const path = `/sql/1.0/warehouses/${id}`;
  return {
    ...example,
    jdbc_url: example.jdbc_url.replace(example.id, id),
    odbc_params: { ...example.odbc_params, path },
    num_clusters: state === "RUNNING" ? 1 : 0,
    ...given,
    id,
    name: optionalText(given, "name") ?? `Warehouse ${id}`,
    state,
  };
}
