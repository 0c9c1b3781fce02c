/**
 * The parameters that SET sets in a session.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-parameters
 */
import { sqlError, unsupported } from "./errors";
import { parseZone, type SessionZone, UTC } from "./values/sessionZone";

/** Values of parameters by their names in lower case. A missing parameter has its default. */
export type SessionConfiguration = Readonly<Record<string, string>>;

interface ConfigurationParameter {
  /** The value where SET has not set one. */
  defaultValue: string;
  /** What Spark calls it, in lower case. */
  alias?: string;
  /** @throws SqlError for an invalid value, or one that the engine does not support */
  check(name: string, value: string): void;
}

const invalidValue = (kind: string, name: string, value: string, reason: string) =>
  sqlError(
    `INVALID_CONF_VALUE.${kind}`,
    `The value '${value}' in the config "${name}" is invalid. ${reason}`,
    "22022",
  );

const checkBoolean = (name: string, value: string): void => {
  if (!/^(true|false)$/i.test(value)) {
    throw invalidValue("TYPE_MISMATCH", name, value, "It should be a boolean.");
  }
};

const checkInteger = (pattern: RegExp, most: number) => (name: string, value: string) => {
  if (!pattern.test(value) || Number.parseInt(value, 10) > most) {
    throw invalidValue("TYPE_MISMATCH", name, value, `It should be a whole number of at most ${most}.`);
  }
};

const parameters: Record<string, ConfigurationParameter> = {
  ansi_mode: {
    defaultValue: "true",
    alias: "spark.sql.ansi.enabled",
    check(name, value) {
      checkBoolean(name, value);
      if (value.toLowerCase() === "false") {
        throw unsupported("ANSI_MODE = false");
      }
    },
  },
  legacy_time_parser_policy: {
    defaultValue: "EXCEPTION",
    alias: "spark.sql.legacy.timeparserpolicy",
    check(name, value) {
      if (!/^(EXCEPTION|CORRECTED|LEGACY)$/i.test(value)) {
        throw invalidValue(
          "OUT_OF_RANGE_OF_OPTIONS",
          name,
          value,
          "It should be EXCEPTION, CORRECTED or LEGACY.",
        );
      }
      if (/^LEGACY$/i.test(value)) {
        throw unsupported("LEGACY_TIME_PARSER_POLICY = LEGACY");
      }
    },
  },
  max_file_partition_bytes: {
    defaultValue: "128m",
    alias: "spark.sql.files.maxpartitionbytes",
    check: checkInteger(/^\d{1,15}[bkmgt]?b?$/i, Number.MAX_SAFE_INTEGER),
  },
  read_only_external_metastore: { defaultValue: "false", check: checkBoolean },
  statement_timeout: { defaultValue: "172800", check: checkInteger(/^\d{1,9}$/, 172_800) },
  timezone: {
    defaultValue: UTC.name,
    alias: "spark.sql.session.timezone",
    check(name, value) {
      if (!parseZone(value)) {
        throw invalidValue("TIME_ZONE", name, value, "Cannot resolve the given timezone.");
      }
    },
  },
  use_cached_result: { defaultValue: "true", check: checkBoolean },
};

/** The parameter's name without its alias. @throws SqlError CONFIG_NOT_AVAILABLE for an unknown name */
function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  const found = Object.entries(parameters).find(([own, { alias }]) => own === lower || alias === lower);
  if (!found) {
    throw sqlError("CONFIG_NOT_AVAILABLE", `Configuration ${name} is not available.`, "42K0I");
  }
  return found[0];
}

/** The configuration with one parameter set. @throws SqlError for an unknown name or invalid value */
export function withParameter(
  configuration: SessionConfiguration,
  name: string,
  value: string,
): SessionConfiguration {
  const own = canonicalName(name);
  parameters[own]?.check(name, value);
  return { ...configuration, [own]: value };
}

/** The configuration with one parameter at its default, or all. @throws SqlError for an unknown name */
export function withoutParameter(configuration: SessionConfiguration, name?: string): SessionConfiguration {
  if (name === undefined) {
    return {};
  }
  const own = canonicalName(name);
  return Object.fromEntries(Object.entries(configuration).filter(([key]) => key !== own));
}

/** The value of a parameter. @throws SqlError for an unknown name */
export function parameterValue(configuration: SessionConfiguration, name: string): string {
  const own = canonicalName(name);
  return configuration[own] ?? parameters[own]?.defaultValue ?? "";
}

/** Every parameter, by its name in capitals. */
export const allParameters = (configuration: SessionConfiguration): [string, string][] =>
  Object.keys(parameters).map((name) => [name.toUpperCase(), parameterValue(configuration, name)]);

/** The configuration that a session is opened with. @throws SqlError for an unknown name or invalid value */
export const parseConfiguration = (given: Readonly<Record<string, string>>): SessionConfiguration =>
  Object.entries(given).reduce<SessionConfiguration>(
    (all, [name, value]) => withParameter(all, name, value),
    {},
  );

/** The session's time zone. */
export const configuredZone = (configuration: SessionConfiguration): SessionZone =>
  parseZone(parameterValue(configuration, "timezone")) ?? UTC;
