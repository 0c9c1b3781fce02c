/** What kind of failure Databricks reports: by its error code if that is specific, otherwise by the HTTP status. */
import { DatabricksError, type Failure } from "../http/errors";

/** What a refusal is read from. */
export type ErrorDetail = Pick<Failure, "status" | "errorCode" | "message">;

/** The kinds that the component distinguishes. */
type ErrorKind = "badRequest" | "unauthorized" | "forbidden" | "notFound" | "conflict";

/** Status and code disagree at times; then the code counts, as in Databricks' own SDKs. */
const kindsByCode: Readonly<Record<string, ErrorKind>> = {
  UNAUTHENTICATED: "unauthorized",
  PERMISSION_DENIED: "forbidden",
  FEATURE_DISABLED: "forbidden",
  RESOURCE_DOES_NOT_EXIST: "notFound",
  NOT_FOUND: "notFound",
  ENDPOINT_NOT_FOUND: "notFound",
  RESOURCE_CONFLICT: "conflict",
  ABORTED: "conflict",
  ALREADY_EXISTS: "conflict",
  RESOURCE_ALREADY_EXISTS: "conflict",
};

const kindsByStatus: Readonly<Record<number, ErrorKind>> = {
  400: "badRequest",
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  409: "conflict",
};

/** The kind of a failure; undefined for any other. */
export const kindOfError = ({
  status = 0,
  errorCode = "",
}: Omit<ErrorDetail, "message">): ErrorKind | undefined => kindsByCode[errorCode] ?? kindsByStatus[status];

/** An error's own words, without what the component adds. */
export const errorDetail = ({ status, errorCode, detail }: DatabricksError): ErrorDetail => ({
  status,
  errorCode,
  message: detail,
});

const isOfKind =
  (kind: ErrorKind) =>
  (error: unknown): error is DatabricksError =>
    error instanceof DatabricksError && kindOfError(error) === kind;

/** Whether a request is refused because of its contents. */
export const isBadRequest = isOfKind("badRequest");

/** Whether the caller is not authenticated. */
export const isUnauthorized = isOfKind("unauthorized");

/** Whether the caller may not do this, for whatever reason. */
export const isForbidden = isOfKind("forbidden");

/** Whether there is a conflict, such as an existing name or a change in progress. */
export const isConflict = isOfKind("conflict");

/**
 * Whether what failed has changed something, or may have, in any attempt. An attempt that was refused, such as for too
 * many requests, changed nothing.
 */
export const mayBeCarriedOut = (error: unknown): boolean =>
  error instanceof DatabricksError && (error.outcomeUnknown === true || error.carriedOut === true);

/** Clusters, jobs, runs and warehouses that do not exist are refused as wrong parameters: HTTP 400. */
const missingText = /does(?: not|n't) exist|not a valid endpoint id/i;

/** Whether a refusal says that the requested object does not exist, or may not be seen. */
export const saysNotFound = (detail: ErrorDetail): boolean =>
  kindOfError(detail) === "notFound" || (detail.status === 400 && missingText.test(detail.message));

/** The same of an error. */
export const isNotFound = (error: unknown): error is DatabricksError =>
  error instanceof DatabricksError && saysNotFound(errorDetail(error));

/**
 * Whether the response says that an object is missing. The 404 of a proxy that does not know the path does not, nor does
 * that of a workspace without Unity Catalog.
 */
export const isObjectMissing = (error: unknown): error is DatabricksError =>
  isNotFound(error) &&
  /(?:_DOES_NOT_EXIST|NOT_FOUND|^INVALID_PARAMETER_VALUE)$/.test(error.errorCode ?? "") &&
  error.errorCode !== "METASTORE_DOES_NOT_EXIST" &&
  !isUnknownApi(errorDetail(error));

/** Whether an object with the name exists. Databricks reports this with 400 or 409, and not always with a code. */
export const isAlreadyThere = (error: unknown): error is DatabricksError =>
  error instanceof DatabricksError &&
  (/(?:^|_)ALREADY_EXISTS$/.test(error.errorCode ?? "") ||
    ((isBadRequest(error) || isConflict(error)) && /\balready exists\b/i.test(error.detail)));

/** Whether a vector index is refused since Databricks is still deleting it, for some minutes after a deletion. */
export const isBeingDeleted = (error: unknown): error is DatabricksError =>
  isBadRequest(error) && /\bpending deletion\b/i.test(error.detail);

/** Whether an earlier attempt deleted the object: its response was lost, and the retry finds nothing. */
export const wasDeletedByRetry = (error: unknown): boolean =>
  (isNotFound(error) || isBeingDeleted(error)) &&
  mayBeCarriedOut(error) &&
  error.errorCode !== undefined &&
  !isUnknownApi(errorDetail(error));

/** Whether the state of a cluster does not allow the change. */
export const isInvalidState = (error: unknown): error is DatabricksError =>
  error instanceof DatabricksError && error.errorCode === "INVALID_STATE";

/** API 1.2 names an exception, though not always in the place of a code. */
const clusterNotReady = /\bClusterNotReady/;
const contextNotFound = /\bcontext\b.{0,80}not ?found|ContextNotFound/i;
const clusterNotFound = /\bcluster\b.{0,80}(?:does not exist|not found)|\bClusterNotFoundException\b/i;

const isNamed =
  (name: RegExp) =>
  ({ errorCode = "", message }: ErrorDetail): boolean =>
    name.test(errorCode) || name.test(message);

/** Whether a cluster does not run code yet. */
export const isClusterNotReady = isNamed(clusterNotReady);

/** Whether an execution context no longer exists, for example after a restart of its cluster. */
export const isContextNotFound = isNamed(contextNotFound);

/** Whether the workspace has no such API. */
export const isUnknownApi = ({ errorCode, message }: ErrorDetail): boolean =>
  errorCode === "ENDPOINT_NOT_FOUND" || /^Bad Target|No API found/i.test(message);

/** Whether a cluster is not found, whatever the status. */
export const isClusterNotFound = isNamed(clusterNotFound);

/** The name of an SQL error condition in brackets, with or without a condition below it. */
const conditionName = /\[([A-Z][A-Z0-9_]{2,100})(?:\.[A-Z0-9_]{1,100})?\]/;

/** The error condition that the message of a failed statement names, such as `CAST_INVALID_INPUT`. */
export const sqlCondition = (message: string): string | undefined => conditionName.exec(message)?.[1];

/** Conditions of a statement that wrote nothing, since others wrote to the same table at the same time. */
const writeConflicts: ReadonlySet<string> = new Set([
  "DELTA_METADATA_CHANGED",
  "DELTA_PROTOCOL_CHANGED",
  "DELTA_MAX_COMMIT_RETRIES_EXCEEDED",
  "COPY_INTO_DUPLICATED_FILES_COPY_NOT_ALLOWED",
  "COPY_INTO_NON_BLIND_APPEND_NOT_ALLOWED",
  "COPY_INTO_ROCKSDB_MAX_RETRY_EXCEEDED",
  "COPY_INTO_STATE_INTERNAL_ERROR",
  "TRANSACTION_CONCURRENT_COPY_INTO",
]);

/**
 * Whether a statement failed because of other writers and wrote nothing, so that it may be run again, whatever it is.
 * https://docs.databricks.com/aws/en/optimizations/isolation-level
 */
export const isWriteConflict = ({ errorCode = "", message }: ErrorDetail): boolean => {
  const condition = sqlCondition(message) ?? "";
  return (
    /\b(?:2D521|40000)$/.test(errorCode) ||
    condition.startsWith("DELTA_CONCURRENT_") ||
    writeConflicts.has(condition)
  );
};

/** Conditions of a statement whose file is not found. */
const missingFiles: ReadonlySet<string> = new Set([
  "PATH_NOT_FOUND",
  "COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED",
  "CF_EMPTY_DIR_FOR_SCHEMA_INFERENCE",
  "UNABLE_TO_INFER_SCHEMA",
  "FAILED_READ_FILE",
]);

/** Whether a statement found no file where it should read one. */
export const isFileMissing = ({ errorCode = "", message }: ErrorDetail): boolean =>
  /\b42K03$/.test(errorCode) || missingFiles.has(sqlCondition(message) ?? "");
