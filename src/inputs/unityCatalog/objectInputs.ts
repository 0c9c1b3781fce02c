/** Inputs of the actions on catalogs, schemas, volumes and tables. */
import {
  samplesCatalogExample,
  samplesSchemaExample,
} from "../../services/unityCatalog/unityCatalogExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, type Input, refine, withDefault } from "../defineInput";
import { objectNameInput } from "../objectName";
import { textInput } from "../text";

/** The maximum length of a comment, in characters: text that is longer is refused before it is sent. */
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
    comments: `${comments} The name alone, without that of the catalog.`,
    example,
    dataSource: "selectSchema",
  });

/** Makes the input of the name of something new. @param label its label @param example such a name */
export const newNameInput = (label: string, kind: string, example: string): Input<string> =>
  refine(
    objectNameInput({
      label,
      comments: `The name of the ${kind}. Databricks keeps it in lower case; it takes no spaces, dots and slashes.`,
      example,
    }),
    (name) => {
      if (/\s/.test(name)) throw new Error(`${label} must have no spaces.`);
      return name;
    },
  );

/** Makes the input of the comment of something new. */
export const commentInput = (kind: string, example: string): Input<string | undefined> =>
  asOptional(
    refine(
      textInput({ label: "Comment", comments: `What the ${kind} is for, as people read it.`, example }),
      (text, label) => {
        if (text.length <= maxCommentLength) return text;
        throw new Error(`${label} is longer than ${maxCommentLength} characters.`);
      },
    ),
  );

/** Makes the input of what to do if an object of the name exists. */
export const ifItExistsInput = (kind: string): Input<"error" | "keep"> =>
  withDefault(
    choiceInput({
      label: "If It Exists",
      comments: `What to do if there is a ${kind} of the name. One that is kept is returned unchanged, whatever the other inputs say.`,
      choices: { error: "Error", keep: "Keep it, and return it" },
    }),
    "error",
  );

/** Makes the input that widens a list, or a read. @param what is returned */
export const includeBrowseInput = (what: string): Input<boolean> =>
  booleanInput({
    label: "Include Browse",
    comments: `When true, ${what} that the identity may discover, but not use, is returned, too: with the privilege BROWSE, and with fewer fields.`,
  });

/** Makes the input that also deletes the contents. @param contents what is deleted with it */
export const forceInput = (kind: string, contents: string): Input<boolean> =>
  booleanInput({
    label: "Force",
    comments: `When true, ${contents} are deleted, too. When false, a ${kind} that is not empty is an error.`,
  });
