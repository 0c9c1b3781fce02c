/** What is generated from the built component, beside its public contract: the documentation and the notices. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { type ReferencePage, referencePages, referenceTable } from "./markdown";
import { thirdPartyNotices } from "./notices";
import { pictures } from "./pictures";
import { surfaceOf } from "./surface";

const markers = { begin: "<!-- reference: begin (npm run accept) -->", end: "<!-- reference: end -->" };

/** A page with a fresh table of the reference between its markers. */
const withTable = (root: string, file: string, pages: readonly ReferencePage[]): string => {
  const text = readFileSync(path.join(root, file), "utf8");
  const begin = text.indexOf(markers.begin);
  const end = text.indexOf(markers.end);
  if (begin < 0 || end < begin)
    throw new Error(`${file} lacks the markers ${markers.begin} and ${markers.end}`);
  const fresh = referenceTable(pages, path.posix.dirname(file));
  return `${text.slice(0, begin + markers.begin.length)}\n\n${fresh}\n\n${text.slice(end)}`;
};

/**
 * Every generated file of the documentation, the notices and the public contract as they should be.
 * @returns text by path below the project's root
 */
export const documentation = async (root: string, component: Component): Promise<Record<string, string>> => {
  // The sources are read only now, after the index files are written.
  const { grantsPage, neededBy }: typeof import("./grants") = require("./grants");
  const { repeatsPage }: typeof import("./repeats") = require("./repeats");
  const pages = referencePages(component, neededBy);
  const needing = pages.filter(({ title }) => title !== "Connections");
  return {
    ...(await pictures(root)),
    ...Object.fromEntries(pages.map(({ file, text }) => [file, text])),
    "documentation/grants.md": grantsPage(needing),
    "documentation/repeats.md": repeatsPage(pages),
    "THIRD_PARTY_NOTICES.txt": await thirdPartyNotices(),
    "documentation/surface.json": `${JSON.stringify(surfaceOf(component), undefined, 2)}\n`,
    ...Object.fromEntries(
      ["README.md", "documentation/overview.md"].map((file) => [file, withTable(root, file, pages)]),
    ),
  };
};
