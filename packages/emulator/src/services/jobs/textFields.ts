/** Fields that hold several texts. */
import { invalidParameter } from "../../control/requests";

/** Checks a list of texts. @throws HttpError 400 for anything else */
export function textList(given: unknown, name: string): void {
  if (given === undefined || (Array.isArray(given) && given.every((item) => typeof item === "string")))
    return;
  throw invalidParameter(`Field ${name} must be a list of strings`);
}

/** A map of texts. @throws HttpError 400 for anything else */
export function textMap(given: unknown, name: string): Record<string, string> {
  if (given === undefined) return {};
  const values =
    typeof given === "object" && given !== null && !Array.isArray(given) ? Object.values(given) : [0];
  if (values.every((value) => typeof value === "string")) return given as Record<string, string>;
  throw invalidParameter(`Field ${name} must map names to strings`);
}
