/** Tells whether one thing can be used, by reading it: nothing is started and nothing is changed. */

import { DatabricksError } from "../../http/errors";
import { grantHint, missingGrant } from "../../http/missingGrant";
import { readRefusal } from "../../http/refusal";
import type { Check, Identity, SecurableKind } from "./connectionCheck";
import { describeSecurable, grantAdvice, kinds, mayBeHidden, mayBeMissing, unnamedRefusal } from "./messages";

/** What is to be checked. */
export interface Subject {
  what: SecurableKind;
  id: string;
}

const securableKinds = new Set<string>(Object.keys(kinds));

const isSecurableKind = (kind: string): kind is SecurableKind => securableKinds.has(kind);

/** A grant that is missing on a thing, or on what it lies in. */
export const missingGrantResult = (
  subject: Subject,
  identity: Identity,
  detail: string,
  grant: string = kinds[subject.what].grant,
  on: Subject = subject,
): Check => ({
  ...subject,
  ok: false,
  missing: grant,
  advice: grantAdvice(identity, grant, on.what, on.id),
  detail,
});

/** Adds that the thing may not exist where Databricks refuses a missing one in the same words. */
const mayNotExist = ({ what }: Subject, detail: string): string =>
  what === "warehouse" || what === "job" ? `${detail} ${mayBeMissing}` : detail;

/** What a message calls such a thing; a view is checked as a table. */
const isCalled = ({ what }: Subject, kind: string | undefined): boolean =>
  kind === undefined || kind === kinds[what].noun || (what === "table" && kind === "view");

/** The grant that Databricks' words name, on the thing itself or on another one that it needs. */
const grantRefusalResult = (subject: Subject, identity: Identity, detail: string): Check | undefined => {
  const missing = missingGrant(detail);
  if (!missing) return undefined;
  const { kind, name, grant } = missing;
  if (isCalled(subject, kind))
    return missingGrantResult(subject, identity, mayNotExist(subject, detail), grant);
  if (kind !== undefined && name !== undefined && isSecurableKind(kind)) {
    return missingGrantResult(subject, identity, detail, grant, { what: kind, id: name });
  }
  return { ...subject, ok: false, missing: grant, advice: grantHint(missing), detail };
};

/**
 * What a refusal means for one thing; undefined where it is about the whole connection, or about nothing that is known.
 */
const refusalResult = (subject: Subject, identity: Identity, error: DatabricksError): Check | undefined => {
  const { status, errorCode, detail } = error;
  const byGrant = grantRefusalResult(subject, identity, detail);
  if (byGrant) return byGrant;
  const refusal = readRefusal({ status, errorCode, message: detail });
  if (refusal?.concerns === "connection") return undefined;
  if (refusal) {
    const { missing, hint: advice } = refusal;
    return { ...subject, ok: false, ...(missing !== undefined && { missing }), advice, detail };
  }
  return errorCode === "PERMISSION_DENIED"
    ? { ...subject, ok: false, advice: unnamedRefusal, detail: mayNotExist(subject, detail) }
    : undefined;
};

const missingResult = (subject: Subject, detail: string): Check => {
  const { lookUp, grant, menu } = kinds[subject.what];
  return {
    ...subject,
    ok: false,
    advice: `Check ${describeSecurable(subject.what, subject.id)}. ${lookUp}`,
    // Only Unity Catalog hides what there is behind a 404.
    detail: menu === undefined ? `${detail} ${mayBeHidden(grant)}` : detail,
  };
};

const doesNotExist = /does(?: not|n't) exist/i;

/** Databricks refuses ids of clusters and jobs that are not there, or are none, as wrong parameters. */
const isMissing = ({ status, errorCode, detail }: DatabricksError): boolean =>
  status === 404 ||
  (status === 400 && (doesNotExist.test(detail) || /not a valid endpoint id/i.test(detail))) ||
  errorCode === "RESOURCE_DOES_NOT_EXIST";

/**
 * Reads a thing and says what came of it: a missing right and a missing thing are results.
 * @param read reads the thing and gives what is known of it
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
    if (!(error instanceof DatabricksError)) throw error;
    const { status, detail } = error;
    const refusal = status === 403 || status === 401 ? refusalResult(subject, identity, error) : undefined;
    if (refusal) return refusal;
    if (isMissing(error)) return missingResult(subject, detail);
    throw error;
  }
};
