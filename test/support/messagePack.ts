/** What the platform's MessagePack keeps of a step's result. */

/** Where a value holds something that MessagePack changes or refuses: one sentence each. */
export const unpackable = (value: unknown, at = "result"): string[] => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return [];
  if (typeof value === "number") {
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? [`${at} is an integer beyond 2^53`] : [];
  }
  if (ArrayBuffer.isView(value)) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unpackable(item, `${at}[${index}]`));
  if (typeof value !== "object") return [`${at} is of type ${typeof value}`];
  const prototype = Object.getPrototypeOf(value);
  // The bundle may run in a realm of its own, so a plain object is known by its constructor's name.
  if (prototype !== null && prototype.constructor?.name !== "Object") {
    return [`${at} is a ${prototype.constructor?.name}`];
  }
  const symbols = Object.getOwnPropertySymbols(value).map((symbol) => `${at} has the key ${String(symbol)}`);
  return [...symbols, ...Object.entries(value).flatMap(([key, item]) => unpackable(item, `${at}.${key}`))];
};
