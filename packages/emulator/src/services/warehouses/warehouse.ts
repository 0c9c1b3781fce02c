import type { GetWarehouseResponse } from "../../contract/wireTypes";

/** A SQL warehouse as the workspace keeps it. */
export interface Warehouse extends GetWarehouseResponse {
  id: string;
  name: string;
  state: string;
}
