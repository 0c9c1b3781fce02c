/** How much a preview reads. */

/** The number of rows, or of items of a list. */
const previewSize = 10;

/** A limit as a preview takes it. */
export const previewLimit = (limit = previewSize): number => Math.min(limit, previewSize);
