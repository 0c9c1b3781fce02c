/** The body of a raw request and its type. */

import FormData from "form-data";
import { stringifyExact } from "../../http/json";
import { isBlank } from "../defineInput";
import { type KeyValue, valueText } from "../keyValues";

/** The body of a request, if it has one. */
interface RawBody {
  body?: string | Buffer;
  contentType?: string;
}

/** The inputs of a body. */
export interface BodyInputs {
  data: unknown;
  formData: readonly KeyValue[];
  fileData: readonly KeyValue[];
  fileDataFileNames: readonly KeyValue[];
}

const bytesOf = (value: unknown): Buffer | undefined => {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof ArrayBuffer ? Buffer.from(value) : undefined;
};

/** A file as steps pass it on: `{ data, contentType }`. */
const fileOf = (value: unknown): RawBody | undefined => {
  if (typeof value !== "object" || value === null || !("data" in value)) return undefined;
  const body = bytesOf(value.data);
  if (!body) return undefined;
  const contentType =
    "contentType" in value && typeof value.contentType === "string" ? value.contentType : undefined;
  return { body, contentType };
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // Any other text is a body too.
  }
};

/** Text is sent byte for byte: parsed and written again, it could lose digits. */
const ofText = (body: string): RawBody => ({
  body,
  contentType: isJson(body) ? "application/json" : "text/plain; charset=utf-8",
});

const ofData = (data: unknown): RawBody => {
  if (isBlank(data)) return {};
  if (typeof data === "string") return ofText(data);
  const file = fileOf(data) ?? { body: bytesOf(data) };
  if (file.body) return { body: file.body, contentType: file.contentType ?? "application/octet-stream" };
  return { body: stringifyExact(data), contentType: "application/json" };
};

const checkedType = (label: string, contentType: string | undefined): string | undefined => {
  if (contentType && !/^[\t\u0020-\u007e]*$/.test(contentType)) {
    throw new Error(`${label} has a file whose content type holds a character that no header may hold.`);
  }
  return contentType || undefined;
};

/** The file name of each file: the nth name of a key belongs to the nth file of that key. */
const fileNames = (names: readonly KeyValue[]): ((key: string) => string) => {
  const remainingNames = new Map<string, string[]>();
  for (const { key, value } of names)
    remainingNames.set(key, [...(remainingNames.get(key) ?? []), valueText(value)]);
  return (key) => remainingNames.get(key)?.shift() || key;
};

const ofForm = ({ formData, fileData, fileDataFileNames }: BodyInputs): RawBody => {
  const form = new FormData();
  for (const { key, value } of formData) {
    const { body, contentType } = fileOf(value) ?? { body: bytesOf(value) };
    form.append(key, body ?? valueText(value), { contentType: checkedType("Form Data", contentType) });
  }
  const nameOf = fileNames(fileDataFileNames);
  for (const { key, value } of fileData) {
    const { body, contentType } = fileOf(value) ?? { body: bytesOf(value) };
    form.append(key, body ?? valueText(value), {
      filename: nameOf(key),
      contentType: checkedType("File Data", contentType),
    });
  }
  // Whole, so that it can be sent again and its length is known.
  return { body: form.getBuffer(), contentType: form.getHeaders()["content-type"] };
};

/** Whether the body is a multipart form, whose type holds the boundary of its parts and cannot be replaced. */
export const isForm = ({ formData, fileData }: BodyInputs): boolean =>
  formData.length > 0 || fileData.length > 0;

/**
 * Makes the body of a raw request from its inputs.
 * @throws Error that names the inputs that contradict each other, or an input that cannot be sent
 */
export const rawBody = (inputs: BodyInputs): RawBody => {
  const body = ofData(inputs.data);
  if (!isForm(inputs)) return body;
  if (body.body !== undefined) {
    throw new Error("Data cannot be sent together with Form Data or File Data. Leave one of them empty.");
  }
  return ofForm(inputs);
};
