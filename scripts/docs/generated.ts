/** What is generated from the built component: documentation/actions.md, documentation/surface.json, README's table. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { actionsPage, readmeTable } from "./markdown";
import { surfaceOf } from "./surface";

const markers = { begin: "<!-- actions: begin (npm run accept) -->", end: "<!-- actions: end -->" };

/** The README with a fresh table between its markers. */
const readmeWithTable = (readme: string, component: Component): string => {
  const begin = readme.indexOf(markers.begin);
  const end = readme.indexOf(markers.end);
  if (begin < 0 || end < begin)
    throw new Error(`README.md lacks the markers ${markers.begin} and ${markers.end}`);
  return `${readme.slice(0, begin + markers.begin.length)}\n\n${readmeTable(component)}\n\n${readme.slice(end)}`;
};

/**
 * Every generated file of the documentation as it should be.
 * @returns text by path below the project's root
 */
export const documentation = (root: string, component: Component): Record<string, string> => ({
  "documentation/actions.md": actionsPage(component),
  "documentation/surface.json": `${JSON.stringify(surfaceOf(component), undefined, 2)}\n`,
  "README.md": readmeWithTable(readFileSync(path.join(root, "README.md"), "utf8"), component),
});
