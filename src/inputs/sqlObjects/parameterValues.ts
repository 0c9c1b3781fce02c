/** The values of the parameters of a saved query: the given values, and the query's defaults. */
import { isJsonObject, parseLossless } from "../../http/json";
import { atPrecision, dynamicDate, dynamicRange } from "../../services/sqlObjects/dynamicDates";
import type { QueryParameter } from "../../services/sqlObjects/queries";
import type { TextValue } from "../../services/sqlObjects/queryText";
import { type KeyValue, valueText } from "../keyValues";
import { readTexts } from "../stringList";

/** A value: as a parameter of a statement, and as text of the query. */
export interface ParameterValue extends TextValue {
  value: unknown;
  type?: string;
}

/** The source of a parameter's value. */
interface Given {
  /** The given value; undefined for the default. */
  value: unknown;
  /** The label and name for errors. */
  place: string;
  /** The time of the server, ms since the epoch. */
  now: number;
}

/** The values of a parameter by its name, or by the names of the ends of a date range. */
type Values = [name: string, value: ParameterValue][];

const refuse = (place: string, problem: string): never => {
  throw new Error(`${place} ${problem}.`);
};

const numberOf = (text: string, place: string): unknown =>
  /^-?(?:0|[1-9]\d{0,99})(?:\.\d{1,100})?(?:[eE][+-]?\d{1,3})?$/.test(text)
    ? parseLossless(text)
    : refuse(place, "must be a number such as 2.5");

const optionsOf = ({ enum_value }: QueryParameter): string[] | undefined => {
  const options = enum_value?.enum_options?.split("\n").filter((option) => option !== "");
  return options && options.length > 0 ? options : undefined;
};

const choiceValue = (parameter: QueryParameter, { value, place }: Given): ParameterValue => {
  const { values: defaults = [], multi_values_options: multiple } =
    parameter.enum_value ?? parameter.query_backed_value ?? {};
  const isDefault = value === undefined;
  const list = isDefault ? defaults : readTexts(value, place);
  const options = optionsOf(parameter);
  const wrong = isDefault ? undefined : list.find((one) => options && !options.includes(one));
  if (wrong !== undefined) refuse(place, `must be one of ${options?.join(", ").slice(0, 500)}`);
  const isTrusted = isDefault || options !== undefined;
  if (multiple) {
    const { prefix = "", suffix = "", separator: given } = multiple;
    const separator = given || ",";
    const text = list.map((one) => `${prefix}${one}${suffix}`).join(separator);
    return { value: text, text, list, prefix, suffix, separator, isTrusted };
  }
  if (list.length > 1) refuse(place, "must be a single value");
  const [text = ""] = list;
  return { value: text, text, isTrusted };
};

const dateType = (precision: string | undefined): string =>
  precision === undefined || precision === "DAY_PRECISION" ? "DATE" : "TIMESTAMP";

/** No server's time is later: dates around it would have no year of four digits, or be none. */
const latestMs = Date.UTC(9000, 0);

/** The value of a relative date such as NOW. @throws Error if it depends on the time of the server, which is unknown */
const atServerTime = <T>(
  compute: (now: number) => T | undefined,
  { now, place }: Pick<Given, "now" | "place">,
): T | undefined => {
  const isKnown = now >= 0 && now < latestMs;
  const computed = compute(isKnown ? now : 0);
  if (computed === undefined || isKnown) return computed;
  return refuse(
    place,
    "depends on the current date, which the response of Databricks does not contain: enter dates",
  );
};

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d(?:[T ][\d:.+Z-]{1,30})?$/.test(text);

const dateValue = (
  { date_value: { date_value = "", dynamic_date_value = "", precision } = {} }: QueryParameter,
  { value, ...at }: Given,
): ParameterValue => {
  const isTrusted = value === undefined;
  const given = isTrusted ? dynamic_date_value || date_value : valueText(value).trim();
  const text = atOr(
    atServerTime((now) => dynamicDate(given, now), at),
    given,
    precision,
  );
  if (!isDate(text))
    refuse(at.place, "must be a date such as 2025-11-18, or a date with a time such as 2025-11-18 12:30");
  return { value: text, type: dateType(precision), text, isTrusted };
};

/** A computed date has the precision of the parameter; a given date is unchanged. */
const atOr = (computed: string | undefined, given: string, precision: string | undefined): string =>
  computed === undefined ? given : atPrecision(computed, precision);

const rangeOf = (value: unknown, place: string): { start?: unknown; end?: unknown } => {
  const range = typeof value === "string" ? parseRange(value) : value;
  return isJsonObject(range)
    ? range
    : refuse(place, 'must be a range such as {"start": "2025-11-01", "end": "2025-11-30"}');
};

const endName = (name: string, index: number): string => `${name}.${index === 0 ? "start" : "end"}`;

const parseRange = (text: string): unknown => {
  try {
    return parseLossless(text);
  } catch {
    return undefined; // Text that is not JSON is not a range either.
  }
};

const rangeValues = (
  {
    name,
    date_range_value: { date_range_value, dynamic_date_range_value, precision, start_day_of_week } = {},
  }: QueryParameter,
  { value, place, now }: Given,
): Values => {
  const isDefault = value === undefined;
  const named = isDefault ? dynamic_date_range_value : typeof value === "string" ? value.trim() : undefined;
  const computed = named
    ? atServerTime((time) => dynamicRange(named, time, start_day_of_week), { now, place })
    : undefined;
  if (isDefault && named && !computed) refuse(place, `has the unknown default ${named}: enter a range`);
  const { start, end } = computed ?? rangeOf(isDefault ? date_range_value : value, place);
  return [start, end].map((one, index) => {
    const text = atOr(computed && String(one), valueText(one).trim(), precision);
    if (!isDate(text)) refuse(place, "must have a start and an end, each a date such as 2025-11-18");
    return [endName(name, index), { value: text, type: dateType(precision), text, isTrusted: isDefault }];
  });
};

/** Whether a parameter is a date range, which has two values. */
export const isRangeParameter = ({ date_range_value }: QueryParameter): boolean =>
  date_range_value !== undefined;

/** The values of a parameter of the query. @throws Error that names it, for a value that does not fit its type */
const valuesOf = (parameter: QueryParameter, given: Given): Values => {
  const { name, text_value, numeric_value, date_value } = parameter;
  const { value, place } = given;
  const isTrusted = value === undefined;
  if (value === null) {
    const names = isRangeParameter(parameter) ? [endName(name, 0), endName(name, 1)] : [name];
    return names.map((one) => [one, { value: null, isTrusted }]);
  }
  if (isRangeParameter(parameter)) return rangeValues(parameter, given);
  if (date_value) return [[name, dateValue(parameter, given)]];
  if (numeric_value) {
    // Databricks may leave out a zero.
    const text = isTrusted ? valueText(numeric_value.value ?? 0) : valueText(value).trim();
    return [[name, { value: numberOf(text, place), text, isTrusted }]];
  }
  if (parameter.enum_value ?? parameter.query_backed_value) return [[name, choiceValue(parameter, given)]];
  const text = isTrusted ? (text_value?.value ?? "") : valueText(value);
  return [[name, { value: Array.isArray(value) ? value : text, text, isTrusted }]];
};

/**
 * The values by name: those of the query's parameters, and additional given values.
 * @param label the label of the input, for errors
 * @param now the time of the server, ms since the epoch
 */
export const queryValues = (
  parameters: readonly QueryParameter[],
  given: readonly KeyValue[],
  label: string,
  now: number,
): Map<string, ParameterValue> => {
  const values = new Map(given.map(({ key, value }) => [key.toLowerCase(), { key, value }]));
  if (values.size < given.length) throw new Error(`${label} have the same parameter twice.`);
  const own = parameters.flatMap((parameter) => {
    const one = values.get(parameter.name.toLowerCase());
    values.delete(parameter.name.toLowerCase());
    return valuesOf(parameter, { value: one?.value, place: `${label} "${parameter.name}"`, now });
  });
  const others = [...values.values()].map(({ key, value }): [string, ParameterValue] => [
    key,
    { value, text: value === undefined || value === null ? undefined : valueText(value), isTrusted: false },
  ]);
  return new Map([...own, ...others].map(([name, value]) => [name.toLowerCase(), value]));
};
