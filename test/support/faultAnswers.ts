/** Answers that end a run: of no use, refusals, and every form of error. */
import { always, type FaultRow, html, standard } from "./faultRow";
import type { Fault } from "./workspace";

const lasting = (name: string, fault: Partial<Fault>, says: RegExp, connection = false): FaultRow => ({
  name,
  faults: [{ ...fault, times: always }],
  repeatable: "error",
  once: "error",
  says,
  connection,
});

/** Answers of success that hold nothing of use. */
export const answersOfNoUse: FaultRow[] = [
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

/** Refusals of who asks, or of what is asked for. */
export const refusals: FaultRow[] = [
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
    /HTTP 404 RESOURCE_DOES_NOT_EXIST\): There is no such thing\..*Check the (?:ID|path)/,
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
export const forms: FaultRow[] = [
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
