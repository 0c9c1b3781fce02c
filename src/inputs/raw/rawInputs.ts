/** The inputs of Raw Request: keys, labels, types, defaults and order are spectral's, the texts and checks are ours. */
import { input } from "@prismatic-io/spectral";
import { inputs as spectral } from "@prismatic-io/spectral/dist/clients/http/inputs";
import { clusterExample } from "../../services/clusters/clusters";
import { responseTypes } from "../../services/raw/result";
import { boolean, integerOrZero, keyValues, requiredChoice, requiredText } from "../clean";
import { debugRequest } from "../shared";

/** The longest time that a timer takes, in milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

const most = 1000;

const pair = (key: string, value: string): string => JSON.stringify([{ key, value }]);

const methods = spectral.method.model.map(({ value }) => String(value));

const url = input({
  ...spectral.url,
  placeholder: "/2.0/clusters/list",
  example: "/2.1/clusters/list",
  comments:
    "Where to send the request. A relative URL, such as /2.0/clusters/list, gets https://<host>/api/ in front. A full URL, such as one on accounts.cloud.databricks.com, replaces that base; the token goes along only to the workspace and, over https, to Databricks' own domains.",
  clean: (value: unknown) => requiredText("URL")(value).trim(),
});

const method = input({
  ...spectral.method,
  example: "GET",
  comments: "The HTTP method of the request.",
  clean: requiredChoice("Method", methods),
});

const data = input({
  ...spectral.data,
  placeholder: JSON.stringify({ cluster_id: clusterExample.cluster_id }),
  example: JSON.stringify({ cluster_id: clusterExample.cluster_id }),
  comments:
    "The body of the request. JSON, as text or as an object, goes out as application/json, other text as text/plain, a file with its own type; a Content-Type header replaces that. Empty sends no body.",
  clean: (value: unknown): unknown => value,
});

const formData = input({
  ...spectral.formData,
  placeholder: "Value of the field",
  example: pair("path", "/Workspace/Shared/report.py"),
  comments:
    "Fields of a multipart form, which is sent as the body in place of Data. A key may come several times.",
  clean: keyValues("Form Data"),
});

const fileData = input({
  ...spectral.fileData,
  placeholder: "Text or file",
  example: pair("content", "print('hello')"),
  comments:
    "Files of a multipart form, which is sent as the body in place of Data. A key may come several times.",
  clean: keyValues("File Data"),
});

const fileDataFileNames = input({
  ...spectral.fileDataFileNames,
  placeholder: "report.py",
  example: pair("content", "report.py"),
  comments: "File names for File Data, by the same keys. A file without one is named as its key.",
  clean: keyValues("File Data File Names"),
});

const queryParams = input({
  ...spectral.queryParams,
  placeholder: "20",
  example: pair("page_size", "20"),
  comments: "Parameters of the query, after those in the URL. A key may come several times.",
  clean: keyValues("Query Parameter"),
});

const headers = input({
  ...spectral.headers,
  placeholder: "application/json",
  example: pair("Accept", "application/json"),
  comments:
    "Headers of the request. A key may come several times. Authorization is the connection's wherever its token may go.",
  clean: keyValues("Header"),
});

const responseType = input({
  ...spectral.responseType,
  comments:
    "What the answer is returned as. With json, its value: integers too long for a number come as their digits, and an answer that is not meant to be JSON comes as text. With text or document, its text. With arraybuffer, its bytes.",
  clean: requiredChoice("Response Type", responseTypes),
});

const timeout = input({
  ...spectral.timeout,
  placeholder: "60000",
  example: "60000",
  comments: "How long to wait for an answer, in milliseconds. Empty or 0 waits up to 10 minutes.",
  clean: integerOrZero("Timeout", longestTimerMs),
});

const retryDelayMS = input({
  ...spectral.retryDelayMS,
  placeholder: "1000",
  example: "1000",
  comments:
    "The pause before a repeat, in milliseconds. With Use Exponential Backoff it is the first pause, and 0 means 1000. A longer pause that the server asks for (Retry-After) is kept.",
  clean: integerOrZero("Retry Delay (ms)", longestTimerMs),
});

const retryAllErrors = input({
  ...spectral.retryAllErrors,
  comments:
    "When true, a repeat follows every failure, whatever its method and status, even where the request may have been carried out already. When false, it follows status 429 and requests that were never sent, and failures of the server or the network only for GET, HEAD, OPTIONS, PUT and DELETE, where a second execution does no harm.",
  clean: boolean("Retry On All Errors"),
});

const maxRetries = input({
  ...spectral.maxRetries,
  placeholder: "3",
  example: "3",
  comments: "How often a failed request is repeated at most, within 10 minutes. 0 sends the request once.",
  clean: integerOrZero("Max Retry Count", most),
});

const useExponentialBackoff = input({
  ...spectral.useExponentialBackoff,
  comments: "When true, the pause doubles with each repeat.",
  clean: boolean("Use Exponential Backoff"),
});

/** Every input but the connection, in spectral's order. */
export const rawInputs = {
  url,
  method,
  data,
  formData,
  fileData,
  fileDataFileNames,
  queryParams,
  headers,
  responseType,
  timeout,
  debugRequest,
  retryDelayMS,
  retryAllErrors,
  maxRetries,
  useExponentialBackoff,
};
