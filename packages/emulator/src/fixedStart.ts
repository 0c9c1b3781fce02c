/** The start time of the workspaces in the emulator's own tests, ms since the epoch. */
export const startAt = Date.UTC(2025, 10, 18, 12);
