/** How fast records become the text that is sent: checked once, then written, on one core and without any request. */
import { prepareRecords } from "../src/services/records/preparedRecords";
import { addedColumn } from "../src/services/records/targetTable";
import { count, type Findings, median, type Options, printTable } from "./figures";
import { columnsOfRecords, mixedRecords } from "./mixedRecords";

const table = {
  catalog: "main",
  schema: "default",
  table: "records",
  columns: columnsOfRecords.map(([name = "", type = ""]) => addedColumn(name, type)),
  primaryKey: [],
};

/** Measures both, in turns. */
export const serialisation = ({ rows, runs }: Options): Findings => {
  const records = mixedRecords(rows);
  const seconds: { checked: number; written: number }[] = [];
  for (let turn = 0; turn < Math.max(runs, 3); turn += 1) {
    const startedAt = performance.now();
    const prepared = prepareRecords(table, records, {
      keyColumns: [],
      unknownFields: "error",
      duplicateKeys: "allow",
      badRecords: "error",
      presence: "defaults",
    });
    const checkedAt = performance.now();
    let written = 0;
    for (const line of prepared.lines()) written += line.length > 0 ? 1 : 0;
    if (written !== rows) throw new Error(`${written} records of ${rows} were written`);
    const endedAt = performance.now();
    seconds.push({ checked: (checkedAt - startedAt) / 1000, written: (endedAt - checkedAt) / 1000 });
  }
  const checked = rows / median(seconds.map((one) => one.checked));
  const written = rows / median(seconds.map((one) => one.written));
  console.log(`\n${count(rows)} records of six types as text`);
  printTable(
    ["", "records/s"],
    [
      ["checked", count(checked)],
      ["written", count(written)],
    ],
  );
  return {
    figures: { rows, checked, written },
    targets: [{ what: "at least 300,000 records/s written as text", met: written >= 300_000 }],
  };
};
