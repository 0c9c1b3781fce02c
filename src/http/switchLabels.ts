/** The labels of a connection's safety switches, as its inputs have them and refusals name them. */
export const switchLabels = {
  readOnly: "Read Only",
  maxResultRows: "Max Result Rows",
  maxResultMegabytes: "Max Result Megabytes",
  maxStatements: "Max Statements At A Time",
} as const;
