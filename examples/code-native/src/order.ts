/** The fields of an order, with the types that Databricks reads their values as. */
export const orderFields: Record<string, string> = {
  orderNumber: "STRING",
  customer: "STRING",
  total: "DECIMAL(18,2)",
  placedAt: "TIMESTAMP",
};

/** An order, as JSON brings it. */
export type Order = Record<string, unknown>;

/** Reads the orders of a request: one object, or a list of them. Throws where there is anything else. */
export const readOrders = (body: unknown): Order[] => {
  const orders: unknown[] = Array.isArray(body) ? body : [body];
  return orders.map((order) => {
    if (typeof order !== "object" || order === null) throw new Error("An order must be a JSON object.");
    return order as Order;
  });
};
