/** Everything that can go wrong between the component and a workspace, and what must come of it: one row each. */
import { answersOfNoUse, forms, refusals } from "./faultAnswers";
import { always, type FaultRow, html, standard, unknown, virtualStart } from "./faultRow";

const limited = { status: 429, body: standard("REQUEST_LIMIT_EXCEEDED", "Too many requests.") };
const unavailable = { status: 503, body: standard("TEMPORARILY_UNAVAILABLE", "The service is busy.") };
const broken = { status: 500, body: standard("INTERNAL_ERROR", "Something broke.") };

const retryAfter = (value: string) => ({ headers: { "retry-after": value } });

/** Faults that pass, and those that do not. */
const passingAndLasting: FaultRow[] = [
  {
    name: "429 once, Retry-After 2 s",
    faults: [{ ...limited, ...retryAfter("2") }],
    repeatable: "result",
    once: "result",
    refused: true,
  },
  {
    name: "429 once, Retry-After as a date in 3 s",
    faults: [{ ...limited, ...retryAfter(new Date(virtualStart.getTime() + 3000).toUTCString()) }],
    repeatable: "result",
    once: "result",
    refused: true,
  },
  {
    name: "429 twice, no Retry-After",
    faults: [{ ...limited, times: 2 }],
    repeatable: "result",
    once: "result",
    refused: true,
  },
  {
    name: "429 always, Retry-After 10 s",
    faults: [{ ...limited, ...retryAfter("10"), times: always }],
    repeatable: "error",
    once: "error",
    refused: true,
    says: /HTTP 429 REQUEST_LIMIT_EXCEEDED\): Too many requests\./,
  },
  {
    name: "429, Retry-After an hour",
    faults: [{ ...limited, ...retryAfter("3600"), times: always }],
    repeatable: "error",
    once: "error",
    refused: true,
    says: /3600 s/,
  },
  {
    name: "500 once with the code of a rate limit, as of SCIM",
    faults: [{ status: 500, body: standard("REQUEST_LIMIT_EXCEEDED", "slow down") }],
    repeatable: "result",
    once: "result",
    refused: true,
  },
  {
    name: "500 once whose message speaks of a rate limit",
    faults: [{ status: 500, body: standard("INTERNAL_ERROR", "REQUEST_LIMIT_EXCEEDED: slow down") }],
    repeatable: "result",
    once: "error",
    says: /not known whether/,
  },
  {
    name: "400 once since the workspace is new",
    faults: [
      {
        status: 400,
        body: standard("INVALID_STATE", "The workspace does not have any associated worker environments"),
      },
    ],
    repeatable: "result",
    once: "result",
    refused: true,
  },
  {
    name: "503 once, Retry-After 1 s",
    faults: [{ ...unavailable, ...retryAfter("1") }],
    repeatable: "result",
    once: "error",
    says: unknown,
  },
  {
    name: "503 always",
    faults: [{ ...unavailable, times: always }],
    repeatable: "error",
    once: "error",
    says: /HTTP 503 TEMPORARILY_UNAVAILABLE\): The service is busy\./,
  },
  {
    name: "500 once",
    faults: [broken],
    repeatable: "result",
    once: "error",
    says: unknown,
  },
  {
    name: "500 always",
    faults: [{ ...broken, times: always }],
    repeatable: "error",
    once: "error",
    says: /HTTP 500 INTERNAL_ERROR\): Something broke\./,
  },
  {
    name: "502 once, a page of the gateway",
    faults: [{ status: 502, ...html("<head><title>502 Bad Gateway</title></head>") }],
    repeatable: "result",
    once: "error",
    says: /502 Bad Gateway/,
  },
  {
    name: "501",
    faults: [{ status: 501, body: standard("NOT_IMPLEMENTED", "Not on this cloud."), times: always }],
    repeatable: "error",
    once: "error",
    says: /Not on this cloud\./,
  },
];

const connectionFaults: FaultRow[] = [
  {
    name: "dropped once before the handler",
    faults: [{ drop: true }],
    repeatable: "result",
    once: "error",
    says: unknown,
  },
  {
    name: "dropped always before the handler",
    faults: [{ drop: true, times: always }],
    repeatable: "error",
    once: "error",
    says: /connection broke before a response was received/,
  },
  {
    name: "dropped once after the handler",
    faults: [{ drop: true, phase: "after" }],
    repeatable: "result",
    once: "error",
    says: unknown,
  },
  {
    name: "hung once",
    faults: [{ hang: true }],
    repeatable: "result",
    once: "error",
    says: /no response was received within/,
  },
  {
    name: "hung always",
    faults: [{ hang: true, times: always }],
    repeatable: "error",
    once: "error",
    says: /no response was received within/,
  },
  {
    name: "hung once after the handler",
    faults: [{ hang: true, phase: "after" }],
    repeatable: "result",
    once: "error",
    says: /no response was received within/,
  },
];

/** Faults that strike the second request, after the first was carried out. */
const secondRequest: FaultRow[] = [
  {
    name: "second request: 503 once",
    faults: [{ ...unavailable, skip: 1 }],
    repeatable: "result",
    once: "result",
  },
  {
    name: "second request: dropped once",
    faults: [{ drop: true, skip: 1 }],
    repeatable: "result",
    once: "result",
  },
  {
    name: "second request: 500 always",
    faults: [{ ...broken, skip: 1, times: always }],
    repeatable: "error",
    once: "error",
    says: /Something broke\./,
  },
  {
    name: "second request: 403, no permission",
    faults: [
      { status: 403, body: standard("PERMISSION_DENIED", "You need CAN_VIEW."), skip: 1, times: always },
    ],
    repeatable: "error",
    once: "error",
    says: /You need CAN_VIEW\./,
  },
];

/** Every row that fits each subject. */
const faultRows: FaultRow[] = [
  ...passingAndLasting,
  ...connectionFaults,
  ...answersOfNoUse,
  ...refusals,
  ...forms,
];

/** The rows that fit a subject which usually sends so many requests, in the order of the table. */
export const rowsFor = (usualRequests: number): FaultRow[] =>
  usualRequests > 1 ? [...faultRows, ...secondRequest] : faultRows;
