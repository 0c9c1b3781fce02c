/** The configuration of a notification destination: one kind, whose secrets can be written but not read. */
import type { Config } from "../../contract/wireTypes";
import { fieldsOf, invalidParameter } from "../../control/requests";

/** A configuration as it is kept: its kind and the values that were written. */
export interface Configuration {
  kind: keyof Config;
  values: Record<string, unknown>;
}

interface Kind {
  /** As `destination_type` names it. */
  type: string;
  /** What may be written. */
  fields: string[];
  /** What must be. */
  required: string[];
}

const kinds: Record<keyof Config, Kind> = {
  generic_webhook: { type: "WEBHOOK", fields: ["url", "username", "password"], required: ["url"] },
  slack: { type: "SLACK", fields: ["url", "oauth_token", "channel_id"], required: [] },
  microsoft_teams: {
    type: "MICROSOFT_TEAMS",
    fields: ["url", "app_id", "auth_secret", "channel_url", "tenant_id"],
    required: [],
  },
  pagerduty: { type: "PAGERDUTY", fields: ["integration_key"], required: ["integration_key"] },
  email: { type: "EMAIL", fields: ["addresses"], required: ["addresses"] },
};

const names = Object.keys(kinds) as (keyof Config)[];

/** The kind as `destination_type` names it. */
export const typeOf = ({ kind }: Configuration): string => kinds[kind].type;

/**
 * Reads a configuration as it is given.
 * @param before what there was: values that are not given stay where the kind does
 * @throws HttpError 400 INVALID_PARAMETER_VALUE for none or several kinds, or a wrong value
 */
export function readConfiguration(given: unknown, before?: Configuration): Configuration {
  const fields = fieldsOf(given);
  const named = names.filter((name) => fields[name] !== undefined);
  const [kind] = named;
  if (kind === undefined || named.length > 1) {
    throw invalidParameter(`Exactly one of ${names.join(", ")} must be set in config.`);
  }
  const own = fieldsOf(fields[kind]);
  const written = Object.fromEntries(kinds[kind].fields.map((name) => [name, own[name]]));
  const values = { ...(before?.kind === kind && before.values), ...withoutUndefined(written) };
  for (const name of kinds[kind].required) {
    if (isMissing(values[name])) throw invalidParameter(`Missing required field: config.${kind}.${name}`);
  }
  if (kind === "email") checkAddresses(values.addresses);
  else checkTexts(kind, values);
  return { kind, values };
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === "";

const withoutUndefined = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function checkAddresses(addresses: unknown): void {
  if (Array.isArray(addresses) && addresses.length > 0 && addresses.every((one) => typeof one === "string")) {
    return;
  }
  throw invalidParameter("Field config.email.addresses must be a list of strings");
}

function checkTexts(kind: string, values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== "string") throw invalidParameter(`Field config.${kind}.${name} must be a string`);
  }
  const { url } = values;
  if (typeof url === "string" && url !== "") checkUrl(url);
}

const isLoopbackName = (name: string): boolean =>
  name === "localhost" || name === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(name);

/** Whether an address leads to this machine: nothing else is ever sent anything. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackName(new URL(url).hostname);
}

/** Databricks demands https; on this machine a receiver needs no certificate. */
function checkUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : "";
  if (protocol === "https:" || (protocol === "http:" && isLoopbackUrl(url))) return;
  throw invalidParameter("Invalid webhook URL: it must begin with https://.");
}

/** A configuration as it is read: whether each secret is set, and the addresses of emails. */
export function shownConfiguration({ kind, values }: Configuration): Config {
  if (kind === "email") return { email: values };
  const flags = kinds[kind].fields.map((name) => [`${name}_set`, !isMissing(values[name])]);
  return { [kind]: Object.fromEntries(flags) };
}
