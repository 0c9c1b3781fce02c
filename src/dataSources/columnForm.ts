/**
 * The form of Map Table Columns, in the format of JSON Forms: one control for each column, whose value is the field
 * that fills the column. https://jsonforms.io/docs
 */

import type { Redact } from "../http/redact";
import { sanitizeLine, sanitizer } from "../http/sanitize";
import { formKey } from "../services/formKeys";
import { columnTitle, truncateText, valueSourceOf } from "../services/unityCatalog/tableColumns";
import type { TableColumn } from "../services/unityCatalog/unityCatalog";
import { isUsableKey } from "./choices";
import { formScope, type WizardForm } from "./wizardForm";

/** The longest comment of a column that the form shows, in characters. */
const maxCommentLength = 200;

/**
 * How many choices, over all columns, the form spells out; beyond that, the columns share them. The check that a form
 * makes of what is chosen takes about a second to be made for some thousand.
 */
const maxInlineChoices = 1000;

/** A column and what a person reads of it. */
interface DisplayedColumn {
  column: TableColumn;
  title: string;
  /** What a person should know besides name and type. */
  description: string;
}

/** What a person reads of a column, fit to be shown, however long its texts are. */
const displayColumn =
  (redact: Redact) =>
  (column: TableColumn): DisplayedColumn => {
    const sanitize = sanitizer(redact);
    const displayText = (text: unknown): string =>
      typeof text === "string" ? sanitizeLine(sanitize, text) : "";
    const { name, comment, type_text, type_name } = column;
    const { defaultValue } = valueSourceOf(column);
    const notes = [
      truncateText(displayText(comment), maxCommentLength),
      defaultValue !== undefined &&
        `Left empty, it becomes ${truncateText(displayText(defaultValue), maxCommentLength)}.`,
    ];
    const displayed = {
      name: truncateText(displayText(name), maxCommentLength),
      type_text: displayText(type_text),
      type_name: displayText(type_name),
    };
    return {
      column,
      title: columnTitle({ ...column, ...displayed }) || "no name",
      description: notes.filter(Boolean).join(" - "),
    };
  };

/** A name without case, underscores and spaces, which people write differently. */
const normalizedName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The field of each plain name that only one field has. */
const fieldsByName = (fields: readonly string[]): Map<string, string> => {
  const found = new Map<string, string[]>();
  for (const field of fields)
    found.set(normalizedName(field), [...(found.get(normalizedName(field)) ?? []), field]);
  const single = [...found].flatMap(([name, [field, ...others]]): [string, string][] =>
    name !== "" && field !== undefined && others.length === 0 ? [[name, field]] : [],
  );
  return new Map(single);
};

/** A selectable field: its value, and what a person reads. */
type FieldChoice = { const: string; title: string };

const fieldChoice = (fields: readonly FieldChoice[]): object =>
  fields.length === 0 ? { type: "string", minLength: 1 } : { type: "string", oneOf: fields };

/** A reference to the choices, which refer to something in turn: else the form's check would spell them out again. */
const shared = {
  property: { $ref: "#/definitions/field" },
  definitions: (fields: readonly FieldChoice[]): Record<string, object> => ({
    field: { ...fieldChoice(fields), allOf: [{ $ref: "#/definitions/text" }] },
    text: { type: "string" },
  }),
};

const propertyOf = (
  { title, description }: DisplayedColumn,
  suggested: string | undefined,
  fields: readonly FieldChoice[] | undefined,
) => ({
  ...(fields ? fieldChoice(fields) : shared.property),
  title,
  ...(fields && description !== "" && { description }),
  ...(suggested !== undefined && { default: suggested }),
});

const controlOf = (
  { column, title, description }: DisplayedColumn,
  hasFields: boolean,
  isShared: boolean,
): object => ({
  type: "Control",
  scope: formScope(formKey(column.name)),
  // Where a property refers to another, its own title and description do not show.
  ...(isShared && { label: [title, description].filter(Boolean).join(" - ") }),
  ...(hasFields && { options: { autocomplete: true } }),
});

const byPosition = (columns: readonly TableColumn[]): TableColumn[] =>
  [...columns].sort((one, other) => (one.position ?? 0) - (other.position ?? 0));

/**
 * Makes the form for a table. Columns that Databricks fills are omitted; a column is required if it allows no NULL and
 * has no default. A field with the same name as a column is suggested for it.
 * @param given what can be mapped; none means that fields are entered manually
 * @param redact removes the connection's secrets from displayed text
 */
export const columnForm = (
  columns: readonly TableColumn[],
  given: readonly string[],
  redact: Redact,
): WizardForm => {
  const sanitize = sanitizer(redact);
  const fields = given
    .filter((field) => isUsableKey(field, redact))
    .map((field) => ({ const: field, title: sanitizeLine(sanitize, field, maxCommentLength) || "no name" }));
  const mapped = byPosition(columns)
    .filter((column) => isUsableKey(column.name, redact) && !valueSourceOf(column).isGenerated)
    .map(displayColumn(redact));
  const isShared = mapped.length * fields.length > maxInlineChoices;
  const byName = fieldsByName(fields.map((field) => field.const));
  const suggestedFor = ({ name }: TableColumn): string | undefined => byName.get(normalizedName(name));
  const properties = mapped.map((shown): [string, object] => [
    formKey(shown.column.name),
    propertyOf(shown, suggestedFor(shown.column), isShared ? undefined : fields),
  ]);
  const data = mapped.flatMap(({ column }): [string, string][] => {
    const suggested = suggestedFor(column);
    return suggested === undefined ? [] : [[formKey(column.name), suggested]];
  });
  const required = mapped.filter(({ column }) => valueSourceOf(column).isRequired);
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(properties),
      required: required.map(({ column }) => formKey(column.name)),
      ...(isShared && { definitions: shared.definitions(fields) }),
    },
    uiSchema: {
      type: "VerticalLayout",
      elements: mapped.map((shown) => controlOf(shown, fields.length > 0, isShared)),
    },
    data: Object.fromEntries(data),
  };
};
