/** Inputs of the libraries of a cluster: as rows, or in Databricks' format. */
import { isJsonObject } from "../../http/json";
import { labels } from "../../labels";
import type { Library } from "../../services/libraries/libraries";
import { libraryExample } from "../../services/libraries/librariesExamples";
import { choiceInput } from "../choice";
import { asOptional, type InputValues, refine, withDefault } from "../defineInput";
import { exactlyOne } from "../exactlyOne";
import { type JsonObject, jsonObjectsInput } from "../json";
import { clusterId } from "../shared";
import { structuredRows } from "../structuredInput";
import { trimmedInput } from "../text";

const sources = {
  pypi: "PyPI",
  maven: "Maven",
  cran: "CRAN",
  whl: "Wheel file",
  jar: "JAR file",
  requirements: "Requirements file",
};

const fields = {
  source: withDefault(
    choiceInput({
      label: "Source",
      comments: "The source of the library: a package repository, or a file in a volume or in the workspace.",
      choices: sources,
    }),
    "pypi",
  ),
  library: trimmedInput({
    label: "Library",
    comments:
      "For PyPI, the package, optionally with a version, such as simplejson==3.19.3. For CRAN, the package. For Maven, the coordinates as group:artifact:version. For a file, its path, such as /Volumes/main/default/files/my.whl.",
    example: libraryExample.pypi.package,
  }),
  repository: asOptional(
    trimmedInput({
      label: "Repository",
      comments:
        "The URL of another package repository. If empty, the default repository of the source is used. Does not apply to files.",
      example: libraryExample.pypi.repo,
    }),
  ),
};

/** The file extensions of each kind of file. */
const endings = { whl: [".whl", ".wheelhouse.zip"], jar: [".jar"], requirements: [".txt"] };

const isFile = (source: keyof typeof sources): source is keyof typeof endings => source in endings;

/** The first characters of a path, or of a URI such as `s3://`. */
const pathStart = /^(?:\/|[a-z][a-z0-9]{0,20}:\/)/i;

const fileLibrary = (source: keyof typeof endings, library: string, place: string): Library => {
  const words = sources[source];
  if (!pathStart.test(library)) {
    throw new Error(
      `${place}: Library must be the path of a ${words}, such as /Volumes/main/default/files/my${endings[source][0]}.`,
    );
  }
  if (endings[source].some((ending) => library.endsWith(ending))) return { [source]: library };
  throw new Error(`${place}: Library of a ${words} must end with ${endings[source].join(" or ")}.`);
};

const readLibrary = (
  { source, library, repository: repo }: InputValues<typeof fields>,
  place: string,
): Library => {
  if (isFile(source)) {
    if (repo === undefined) return fileLibrary(source, library, place);
    throw new Error(`${place}: Repository does not apply to a ${sources[source]}: clear it.`);
  }
  const others = repo === undefined ? {} : { repo };
  if (source !== "maven") return { [source]: { package: library, ...others } };
  const parts = library.split(":");
  if (parts.length >= 3 && parts.every((part) => part.trim() !== ""))
    return { maven: { coordinates: library, ...others } };
  throw new Error(
    `${place}: Library must be Maven coordinates: group, artifact and version, separated by colons.`,
  );
};

/** The field that names a library of each kind of package; the others are named by their paths. */
const nameFields: Readonly<Record<string, string>> = {
  pypi: "package",
  cran: "package",
  maven: "coordinates",
};

/** A row of libraries has no eggs, which are deprecated; a cluster may have one to be uninstalled. */
const kinds: readonly string[] = [...Object.keys(sources), "egg"];

const isName = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

/** A library in Databricks' format, or one that is listed with its state; undefined for anything else. */
const libraryOf = (one: JsonObject): Library | undefined => {
  const library = isJsonObject(one.library) ? one.library : one;
  const [kind = "", ...others] = Object.keys(library);
  if (others.length > 0 || !kinds.includes(kind)) return undefined;
  const { [kind]: value } = library;
  const field = nameFields[kind];
  const isNamed = field === undefined ? isName(value) : isJsonObject(value) && isName(value[field]);
  return isNamed ? (library as Library) : undefined;
};

const libraryRows = structuredRows(
  {
    label: "Libraries",
    comments: "The libraries, one in each row, as an alternative to Libraries JSON.",
    fields,
  },
  readLibrary,
);

const librariesJson = asOptional(
  refine(
    jsonObjectsInput({
      label: "Libraries JSON",
      comments: `The libraries in Databricks' format, as an alternative to Libraries: a JSON array, such as that of ${labels.listLibraries}. It can also have exclusions of Maven libraries.`,
      example: JSON.stringify([libraryExample]),
    }),
    (given, label) => {
      const libraries = given.flatMap((one) => libraryOf(one) ?? []);
      if (libraries.length === given.length) return libraries;
      const wrong = given.findIndex((one) => !libraryOf(one)) + 1;
      throw new Error(
        `${label} must contain objects with exactly one of ${kinds.join(", ")}, each with a name: entry ${wrong} is not one.`,
      );
    },
  ),
);

/** The libraries of a cluster, in order. */
export const libraryInputs = { clusterId, libraries: libraryRows, librariesJson };

/** The libraries that the inputs give. Throws an Error that names both inputs if none or both have a value. */
export const librariesOf = ({
  libraries,
  librariesJson: json,
}: {
  libraries?: Library[];
  librariesJson?: Library[];
}): Library[] => {
  const [rows, given = []] = exactlyOne([libraryRows.label, libraries], [librariesJson.label, json]);
  return rows ?? given;
};
