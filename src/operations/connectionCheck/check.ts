/** Tells whether one thing can be used, by reading it: nothing is started and nothing is changed. */
import type { Check, Checkable, ConnectionCheck } from "../../api/connectionCheck";
import { DatabricksError } from "../../http/errors";
import { missingGrant } from "../../http/missingGrant";
import { grantAdvice, kinds, mayBeHidden, mayBeMissing, named } from "./words";

/** Who signs in. */
export type Identity = ConnectionCheck["identity"];

/** What is to be checked. */
export interface Subject {
  what: Checkable;
  id: string;
}

const checkable = new Set<string>(Object.keys(kinds));

const isCheckable = (kind: string): kind is Checkable => checkable.has(kind);

/** A grant that is missing on a thing, or on what it lies in. */
export const lacking = (
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

/** What Databricks' words name, else what reading such a thing takes. */
const refused = (subject: Subject, identity: Identity, said: string): Check => {
  const named403 = missingGrant(said);
  const { kind, name, grant } = named403 ?? { kind: "" };
  if (grant !== undefined && name !== undefined && isCheckable(kind) && kind !== subject.what) {
    return lacking(subject, identity, said, grant, { what: kind, id: name });
  }
  // A warehouse that is not there is refused as one that may not be used.
  const detail = subject.what === "warehouse" || subject.what === "job" ? `${said} ${mayBeMissing}` : said;
  return lacking(subject, identity, detail, grant ?? kinds[subject.what].grant);
};

const absent = (subject: Subject, said: string): Check => {
  const { lookUp, grant, menu } = kinds[subject.what];
  // Only Unity Catalog hides what there is behind a 404.
  const detail = menu === undefined ? `${said} ${mayBeHidden(grant)}` : said;
  return { ...subject, ok: false, advice: `Check ${named(subject.what, subject.id)}. ${lookUp}`, detail };
};

const notThere = /does(?: not|n't) exist/i;

/** Databricks refuses ids of clusters and jobs that are not there, or are none, as wrong parameters. */
const isAbsent = ({
  status,
  errorCode,
  said,
}: {
  status?: number;
  errorCode?: string;
  said: string;
}): boolean =>
  status === 404 ||
  (status === 400 && (notThere.test(said) || /not a valid endpoint id/i.test(said))) ||
  errorCode === "RESOURCE_DOES_NOT_EXIST";

/**
 * Reads a thing and says what came of it: a missing right and a missing thing are results.
 * @param read asks for the thing and gives what is known of it
 * @throws what `read` throws for any other reason
 */
export const checked = async (
  subject: Subject,
  identity: Identity,
  read: () => Promise<Check>,
): Promise<Check> => {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DatabricksError)) throw error;
    const { status, errorCode, said } = error;
    if (status === 403 && errorCode === "PERMISSION_DENIED") return refused(subject, identity, said);
    if (isAbsent({ status, errorCode, said })) return absent(subject, said);
    throw error;
  }
};
