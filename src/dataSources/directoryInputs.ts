/** Inputs of data sources that offer what a directory of a volume holds. */
import { booleanInput } from "../inputs/choice";
import { asOptional } from "../inputs/defineInput";
import { directoryIn, volumeInput, volumePathOf } from "../inputs/files/volumeName";
import { trimmedInput } from "../inputs/text";
import { incomingDirectoryExample } from "../services/files/listingExamples";
import { catalogExample, schemaExample, volumeExample } from "../services/unityCatalog/unityCatalogExamples";
import { catalogInput, schemaInput } from "./catalogInputs";

/**
 * The inputs of a directory, in order. The path of a volume makes the first two superfluous, which is why they may be
 * empty here although a wizard requests them. `givenDirectory` reads them.
 * @param what is offered
 */
export const directoryInputs = (what: string) => ({
  catalog: { ...asOptional(catalogInput(catalogExample.name)), required: true },
  schema: { ...asOptional(schemaInput(schemaExample.name)), required: true },
  volume: volumeInput({
    label: "Volume",
    comments: "The name of the volume, or its path, such as /Volumes/main/default/landing.",
    example: volumeExample.name,
  }),
  directory: asOptional(
    trimmedInput({
      label: "Directory",
      comments: `The path of a directory in the volume whose ${what} are offered. If empty, those of the whole volume are offered.`,
      example: incomingDirectoryExample.name,
    }),
  ),
  recursive: booleanInput({
    label: "Recursive",
    comments: `When true, the ${what} in the directories below it, at any depth, are also offered.`,
  }),
});

/** The path of the directory that the inputs name. Throws an Error that begins with the label of one of them. */
export const givenDirectory = ({
  directory,
  ...given
}: {
  catalog?: string;
  schema?: string;
  volume: string;
  directory?: string;
}): string => directoryIn(volumePathOf(given), directory);
