/** Errors as a builder reads them: what failed, what Databricks said, and what to do next. */

/** What is known of a failure. */
export interface Failure {
  /** What was attempted, such as `GET /api/2.0/sql/warehouses/475b94ddc7cd5211`. */
  operation: string;
  /** What went wrong, in Databricks' words where it has any. */
  message: string;
  /** HTTP status, where an answer came. */
  status?: number;
  /** Databricks' `error_code`, or the network's. */
  errorCode?: string;
  /** Databricks' id of the request, for its support. */
  requestId?: string;
  /** What to do next. */
  hint?: string;
  /** Whether it is unknown if the request was carried out. */
  outcomeUnknown?: boolean;
  /** Ids of what it was about, such as a statement's. */
  resourceIds?: Record<string, string>;
}

/** Any failure of a request to Databricks, or of what was asked of it. It holds no secret. */
export class DatabricksError extends Error {
  override readonly name = "DatabricksError";
  readonly operation: string;
  readonly status?: number;
  readonly errorCode?: string;
  readonly requestId?: string;
  readonly hint?: string;
  readonly outcomeUnknown?: boolean;
  readonly resourceIds?: Record<string, string>;

  constructor(failure: Failure) {
    super(sentence(failure));
    this.operation = failure.operation;
    this.status = failure.status;
    this.errorCode = failure.errorCode;
    this.requestId = failure.requestId;
    this.hint = failure.hint;
    this.outcomeUnknown = failure.outcomeUnknown;
    this.resourceIds = failure.resourceIds;
  }

  /** The error as plain data, message included, for logs and step results. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}

const sentence = ({
  operation,
  message,
  status,
  errorCode,
  requestId,
  hint,
  outcomeUnknown,
}: Failure): string => {
  const said = [status && `HTTP ${status}`, errorCode].filter(Boolean).join(" ");
  return [
    `${operation} failed${said ? ` (${said})` : ""}: ${message}${/[.!?]$/.test(message) ? "" : "."}`,
    outcomeUnknown && "It is not known whether Databricks carried out the request, so it was not repeated.",
    hint,
    requestId && `Request id: ${requestId}.`,
  ]
    .filter(Boolean)
    .join(" ");
};

const hints: { when: (failure: Failure) => boolean; hint: string }[] = [
  {
    when: ({ errorCode }) => /^ClusterNotReadyException$/.test(errorCode ?? ""),
    hint: "The cluster is not ready to run code: start it (Start Terminated Cluster) and wait until its state is RUNNING.",
  },
  {
    when: ({ errorCode, message }) =>
      errorCode === "ContextNotFoundException" || /context.*not found/i.test(message),
    hint: "The execution context is gone, as after a restart of its cluster: make a new one (Create Execution Context).",
  },
  {
    when: ({ message }) => /cluster .*(does not exist|not found)/i.test(message),
    hint: "Check the Cluster ID: it must be one of List Clusters, in this connection's workspace.",
  },
  {
    when: ({ message, status }) => status === 404 && /warehouse/i.test(message),
    hint: "Check the Warehouse ID: it must be one of List SQL Warehouses, in this connection's workspace.",
  },
  {
    when: ({ status, errorCode }) => status === 403 || errorCode === "PERMISSION_DENIED",
    hint: "The connection's identity lacks a permission for this: ask a workspace administrator to grant it (CAN USE on a warehouse, CAN ATTACH TO or CAN RESTART on a cluster, for example).",
  },
  {
    when: ({ status }) => status === 404,
    hint: "Check the id, and that the connection points at the workspace that holds it.",
  },
  {
    when: ({ status }) => status === 429,
    hint: "Databricks limits the rate of requests: try again later, or run fewer steps at once.",
  },
];

/** The failure with the hint that fits it, unless it has one. */
export const withHint = (failure: Failure): Failure => ({
  ...failure,
  hint: failure.hint ?? hints.find(({ when }) => when(failure))?.hint,
});

/** Whether an answer means that the token is missing, wrong or expired, rather than that a right is lacking. */
export const isBadCredential = ({ status, errorCode, message }: Failure): boolean =>
  status === 401 ||
  (status === 403 &&
    (errorCode === "403" || /invalid (access )?token|token is expir|token expired/i.test(message)));

/** The component's error hook: whatever was thrown, an Error goes on; an Error goes on unchanged. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error || (typeof thrown === "object" && thrown !== null && "isSpectralError" in thrown)
    ? (thrown as Error)
    : new Error(typeof thrown === "string" ? thrown : "A step failed without saying why");
