/** The fields of an order that can be mapped to columns. */
export const orderFields = ["orderNumber", "customer", "total", "placedAt"];

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
