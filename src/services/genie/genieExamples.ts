/** The example Genie space. */
import { warehouseExample } from "../warehouses/warehousesExamples";

/** A space that answers questions about flights. */
export const genieSpaceExample = {
  space_id: "01f0c3a1b2d41e5f8a7b6c5d4e3f2a1b",
  title: "Flights",
  description: "Questions about airports and flights.",
  warehouse_id: warehouseExample.id,
};
