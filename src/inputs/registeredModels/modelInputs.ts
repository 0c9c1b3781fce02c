/** Inputs of registered models. */
import {
  championAliasExample,
  modelVersionExample,
  registeredModelExample,
} from "../../services/registeredModels/registeredModelsExamples";
import { nameParts } from "../../services/sql/sqlNames";
import { refine } from "../defineInput";
import { idInput, readId } from "../id";
import { integerInput } from "../integer";
import { nameInAddress } from "../pageAddress";
import { trimmedInput } from "../text";

export const modelFullName = refine(
  trimmedInput({
    label: "Model Full Name",
    comments: "The full name of the model: catalog.schema.model.",
    example: registeredModelExample.full_name,
    dataSource: "selectRegisteredModel",
  }),
  (text, label) => {
    const parts = nameInAddress(text, "models") ?? nameParts(text);
    if (parts.length === 3) return parts.map((part) => readId()(part, label)).join(".");
    throw new Error(
      `${label} must have three parts, as ${registeredModelExample.full_name} has: catalog, schema and model.`,
    );
  },
);

export const version = integerInput({
  label: "Version",
  comments: "The version number of the model.",
  example: String(modelVersionExample.version),
  min: 1,
  max: 2 ** 31 - 1,
  dataSource: "selectModelVersion",
});

export const alias = idInput({
  label: "Alias",
  comments: "The alias of a model version.",
  example: championAliasExample.alias_name,
  dataSource: "selectModelAlias",
});
