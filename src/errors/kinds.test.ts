import { DatabricksError, type Failure } from "../http/errors";
import {
  isAlreadyThere,
  isBadRequest,
  isClusterNotReady,
  isConflict,
  isContextNotFound,
  isFileMissing,
  isForbidden,
  isInvalidState,
  isNotFound,
  isObjectMissing,
  isUnauthorized,
  isWriteConflict,
  kindOfError,
  mayBeCarriedOut,
  wasDeletedByRetry,
} from "./kinds";

const failed = (known: Partial<Failure>): DatabricksError =>
  new DatabricksError({ operation: "GET /x", message: "No.", ...known });

describe("the kind of a failure", () => {
  it.each([
    [400, "INVALID_PARAMETER_VALUE", "badRequest"],
    [401, "401", "unauthorized"],
    [403, undefined, "forbidden"],
    [404, "ENDPOINT_NOT_FOUND", "notFound"],
    [404, "SOMETHING_NEW", "notFound"],
    [409, "ABORTED", "conflict"],
    [500, "INTERNAL_ERROR", undefined],
    [undefined, "ECONNRESET", undefined],
  ])("of HTTP %s with the code %s is %s", (status, errorCode, kind) => {
    expect(kindOfError({ status, errorCode })).toBe(kind);
  });

  it.each([
    [400, "RESOURCE_ALREADY_EXISTS", "conflict"],
    [400, "RESOURCE_DOES_NOT_EXIST", "notFound"],
  ])("follows the code where HTTP %i says otherwise than %s", (status, errorCode, kind) => {
    expect(kindOfError({ status, errorCode })).toBe(kind);
  });
});

describe("each kind", () => {
  it.each([
    ["isBadRequest", isBadRequest, { status: 400 }],
    ["isUnauthorized", isUnauthorized, { status: 401 }],
    ["isForbidden", isForbidden, { errorCode: "PERMISSION_DENIED" }],
    ["isNotFound", isNotFound, { status: 404 }],
    ["isConflict", isConflict, { status: 409 }],
    ["isInvalidState", isInvalidState, { status: 400, errorCode: "INVALID_STATE" }],
  ])("%s knows its own errors, and no other", (_name, isOfKind, known) => {
    expect(isOfKind(failed(known))).toBe(true);
    expect(isOfKind(failed({ status: 500 }))).toBe(false);
    expect(isOfKind(Object.assign(new Error("No."), known))).toBe(false);
  });
});

it.each([
  [400, "SCHEMA_ALREADY_EXISTS", "No.", true],
  [409, "ALREADY_EXISTS", "No.", true],
  [409, "RESOURCE_CONFLICT", "Volume 'a' already exists", true],
  [400, undefined, "Schema 'a' already exists", true],
  [409, "RESOURCE_CONFLICT", "An update is in progress", false],
  [500, "INTERNAL_ERROR", "Schema 'a' already exists", false],
])("HTTP %i %s %j says that an object exists: %s", (status, errorCode, message, is) => {
  expect(isAlreadyThere(failed({ status, errorCode, message }))).toBe(is);
});

describe("what does not exist", () => {
  it.each([
    ["SCHEMA_DOES_NOT_EXIST", true],
    ["NOT_FOUND", true],
    ["ENDPOINT_NOT_FOUND", false],
    ["METASTORE_DOES_NOT_EXIST", false],
    [undefined, false],
  ])("is an object where the code is %s: %s", (errorCode, is) => {
    expect(isObjectMissing(failed({ status: 404, errorCode }))).toBe(is);
  });

  it.each(["Cluster 0123 does not exist", "Run: 7 in job: 8 doesn't exist", "x is not a valid endpoint id."])(
    "is found in a wrong parameter, too: %s",
    (message) => {
      const errorCode = "INVALID_PARAMETER_VALUE";
      expect(isNotFound(failed({ status: 400, errorCode, message }))).toBe(true);
      expect(isNotFound(failed({ status: 500, errorCode: "INTERNAL_ERROR", message }))).toBe(false);
    },
  );

  it("was deleted by a retry only where an earlier attempt may have been carried out", () => {
    const gone = { status: 404, errorCode: "RESOURCE_DOES_NOT_EXIST", sent: { times: 2, withinMs: 1 } };
    const outcomeUnknown = true;
    expect(wasDeletedByRetry(failed({ ...gone, outcomeUnknown }))).toBe(true);
    expect(wasDeletedByRetry(failed(gone))).toBe(false);
    expect(wasDeletedByRetry(failed({ status: 500, outcomeUnknown }))).toBe(false);
  });

  it("was not deleted where a proxy or another host says that there is no such page", () => {
    const outcomeUnknown = true;
    expect(wasDeletedByRetry(failed({ status: 404, outcomeUnknown }))).toBe(false);
    const unknownApi = { status: 404, errorCode: "ENDPOINT_NOT_FOUND", outcomeUnknown };
    expect(wasDeletedByRetry(failed(unknownApi))).toBe(false);
  });

  it("may have been carried out where it says so, whatever its status", () => {
    for (const status of [undefined, 200, 404, 500]) {
      expect(mayBeCarriedOut(failed({ status }))).toBe(false);
      expect(mayBeCarriedOut(failed({ status, outcomeUnknown: true }))).toBe(true);
      expect(mayBeCarriedOut(failed({ status, carriedOut: true }))).toBe(true);
    }
    expect(mayBeCarriedOut(new Error("no request"))).toBe(false);
  });
});

describe("exceptions of API 1.2", () => {
  it("are known by their code and in a text", () => {
    expect(isClusterNotReady({ errorCode: "ClusterNotReadyException", message: "" })).toBe(true);
    expect(isClusterNotReady({ message: "x.ClusterNotReadyException: it starts" })).toBe(true);
    expect(isContextNotFound({ errorCode: "ContextNotFoundException", message: "" })).toBe(true);
    expect(isContextNotFound({ message: "the context 12 was not found" })).toBe(true);
    expect(isContextNotFound({ message: "the cluster was not found" })).toBe(false);
  });
});

describe("a failed statement", () => {
  it.each([
    ["BAD_REQUEST 2D521", "anything"],
    ["40000", "anything"],
    ["BAD_REQUEST", "[DELTA_CONCURRENT_APPEND.ROW_LEVEL_CHANGES] Files were added."],
    [undefined, "io.delta.Failed: [DELTA_METADATA_CHANGED] The metadata was changed."],
    ["BAD_REQUEST 25000", "[COPY_INTO_DUPLICATED_FILES_COPY_NOT_ALLOWED] Duplicated files."],
    ["BAD_REQUEST 25000", "[COPY_INTO_NON_BLIND_APPEND_NOT_ALLOWED] Try again later."],
    ["BAD_REQUEST 55019", "[COPY_INTO_STATE_INTERNAL_ERROR] An internal error."],
  ])("with the code %s and the message %s conflicts with another writer", (errorCode, message) => {
    expect(isWriteConflict({ errorCode, message })).toBe(true);
  });

  it.each([
    ["BAD_REQUEST 23001", "[DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] ... [DELTA_CONCURRENT_APPEND] ..."],
    ["BAD_REQUEST 25000", "[MULTI_STATEMENT_TRANSACTION_NOT_STARTED] No."],
    ["BAD_REQUEST 42000", "2D521 40000"],
  ])("with the code %s and the message %s does not", (errorCode, message) => {
    expect(isWriteConflict({ errorCode, message })).toBe(false);
  });

  it("tells that its file is missing by the condition or the state", () => {
    expect(isFileMissing({ errorCode: "BAD_REQUEST 42K03", message: "No." })).toBe(true);
    expect(isFileMissing({ message: "[COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED] No file." })).toBe(true);
    expect(isFileMissing({ errorCode: "BAD_REQUEST 42P01", message: "[TABLE_OR_VIEW_NOT_FOUND] No." })).toBe(
      false,
    );
  });
});
