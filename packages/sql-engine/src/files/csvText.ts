/** Lines of CSV as Spark reads them. https://spark.apache.org/docs/latest/sql-data-sources-csv.html */
import { unsupported } from "../errors";

/** How cells are separated. */
export interface CsvForm {
  separator: string;
  /** Empty where nothing is quoted. */
  quote: string;
  /** The character that makes a quote part of a value. */
  escapes: string;
  nullValue: string;
  trimStart: boolean;
  trimEnd: boolean;
}

/** Records of cells from a text, one after the other. */
export class CsvReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly form: CsvForm,
  ) {}

  /** The next record; undefined at the end. Empty lines are skipped. */
  record(): (string | null)[] | undefined {
    while (this.text[this.at] === "\n") {
      this.at++;
    }
    if (this.at >= this.text.length) {
      return undefined;
    }
    const cells = [this.cell()];
    while (this.text.startsWith(this.form.separator, this.at)) {
      this.at += this.form.separator.length;
      cells.push(this.cell());
    }
    this.at++;
    return cells;
  }

  private atEnd(): boolean {
    return (
      this.at >= this.text.length ||
      this.text[this.at] === "\n" ||
      this.text.startsWith(this.form.separator, this.at)
    );
  }

  private cell(): string | null {
    const { quote, nullValue } = this.form;
    const value = quote !== "" && this.text[this.at] === quote ? this.quoted() : this.bare();
    return value === nullValue ? null : value;
  }

  private bare(): string {
    const start = this.at;
    while (!this.atEnd()) {
      this.at++;
    }
    const cell = this.text.slice(start, this.at);
    if (this.form.quote !== "" && cell.trimStart().startsWith(this.form.quote)) {
      throw unsupported("blanks before a quoted CSV value");
    }
    const begun = this.form.trimStart ? cell.trimStart() : cell;
    return this.form.trimEnd ? begun.trimEnd() : begun;
  }

  private quoted(): string {
    const { quote, escapes } = this.form;
    let value = "";
    this.at++;
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) {
        throw unsupported("a quoted CSV value without an end");
      }
      this.at++;
      const next = this.text[this.at];
      if (char === escapes && next === quote) {
        value += next;
        this.at++;
        continue;
      }
      if (char === escapes && next === escapes) {
        throw unsupported("an escaped escape character in CSV");
      }
      if (char !== quote) {
        value += char;
        continue;
      }
      if (!this.atEnd()) {
        throw unsupported("quotes inside a quoted CSV value that are not escaped");
      }
      return value;
    }
  }
}

/** All records of a text. */
export function csvRecords(text: string, form: CsvForm): (string | null)[][] {
  const reader = new CsvReader(text, form);
  const records: (string | null)[][] = [];
  for (let record = reader.record(); record; record = reader.record()) {
    records.push(record);
  }
  return records;
}
