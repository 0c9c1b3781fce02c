/** Chunks of a result as external links give them: six columns of mixed types, the same every time. */
import type { StatementColumn } from "../src/api/statements";

const column = (name: string, type_text: string, position: number): StatementColumn => ({
  name,
  position,
  type_text,
  type_name: type_text.replace(/[<(].*/, ""),
});

export const columns: StatementColumn[] = [
  column("id", "BIGINT", 0),
  column("latitude", "DOUBLE", 1),
  column("name", "STRING", 2),
  column("amount", "DECIMAL(18,2)", 3),
  column("seen_at", "TIMESTAMP", 4),
  column("runway", "STRUCT<code: STRING, lengths: ARRAY<INT>, open: BOOLEAN>", 5),
];

const places = [
  "東京",
  "Zürich",
  "Ōsaka",
  "New York",
  "Paris, Texas",
  'the "old" one',
  "Σίσυφος",
  "Hilo",
  "Līhuʻe",
];

/** A number from 0 to 1 that looks random but is the same for the same row. */
const mixed = (row: number): number => (Math.imul(row + 1, 2654435761) >>> 0) / 2 ** 32;

const cells = (row: number): (string | null)[] => {
  const chance = mixed(row);
  const number = Math.floor(chance * 1e6);
  const runway = { code: `R${number % 500}`, lengths: [number % 4000, null, 60], open: number % 2 === 0 };
  return [
    String(row),
    row % 13 === 0 ? null : String(chance * 360 - 180),
    row % 11 === 0 ? null : `Airport ${places[number % places.length]} ${number % 1000}`,
    `-${number}.${10 + (number % 90)}`,
    new Date(1.6e12 + number * 1e5).toISOString(),
    row % 17 === 0 ? null : JSON.stringify(runway),
  ];
};

/** The bytes of a chunk. */
export const chunk = (firstRow: number, rowCount: number): Buffer =>
  Buffer.from(JSON.stringify([...Array(rowCount).keys()].map((index) => cells(firstRow + index))));
