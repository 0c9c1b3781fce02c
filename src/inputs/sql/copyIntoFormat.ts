/** The inputs of Copy Into Table that say how the files are read. */
import type { ColumnOrder, CopyFormat } from "../../services/sql/copyIntoStatement";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, type Input, type Reader, refine } from "../defineInput";
import { type KeyValue, keyValuesInput, valueText } from "../keyValues";
import { namesInput } from "../stringList";
import { textInput } from "../text";

const formats: Record<CopyFormat, string> = {
  csv: "CSV",
  json: "JSON",
  parquet: "Parquet",
  avro: "Avro",
  orc: "ORC",
  text: "Text",
  binaryFile: "Binary file",
};

/** An option of a format: its name and its value. */
type FormatOption = readonly [name: string, value: string];

const optionsLabel = "Format Options";

const readOptions: Reader<FormatOption[], KeyValue[]> = (entries, label) => {
  const names = new Set<string>();
  return entries.map(({ key, value }) => {
    if (!/^[A-Za-z][A-Za-z0-9_.]{0,100}$/.test(key)) {
      throw new Error(`${label} name "${key.slice(0, 80)}", which is not the name of an option.`);
    }
    if (names.has(key.toLowerCase())) throw new Error(`${label} name ${key} twice.`);
    names.add(key.toLowerCase());
    return [key, valueText(value)];
  });
};

/** A tab is white space, which would count as empty. */
const takingTab = <Value>(input: Input<Value>): Input<Value> => ({
  ...input,
  clean: (value) => input.clean(value === "\t" ? "\\t" : value),
});

/** The inputs, in order. */
export const copyIntoFormatInputs = {
  format: choiceInput({
    label: "Format",
    comments:
      "The format of the files. JSON is one object per line, unless Multi-Line is true. Text files have one column, value.",
    choices: formats,
    default: "csv",
  }),
  header: booleanInput(
    {
      label: "Header Row",
      comments:
        "When true, the first row of each CSV file names its columns, which are matched with the columns of the table by name. When false, they are matched by order.",
    },
    true,
  ),
  columns: namesInput({
    label: "Columns",
    comments:
      "The columns of the table in the order of the columns of CSV files without a header row. If empty, all columns of the table are used, in their order.",
    placeholder: "order_id",
    example: '["order_id", "amount"]',
  }),
  separator: takingTab(
    asOptional(
      textInput({
        label: "Separator",
        comments:
          "The text between the columns of CSV files, such as a semicolon; \\t is a tab. If empty, a comma.",
        placeholder: ";",
        example: ";",
      }),
    ),
  ),
  quote: asOptional(
    textInput({
      label: "Quote",
      comments:
        "The character around values of CSV files that contain the separator. If empty, the double quote.",
      placeholder: "'",
      example: "'",
    }),
  ),
  escape: asOptional(
    textInput({
      label: "Escape",
      comments:
        'The character before a quote inside a quoted value of CSV files. If empty, the backslash; files that double the quote, as spreadsheets do, need ".',
      placeholder: '"',
      example: '"',
    }),
  ),
  nullText: asOptional(
    textInput({
      label: "Null Text",
      comments: "The text that means NULL in CSV files. If empty, an empty value.",
      placeholder: "NULL",
      example: "NULL",
    }),
  ),
  multiLine: booleanInput({
    label: "Multi-Line",
    comments:
      "When true, a record may span several lines: quoted values of CSV files that hold line breaks, and JSON files that are one value or a formatted list.",
  }),
  formatOptions: refine(
    keyValuesInput({
      label: optionsLabel,
      comments:
        "Further options of the format, such as dateFormat, timestampFormat, encoding, mode or ignoreCorruptFiles, as in the documentation of COPY INTO.",
      placeholder: "dateFormat",
      example: '[{"key": "dateFormat", "value": "dd.MM.yyyy"}]',
    }),
    readOptions,
  ),
};

/** The values of the inputs. */
interface GivenFormat {
  format: CopyFormat;
  header: boolean;
  columns: string[];
  separator?: string;
  quote?: string;
  escape?: string;
  nullText?: string;
  multiLine: boolean;
  formatOptions: FormatOption[];
}

/** An option with an input of its own: its other names, the formats that have it, and its value. */
interface OwnOption {
  label: string;
  names: readonly [string, ...string[]];
  formats: readonly CopyFormat[];
  value?: string;
}

const ownOptions = (given: GivenFormat): OwnOption[] => [
  { label: "Separator", names: ["sep", "delimiter"], formats: ["csv"], value: given.separator },
  { label: "Quote", names: ["quote"], formats: ["csv"], value: given.quote },
  { label: "Escape", names: ["escape"], formats: ["csv"], value: given.escape },
  { label: "Null Text", names: ["nullValue"], formats: ["csv"], value: given.nullText },
  {
    label: "Multi-Line",
    names: ["multiLine"],
    formats: ["csv", "json"],
    value: given.multiLine ? "true" : undefined,
  },
];

/**
 * The options of the format, in order.
 * @throws Error that names the input that the format does not have, or the option that is given twice
 */
export const formatOptionsOf = (given: GivenFormat): FormatOption[] => {
  const { format, formatOptions } = given;
  const header: OwnOption = {
    label: "Header Row",
    names: ["header"],
    formats: ["csv"],
    value: format === "csv" ? String(given.header) : undefined,
  };
  const owned = [header, ...ownOptions(given)].filter(({ value }) => value !== undefined);
  for (const { label, names, formats: having } of owned) {
    if (!having.includes(format)) {
      throw new Error(`${label} does not apply to files of the Format ${formats[format]}: clear it.`);
    }
    const twice = formatOptions.find(([name]) =>
      names.some((own) => own.toLowerCase() === name.toLowerCase()),
    );
    if (twice) throw new Error(`${optionsLabel} have ${twice[0]}, which ${label} sets.`);
  }
  return [...owned.map(({ names: [name], value = "" }): FormatOption => [name, value]), ...formatOptions];
};

/**
 * How the files' columns find those of the table.
 * @param hasCasts whether the columns are chosen one by one
 * @throws Error that names the inputs that contradict each other
 */
export const columnOrderOf = (
  { format, header, columns }: GivenFormat,
  hasCasts: boolean,
): ColumnOrder | undefined => {
  const isHeaderless = format === "csv" && !header;
  if (columns.length > 0 && hasCasts) {
    throw new Error("Columns and Column Casts exclude each other: clear one of the two.");
  }
  if (columns.length > 0 && !isHeaderless) {
    throw new Error(
      "Columns apply to CSV files without a header row: set Header Row to false or clear them.",
    );
  }
  if (!isHeaderless || hasCasts) return undefined;
  return columns.length > 0 ? columns : "byPosition";
};
