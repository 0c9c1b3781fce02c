/** Inputs of names that become part of URLs. */
import { type Input, refine, type Texts } from "../defineInput";
import { idInput } from "../id";

/** An input of the name of a new endpoint or of a model that it serves. */
export const plainNameInput = (texts: Texts): Input<string> =>
  refine(idInput(texts), (name, label) => {
    if (/^[\w-]+$/.test(name)) return name;
    throw new Error(`${label} may only contain letters, digits, hyphens and underscores.`);
  });
