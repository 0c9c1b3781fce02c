/** A library as a request gives it. */
import type { Library } from "../../contract/wireTypes";
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";

/** Libraries of an index, each with the field that names it; the others are files. */
const nameFields: Readonly<Record<string, string>> = {
  pypi: "package",
  cran: "package",
  maven: "coordinates",
};
const files = ["whl", "jar", "requirements", "egg"];

/** The kind of a library and what names it: a package, coordinates or a path. */
export function namedLibrary(given: unknown): { kind: string; name: string; isFile: boolean } {
  const fields = fieldsOf(given);
  const [kind = "", ...others] = Object.keys(fields);
  const field = Object.hasOwn(nameFields, kind) ? nameFields[kind] : undefined;
  const isFile = files.includes(kind);
  if (others.length > 0 || (!isFile && field === undefined)) {
    throw invalidParameter(
      `A library must have exactly one of ${[...Object.keys(nameFields), ...files].join(", ")}.`,
    );
  }
  return { kind, name: requiredText(field === undefined ? fields : fields[kind], field ?? kind), isFile };
}

/** Identifies a library of a cluster: the same package of another repository is another one. */
export function libraryIdentity(library: Library): string {
  const { kind, name } = namedLibrary(library);
  const { pypi, maven, cran } = library;
  const { repo } = pypi ?? maven ?? cran ?? {};
  return JSON.stringify([kind, name, repo ?? "", [...(maven?.exclusions ?? [])].sort()]);
}

/** The libraries of a request. @throws HttpError 400 where there are none, or one is none */
export function readLibraries(given: unknown): Library[] {
  if (!Array.isArray(given) || given.length === 0)
    throw invalidParameter("Missing required field: libraries");
  for (const one of given) namedLibrary(one);
  return given as Library[];
}
