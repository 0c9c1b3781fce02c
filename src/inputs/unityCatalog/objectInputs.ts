/** Inputs of the actions on catalogs, schemas, volumes and tables. */
import {
  samplesCatalogExample,
  samplesSchemaExample,
} from "../../services/unityCatalog/unityCatalogExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, type Input, refine, withDefault } from "../defineInput";
import { objectNameInput } from "../objectName";
import { textInput } from "../text";

/** The maximum length of a comment, in characters: longer text is refused before it is sent. */
const maxCommentLength = 65_536;

/** Makes the input of a catalog. @param comments which one it is @param example an existing one */
export const catalogNameInput = (
  comments: string,
  example: string = samplesCatalogExample.name,
): Input<string> => objectNameInput({ label: "Catalog", comments, example, dataSource: "selectCatalog" });

/** Makes the input of a schema. @param comments which one it is @param example an existing one */
export const schemaNameInput = (
  comments: string,
  example: string = samplesSchemaExample.name,
): Input<string> =>
  objectNameInput({
    label: "Schema",
    comments: `${comments} Enter its name without the catalog.`,
    example,
    dataSource: "selectSchema",
  });

/** Makes the input of the name of a new object. @param label its label @param example such a name */
export const newNameInput = (label: string, kind: string, example: string): Input<string> =>
  refine(
    objectNameInput({
      label,
      comments: `The name of the ${kind}, up to 255 characters, without spaces, dots or slashes. Databricks stores it in lower case.`,
      example,
    }),
    (name) => {
      if (/\s/.test(name)) throw new Error(`${label} must have no spaces.`);
      return name;
    },
  );

/** Makes the input of the comment of a new object. */
export const commentInput = (kind: string, example: string): Input<string | undefined> =>
  asOptional(
    refine(
      textInput({ label: "Comment", comments: `The description of the ${kind} in Databricks.`, example }),
      (text, label) => {
        if (text.length <= maxCommentLength) return text;
        throw new Error(`${label} is longer than ${maxCommentLength} characters.`);
      },
    ),
  );

/** Makes the input of what happens if an object with the name exists. */
export const ifItExistsInput = (kind: string): Input<"error" | "keep"> =>
  withDefault(
    choiceInput({
      label: "If It Exists",
      comments: `What happens if a ${kind} with this name already exists. An existing ${kind} that is kept is returned unchanged, and the other inputs are ignored.`,
      choices: { error: "Error", keep: "Keep it, and return it" },
    }),
    "error",
  );

/** Makes the input that includes objects with BROWSE only. @param what is returned */
export const includeBrowseInput = (what: string): Input<boolean> =>
  booleanInput({
    label: "Include Browse",
    comments: `When true, ${what} for which the identity only has the privilege BROWSE is also returned, with fewer fields.`,
  });

/** Makes the input that also deletes the contents. @param contents what is deleted with it */
export const forceInput = (kind: string, contents: string): Input<boolean> =>
  booleanInput({
    label: "Force",
    comments: `When true, ${contents} are also deleted. When false, a ${kind} that is not empty is an error.`,
  });
