/** Checks what can be done with one object, by reading it: nothing is started and nothing is changed. */

import { isBadCredential } from "../../errors/credentials";
import {
  errorDetail,
  isBadRequest,
  isForbidden,
  isNotFound,
  isUnauthorized,
  isUnknownApi,
} from "../../errors/kinds";
import { grantHint, missingGrant } from "../../errors/missingGrant";
import { refusalOf } from "../../errors/refusal";
import { securable } from "../../errors/securables";
import { type DatabricksError, endWithPeriod } from "../../http/errors";
import { checkRules, kindOfNoun, nounOf } from "./checkRules";
import type { Certainty, Check, Identity, SecurableKind } from "./connectionCheck";
import {
  capitalized,
  certaintyText,
  describeSecurable,
  grantAdvice,
  mayBeHiddenNote,
  mayNotExistNote,
  unknownApiAdvice,
  unspecifiedRefusalAdvice,
} from "./messages";

/** What to check. */
export interface Subject {
  what: SecurableKind;
  id: string;
}

/** For whom, and for what. */
export interface CheckPurpose {
  identity: Identity;
  /** Whether writing is wanted, too. */
  forWriting: boolean;
}

/** What was found out about an object. */
export interface Findings {
  /** Its name, if it has one besides its id. */
  name?: string;
  canRead: Certainty;
  canWrite: Certainty;
  /** Its state, in sentences. */
  note?: string;
  /** Whether its state allows its use at all. */
  isGone?: boolean;
  /** Why nobody can write, in a sentence. */
  readOnlyNote?: string;
}

const sentences = (...texts: (string | undefined)[]): string => texts.filter(Boolean).join(" ");

/** What follows from the findings. */
const checkOf = (subject: Subject, { identity, forWriting }: CheckPurpose, found: Findings): Check => {
  const { what, id } = subject;
  const rule = checkRules[what];
  const { read, write, readWords, isTarget } = rule;
  const { isGone = false } = found;
  const canRead = isGone ? false : found.canRead;
  const canWrite = canRead === false || found.readOnlyNote !== undefined ? false : found.canWrite;
  const lacksWrite = forWriting && isTarget && canWrite === false;
  const lacking = isGone ? undefined : canRead === false ? read : lacksWrite ? write : undefined;
  const missing = found.readOnlyNote !== undefined && lacking === write ? undefined : lacking?.grant;
  const object = capitalized(describeSecurable(what, found.name || id));
  const detail =
    canRead === false && !isGone
      ? `${object} is visible, but cannot be ${readWords}.`
      : sentences(
          `${object} can be ${canRead === "not known" ? "seen" : readWords}.`,
          found.note,
          isGone ? undefined : (found.readOnlyNote ?? certaintyText(rule, canRead, canWrite)),
        );
  return {
    ...subject,
    ok: canRead !== false && !lacksWrite,
    canRead,
    canWrite,
    ...(missing !== undefined && { missing, ...grantAdvice(identity, missing, what, id) }),
    detail,
  };
};

/** What can be done with an object that may not even be read. */
const unreadable = ({ what }: Subject): Pick<Check, "ok" | "canRead" | "canWrite"> => ({
  ok: false,
  canRead: false,
  canWrite: checkRules[what].writeNeedsRead ? false : "not known",
});

/** Objects for which a missing object and a missing permission look the same. */
const withMayNotExistNote = ({ what }: Subject, message: string): string =>
  what === "warehouse" || what === "job" ? `${endWithPeriod(message)} ${mayNotExistNote}` : message;

/** The grant that Databricks' message names, on the object itself or on another one that it needs. */
const grantRefusalResult = (subject: Subject, identity: Identity, message: string): Check | undefined => {
  const refused = missingGrant(message);
  if (!refused) return undefined;
  const { kind, name, grant } = refused;
  const what = kind === undefined ? subject.what : kindOfNoun(kind);
  const base = { ...subject, ...unreadable(subject), missing: grant };
  if (what === subject.what) {
    return {
      ...base,
      ...grantAdvice(identity, grant, what, subject.id),
      detail: withMayNotExistNote(subject, message),
    };
  }
  const advice =
    what !== undefined && name !== undefined
      ? grantAdvice(identity, grant, what, name)
      : { advice: grantHint(refused) };
  return { ...base, ...advice, detail: message };
};

/**
 * What a refusal means for one object; undefined if it concerns the whole connection, or is unknown.
 */
const refusalResult = (subject: Subject, identity: Identity, error: DatabricksError): Check | undefined => {
  const { detail } = error;
  const byGrant = grantRefusalResult(subject, identity, detail);
  if (byGrant) return byGrant;
  const refusal = refusalOf(error);
  if (refusal?.concerns === "connection") return undefined;
  const unknown = { ...subject, ok: false, canRead: false, canWrite: "not known" } as const;
  if (refusal) {
    const { missing, hint: advice } = refusal;
    return { ...unknown, ...(missing !== undefined && { missing }), advice, detail };
  }
  // Some refusals have no error code, such as those of a gateway.
  return isForbidden(error) && !isBadCredential(errorDetail(error))
    ? { ...unknown, advice: unspecifiedRefusalAdvice, detail: withMayNotExistNote(subject, detail) }
    : undefined;
};

/** Whether an ID is refused as such: nothing else is sent with it. */
const isWrongId = (error: unknown): error is DatabricksError =>
  isBadRequest(error) && error.errorCode === "INVALID_PARAMETER_VALUE";

/** An object that does not exist, or whose ID is none that could. */
const notFoundResult = (subject: Subject, error: DatabricksError): Check => {
  const { what, id } = subject;
  const { lookupHint, keyword } = securable(nounOf(what));
  const base = { ...subject, ...unreadable(subject), detail: error.detail };
  if (isUnknownApi(errorDetail(error))) return { ...base, advice: unknownApiAdvice(what) };
  const advice = `Check ${describeSecurable(what, id)}. ${lookupHint}`;
  // Only Unity Catalog hides existing objects with a 404.
  if (keyword === undefined || !isNotFound(error)) return { ...base, advice };
  const { grant } = checkRules[what].read;
  return { ...base, advice, detail: `${endWithPeriod(error.detail)} ${mayBeHiddenNote(grant)}` };
};

/**
 * Reads an object and gives the result: a missing permission, a missing object and an ID that is none are results.
 * @param read reads the object and gives what was found
 * @throws what `read` throws for any other reason
 */
export const runCheck = async (
  subject: Subject,
  purpose: CheckPurpose,
  read: () => Promise<Findings>,
): Promise<Check> => {
  try {
    return checkOf(subject, purpose, await read());
  } catch (error) {
    const refusal =
      isForbidden(error) || isUnauthorized(error)
        ? refusalResult(subject, purpose.identity, error)
        : undefined;
    if (refusal) return refusal;
    if (isNotFound(error) || isWrongId(error)) return notFoundResult(subject, error);
    throw error;
  }
};
