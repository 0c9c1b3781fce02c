/** Bad values of the inputs of files that are moved in and out. */
import type { Input } from "@prismatic-io/spectral/dist/serverTypes";
import type { Bad } from "./badModelInput";

const noFile: Bad[] = [
  ["nothing", null],
  ["empty text", ""],
  ["true", true],
  ["a number", 7],
  ["a list", [{ id: 1 }]],
  ["an object", { id: 1 }],
];

/** Addresses outside the workspace: this machine is the workspace's own. */
const noExternalUrl = (noUrl: readonly Bad[]): Bad[] => [
  ...noUrl.filter(([name]) => !/this machine/.test(name)),
  ["http", "http://example.com/file"],
  ["a cloud's metadata", "https://169.254.169.254/latest"],
];

/** The bad values of an input; undefined for one that is not of files. @param known those of other inputs */
export const badFileInput = (
  { key }: Input,
  known: { noUrl: readonly Bad[]; noHeaders: readonly Bad[] },
): Bad[] | undefined => {
  if (key === "sourceHeaders" || key === "targetHeaders") return [...known.noHeaders];
  if (key === "sourceUrl" || key === "targetUrl") return noExternalUrl(known.noUrl);
  return ["file", "objectContent", "secretValue"].includes(key) ? noFile : undefined;
};
