/** A form with files (RFC 7578), as Databricks also takes the import of a notebook or file. */

/** The fields of a form: texts, and the bytes of `content`; undefined where the type is not that of such a form. */
export function formFields(body: Buffer, contentType: string): Record<string, unknown> | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\b.*?\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const fields: Record<string, unknown> = {};
  for (const part of partsOf(body, `--${boundary}`)) {
    const end = part.indexOf("\r\n\r\n");
    const head = part.subarray(0, end).toString("utf8");
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    if (end === -1 || name === undefined) continue;
    const value = part.subarray(end + 4);
    fields[name] = name === "content" ? value : value.toString("utf8");
  }
  return fields;
}

/** What stands between the delimiters, without the line ends that belong to these. */
function partsOf(body: Buffer, delimiter: string): Buffer[] {
  const parts: Buffer[] = [];
  let start = body.indexOf(delimiter);
  while (start !== -1) {
    const from = start + delimiter.length;
    const next = body.indexOf(`\r\n${delimiter}`, from);
    if (next === -1) break;
    parts.push(body.subarray(from, next));
    start = next + 2;
  }
  return parts;
}
