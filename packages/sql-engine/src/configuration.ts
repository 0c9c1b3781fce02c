/**
 * The parameters that SET sets in a session.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-parameters
 */
import { sqlError, unsupported } from "./errors";
import { parseZone, type SessionZone, UTC } from "./values/sessionZone";

/** Values of parameters by their names, in lower case; those that are not there have their defaults. */
export type Configuration = Readonly<Record<string, string>>;

interface Parameter {
  /** As SET shows it where nobody set it. */
  usual: string;
  /** What Spark calls it, in lower case. */
  alias?: string;
  /** @throws SqlError for a value that it cannot have, or that the workspace cannot follow */
  check(name: string, value: string): void;
}

const invalid = (kind: string, name: string, value: string, reason: string) =>
  sqlError(
    `INVALID_CONF_VALUE.${kind}`,
    `The value '${value}' in the config "${name}" is invalid. ${reason}`,
    "22022",
  );

const truth = (name: string, value: string): void => {
  if (!/^(true|false)$/i.test(value)) {
    throw invalid("TYPE_MISMATCH", name, value, "It should be a boolean.");
  }
};

const wholeNumber = (pattern: RegExp, most: number) => (name: string, value: string) => {
  if (!pattern.test(value) || Number.parseInt(value, 10) > most) {
    throw invalid("TYPE_MISMATCH", name, value, `It should be a whole number of at most ${most}.`);
  }
};

const parameters: Record<string, Parameter> = {
  ansi_mode: {
    usual: "true",
    alias: "spark.sql.ansi.enabled",
    check(name, value) {
      truth(name, value);
      if (value.toLowerCase() === "false") {
        throw unsupported("ANSI_MODE = false");
      }
    },
  },
  legacy_time_parser_policy: {
    usual: "EXCEPTION",
    alias: "spark.sql.legacy.timeparserpolicy",
    check(name, value) {
      if (!/^(EXCEPTION|CORRECTED|LEGACY)$/i.test(value)) {
        throw invalid("OUT_OF_RANGE_OF_OPTIONS", name, value, "It should be EXCEPTION, CORRECTED or LEGACY.");
      }
      if (/^LEGACY$/i.test(value)) {
        throw unsupported("LEGACY_TIME_PARSER_POLICY = LEGACY");
      }
    },
  },
  max_file_partition_bytes: {
    usual: "128m",
    alias: "spark.sql.files.maxpartitionbytes",
    check: wholeNumber(/^\d{1,15}[bkmgt]?b?$/i, Number.MAX_SAFE_INTEGER),
  },
  read_only_external_metastore: { usual: "false", check: truth },
  statement_timeout: { usual: "172800", check: wholeNumber(/^\d{1,9}$/, 172_800) },
  timezone: {
    usual: UTC.name,
    alias: "spark.sql.session.timezone",
    check(name, value) {
      if (!parseZone(value)) {
        throw invalid("TIME_ZONE", name, value, "Cannot resolve the given timezone.");
      }
    },
  },
  use_cached_result: { usual: "true", check: truth },
};

/** The parameter's own name. @throws SqlError CONFIG_NOT_AVAILABLE for one that there is not */
function ownName(name: string): string {
  const lower = name.toLowerCase();
  const found = Object.entries(parameters).find(([own, { alias }]) => own === lower || alias === lower);
  if (!found) {
    throw sqlError("CONFIG_NOT_AVAILABLE", `Configuration ${name} is not available.`, "42K0I");
  }
  return found[0];
}

/** The configuration with one parameter set. @throws SqlError for a name or value that cannot be */
export function withParameter(configuration: Configuration, name: string, value: string): Configuration {
  const own = ownName(name);
  parameters[own]?.check(name, value);
  return { ...configuration, [own]: value };
}

/** The configuration with one parameter at its default, or all. @throws SqlError for a name that there is not */
export function withoutParameter(configuration: Configuration, name?: string): Configuration {
  if (name === undefined) {
    return {};
  }
  const own = ownName(name);
  return Object.fromEntries(Object.entries(configuration).filter(([key]) => key !== own));
}

/** What a parameter is set to. @throws SqlError for a name that there is not */
export function parameterValue(configuration: Configuration, name: string): string {
  const own = ownName(name);
  return configuration[own] ?? parameters[own]?.usual ?? "";
}

/** Every parameter, by its name in capitals. */
export const allParameters = (configuration: Configuration): [string, string][] =>
  Object.keys(parameters).map((name) => [name.toUpperCase(), parameterValue(configuration, name)]);

/** Parameters as a session is opened with. @throws SqlError for a name or value that cannot be */
export const readConfiguration = (given: Readonly<Record<string, string>>): Configuration =>
  Object.entries(given).reduce<Configuration>((all, [name, value]) => withParameter(all, name, value), {});

/** The session's time zone. */
export const zoneOf = (configuration: Configuration): SessionZone =>
  parseZone(parameterValue(configuration, "timezone")) ?? UTC;
