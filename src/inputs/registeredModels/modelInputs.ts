/** Inputs of registered models. */
import {
  championAliasExample,
  modelVersionExample,
  registeredModelExample,
} from "../../services/registeredModels/registeredModelsExamples";
import { fullNameInput } from "../fullName";
import { idInput } from "../id";
import { integerInput } from "../integer";

export const modelFullName = fullNameInput(
  {
    label: "Model Full Name",
    comments: "The full name of the model: catalog.schema.model.",
    example: registeredModelExample.full_name,
    dataSource: "selectRegisteredModel",
  },
  "model",
  "models",
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
