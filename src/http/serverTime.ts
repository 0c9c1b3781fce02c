/** The clock of a server, which dates what it returns: that of this machine may differ. */

/** When a response was sent, in milliseconds since the epoch; NaN if its headers do not say it. */
export const serverTimeOf = ({ date }: Record<string, unknown>): number =>
  typeof date === "string" ? Date.parse(date) : Number.NaN;
