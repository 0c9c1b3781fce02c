/** When the workspaces of the emulator's own tests begin, ms since the epoch. */
export const startAt = Date.UTC(2025, 10, 18, 12);
