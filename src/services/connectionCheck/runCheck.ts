/** Checks whether one object can be used, by reading it: nothing is started and nothing is changed. */

import { isForbidden, isNotFound, isUnauthorized } from "../../errors/kinds";
import { grantHint, missingGrant } from "../../errors/missingGrant";
import { refusalOf } from "../../errors/refusal";
import type { DatabricksError } from "../../http/errors";
import type { Check, Identity, SecurableKind } from "./connectionCheck";
import {
  describeSecurable,
  grantAdvice,
  mayBeHiddenNote,
  mayNotExistNote,
  securableDetails,
  unspecifiedRefusalAdvice,
} from "./messages";

/** What to check. */
export interface Subject {
  what: SecurableKind;
  id: string;
}

const securableKinds = new Set<string>(Object.keys(securableDetails));

const isSecurableKind = (kind: string): kind is SecurableKind => securableKinds.has(kind);

/** A grant that is missing on an object, or on its parent. */
export const missingGrantResult = (
  subject: Subject,
  identity: Identity,
  detail: string,
  grant: string = securableDetails[subject.what].grant,
  on: Subject = subject,
): Check => ({
  ...subject,
  ok: false,
  missing: grant,
  advice: grantAdvice(identity, grant, on.what, on.id),
  detail,
});

/** Objects for which a missing object and a missing permission look the same. */
const withMayNotExistNote = ({ what }: Subject, message: string): string =>
  what === "warehouse" || what === "job" ? `${message} ${mayNotExistNote}` : message;

/** The name of such an object in messages; a view is checked as a table. */
const isNamedAs = ({ what }: Subject, kind: string | undefined): boolean =>
  kind === undefined || kind === securableDetails[what].noun || (what === "table" && kind === "view");

/** The grant that Databricks' message names, on the object itself or on another one that it needs. */
const grantRefusalResult = (subject: Subject, identity: Identity, message: string): Check | undefined => {
  const missing = missingGrant(message);
  if (!missing) return undefined;
  const { kind, name, grant } = missing;
  if (isNamedAs(subject, kind))
    return missingGrantResult(subject, identity, withMayNotExistNote(subject, message), grant);
  if (kind !== undefined && name !== undefined && isSecurableKind(kind)) {
    return missingGrantResult(subject, identity, message, grant, { what: kind, id: name });
  }
  return { ...subject, ok: false, missing: grant, advice: grantHint(missing), detail: message };
};

/**
 * What a refusal means for one object; undefined if it concerns the whole connection, or is unknown.
 */
const refusalResult = (subject: Subject, identity: Identity, error: DatabricksError): Check | undefined => {
  const { errorCode, detail } = error;
  const byGrant = grantRefusalResult(subject, identity, detail);
  if (byGrant) return byGrant;
  const refusal = refusalOf(error);
  if (refusal?.concerns === "connection") return undefined;
  if (refusal) {
    const { missing, hint: advice } = refusal;
    return { ...subject, ok: false, ...(missing !== undefined && { missing }), advice, detail: detail };
  }
  return errorCode === "PERMISSION_DENIED"
    ? {
        ...subject,
        ok: false,
        advice: unspecifiedRefusalAdvice,
        detail: withMayNotExistNote(subject, detail),
      }
    : undefined;
};

const missingResult = (subject: Subject, message: string): Check => {
  const { lookupHint, grant, menu } = securableDetails[subject.what];
  // Only Unity Catalog hides existing objects with a 404.
  const detail = menu === undefined ? `${message} ${mayBeHiddenNote(grant)}` : message;
  return {
    ...subject,
    ok: false,
    advice: `Check ${describeSecurable(subject.what, subject.id)}. ${lookupHint}`,
    detail,
  };
};

/**
 * Reads an object and gives the result: a missing permission and a missing object are results.
 * @param read reads the object and gives its check
 * @throws what `read` throws for any other reason
 */
export const runCheck = async (
  subject: Subject,
  identity: Identity,
  read: () => Promise<Check>,
): Promise<Check> => {
  try {
    return await read();
  } catch (error) {
    const refusal =
      isForbidden(error) || isUnauthorized(error) ? refusalResult(subject, identity, error) : undefined;
    if (refusal) return refusal;
    if (isNotFound(error)) return missingResult(subject, error.detail);
    throw error;
  }
};
