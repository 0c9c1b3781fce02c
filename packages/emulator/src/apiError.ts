/** The formats of Databricks' error responses. */

/** What a failed request is answered with: a status, a body and perhaps headers. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    /** Sent as JSON; text is a web page. */
    readonly body: unknown,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = "HttpError";
  }
}

/** The standard envelope of API 2.x: `{error_code, message}`. */
export const apiError = (
  status: number,
  errorCode: string | number,
  message: string,
  headers?: Record<string, string>,
): HttpError => new HttpError(status, { error_code: errorCode, message }, message, headers);

/** What a request for something that is not there is refused with. */
export const doesNotExist = (message: string): HttpError => apiError(404, "RESOURCE_DOES_NOT_EXIST", message);

/** What a request is refused with that the workspace cannot carry out. @param what such as `makes no dry runs.` */
export const notImplemented = (what: string): HttpError =>
  apiError(501, "NOT_IMPLEMENTED", `The local workspace ${what}`);

/** The envelope of API 1.2: `{error}`. */
export const legacyError = (status: number, error: string): HttpError =>
  new HttpError(status, { error }, error);

/** A refusal in the shape of SCIM. */
export const scimError = (status: number, detail: string, scimType?: string): HttpError =>
  new HttpError(
    status,
    {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      detail,
      status: String(status),
      ...(scimType !== undefined && { scimType }),
    },
    detail,
  );

/** The envelope of the token endpoint (RFC 6749). */
export const oauthError = (status: number, error: string, description: string): HttpError =>
  new HttpError(status, { error, error_description: description }, description);

/** The web page that the gateway before the API answers with; it repeats the path and the reason. */
export const pageError = (status: number, path: string, reason: string): HttpError => {
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const page = [
    "<html>",
    "<head>",
    '<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>',
    `<title>Error ${status} ${escaped(reason)}</title>`,
    "</head>",
    `<body><h2>HTTP ERROR ${status}</h2>`,
    `<p>Problem accessing ${escaped(path)}. Reason:`,
    `<pre>    ${escaped(reason)}</pre></p>`,
    "</body>",
    "</html>",
  ];
  return new HttpError(status, `${page.join("\n")}\n`, reason);
};
