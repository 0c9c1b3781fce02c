/** Records of six mixed types: NULLs, letters of several scripts, decimals as text, nested values. */

/** @typedef {{ id: number, x: number | null, name: string | null, amount: string, at: string, way: object | null }} Item */

const towns = ["東京", "Zürich", "New York", "Σίσυφος", 'Hilo, "HI"'];

/** @returns {Item} */
const item = (/** @type {number} */ id) => ({
  id,
  x: id % 13 === 0 ? null : (id % 720001) / 2000 - 180,
  name: id % 11 === 0 ? null : `${towns[id % 5]} ${id % 1000}`,
  amount: `${-(id % 1000000) / 100}`,
  at: new Date(1.6e12 + id * 1000).toISOString(),
  way: id % 17 === 0 ? null : { k: `R${id % 500}`, m: [id % 4000, null, 60] },
});

/** Makes so many records. */
exports.mixedRecords = (/** @type {number} */ count) => Array.from({ length: count }, (_, id) => item(id));

/** The columns of a table for them. */
exports.columnsOfRecords = [
  ["id", "BIGINT"],
  ["x", "DOUBLE"],
  ["name", "STRING"],
  ["amount", "DECIMAL(12,2)"],
  ["at", "TIMESTAMP"],
  ["way", "STRUCT<k: STRING, m: ARRAY<INT>>"],
];
