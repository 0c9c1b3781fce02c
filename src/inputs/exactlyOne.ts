/** Two inputs, exactly one of which must be given. */

/** An input's label and value. */
type Labelled<Value> = readonly [label: string, value: Value | undefined];

/**
 * Gives both values, of which one is undefined.
 * @throws Error that names both inputs
 */
export const exactlyOne = <First, Second>(
  [firstLabel, first]: Labelled<First>,
  [secondLabel, second]: Labelled<Second>,
): [First, undefined] | [undefined, Second] => {
  if (first !== undefined && second !== undefined) {
    throw new Error(`${firstLabel} and ${secondLabel} exclude each other: clear one of the two.`);
  }
  if (first !== undefined) return [first, undefined];
  if (second !== undefined) return [undefined, second];
  throw new Error(`${firstLabel} is empty, and so is ${secondLabel}: one of the two is needed.`);
};
