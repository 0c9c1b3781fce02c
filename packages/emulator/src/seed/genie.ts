/** The Genie space of the default seed. */
import type { GenieSpace } from "../contract/wireTypes";
import { warehouse } from "./warehouses";

/** A space that answers questions about flights. */
export const genieSpace = {
  space_id: "01f0c3a1b2d41e5f8a7b6c5d4e3f2a1b",
  title: "Flights",
  description: "Questions about airports and flights.",
  warehouse_id: warehouse.id,
  serialized_space: '{"version":1}',
} satisfies GenieSpace;
