/** Everything that can go wrong between the component and a workspace, and what must come of it: one row each. */
import type { Fault } from "./workspace";

/** What must come of a fault: the result after all, or an error. */
export type Outcome = "result" | "error";

/** One fault and what must come of it. */
export interface FaultRow {
  name: string;
  /** The faults that are set, on every path of the API. */
  faults: Partial<Fault>[];
  /** What comes of it where a repeat does no harm, and where it might. */
  repeatable: Outcome;
  once: Outcome;
  /** Whether Databricks has refused before it did anything, so that every request may be sent again. */
  refused?: boolean;
  /** What every error of this row says. */
  says?: RegExp;
  /** Whether it is the connection that must change. */
  connection?: boolean;
}

/** The time at which every row begins. */
export const virtualStart = new Date("2026-01-02T03:04:05Z");

const always = 1000;

/** What an error says where it is unknown whether a request did its work. */
const unknown = /not known whether/;

const standard = (error_code: string | number, message: string): object => ({ error_code, message });

const limited = { status: 429, body: standard("REQUEST_LIMIT_EXCEEDED", "Too many requests.") };
const unavailable = { status: 503, body: standard("TEMPORARILY_UNAVAILABLE", "The service is busy.") };
const broken = { status: 500, body: standard("INTERNAL_ERROR", "Something broke.") };

const retryAfter = (value: string) => ({ headers: { "retry-after": value } });

const html = (inside: string) => ({ body: `<html>${inside}</html>`, content_type: "text/html" });

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
    name: "500 once that is a rate limit, as of SCIM",
    faults: [{ status: 500, body: standard("INTERNAL_ERROR", "REQUEST_LIMIT_EXCEEDED: slow down") }],
    repeatable: "result",
    once: "result",
    refused: true,
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
    says: /connection broke before an answer came/,
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
    says: /no answer came (?:in time|within)/,
  },
  {
    name: "hung always",
    faults: [{ hang: true, times: always }],
    repeatable: "error",
    once: "error",
    says: /no answer came (?:in time|within)/,
  },
  {
    name: "hung once after the handler",
    faults: [{ hang: true, phase: "after" }],
    repeatable: "result",
    once: "error",
    says: /no answer came (?:in time|within)/,
  },
];

const lasting = (name: string, fault: Partial<Fault>, says: RegExp, connection = false): FaultRow => ({
  name,
  faults: [{ ...fault, times: always }],
  repeatable: "error",
  once: "error",
  says,
  connection,
});

const answersOfNoUse: FaultRow[] = [
  lasting("200 with half of the JSON", { status: 200, body: '{"status": "RUNN' }, /not JSON/),
  lasting("200 with a web page", { status: 200, ...html("<body>Sign in</body>") }, /web page/),
  lasting("200 with an empty body", { status: 200, body: "" }, /empty body/),
  lasting("200 with a list", { status: 200, body: "[]" }, /not a JSON object/),
  lasting("200 with null", { status: 200, body: "null" }, /not a JSON object/),
  lasting(
    "302 to a sign-in page",
    { status: 302, headers: { location: "/login.html" } },
    /redirects elsewhere/,
  ),
];

const refusals: FaultRow[] = [
  lasting(
    "401",
    { status: 401, body: standard(401, "Credential was not sent.") },
    /Credential was not sent/,
    true,
  ),
  lasting(
    "403, invalid token",
    { status: 403, body: standard(403, "Invalid access token.") },
    /Invalid access/,
    true,
  ),
  lasting(
    "403, no permission",
    { status: 403, body: standard("PERMISSION_DENIED", "You need CAN_USE.") },
    /HTTP 403 PERMISSION_DENIED\): You need CAN_USE\..*administrator/,
  ),
  lasting(
    "404",
    { status: 404, body: standard("RESOURCE_DOES_NOT_EXIST", "There is no such thing.") },
    /HTTP 404 RESOURCE_DOES_NOT_EXIST\): There is no such thing\..*Check the id/,
  ),
];

const details = [
  { "@type": "type.googleapis.com/google.rpc.RequestInfo", request_id: "7f1c-42", serving_data: "" },
  { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "NOT_HERE", domain: "databricks.com" },
];

const scim = {
  schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
  detail: "No such filter.",
  status: "400",
};

/** Each form of error that Databricks and the gateways before it answer. */
const forms: FaultRow[] = [
  lasting(
    "400, standard form with details",
    { status: 400, body: { ...standard("INVALID_PARAMETER_VALUE", "Wrong page size."), details } },
    /HTTP 400 INVALID_PARAMETER_VALUE\): Wrong page size\. Request id: 7f1c-42\./,
  ),
  lasting(
    "400, no message",
    { status: 400, body: standard("BAD_REQUEST", "") },
    /HTTP 400 BAD_REQUEST\): Bad Request/,
  ),
  lasting(
    "400, form of API 1.2",
    { status: 400, body: { error: "JobFailedException: no" } },
    /JobFailedException\): no\./,
  ),
  lasting(
    "404, unknown route",
    { status: 404, body: { error: "Bad Target: /api/9" } },
    /HTTP 404\): Bad Target: \/api\/9/,
  ),
  lasting(
    "400, form of SCIM",
    { status: 400, body: { ...scim, scimType: "invalidFilter" } },
    /SCIM_400\): invalidFilter No such filter\./,
  ),
  lasting(
    "400, form of OAuth",
    { status: 400, body: { error: "invalid_scope", error_description: "No such scope." } },
    /invalid_scope\): No such scope\./,
  ),
  lasting(
    "400, code and text",
    { status: 400, body: "ACCOUNT_CLOSED: The account is closed", content_type: "text/plain" },
    /ACCOUNT_CLOSED\): The account is closed\./,
  ),
  lasting(
    "400, page with <pre>",
    { status: 400, ...html("<body><pre>Not so</pre></body>") },
    /HTTP 400\): Not so\./,
  ),
  lasting(
    "400, page with a title",
    { status: 400, ...html("<title>Error 400 No</title>") },
    /Error 400 No\./,
  ),
  lasting("400, empty body", { status: 400, body: "" }, /HTTP 400\): Bad Request\./),
  lasting(
    "400, anything else",
    { status: 400, body: "{[", content_type: "text/plain" },
    /HTTP 400\): \{\[\./,
  ),
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
