/** Inputs of names that Databricks builds addresses of. */
import { type Input, refine, type Texts } from "../defineInput";
import { idInput } from "../id";

/** An input of the name of a new endpoint, or of what it serves. */
export const plainNameInput = (texts: Texts): Input<string> =>
  refine(idInput(texts), (name, label) => {
    if (/^[\w-]+$/.test(name)) return name;
    throw new Error(`${label} holds a character other than letters, digits, hyphens and underscores.`);
  });
