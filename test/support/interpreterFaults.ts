/** An interpreter in no time: the real one works in real time, which virtual time does not wait for. */
import { always } from "./faultRow";

/** The faults that let every context be ready and every command have printed a text. */
export const interpreterFaults = (printed: string) => [
  { path: "/api/1.2/contexts/status", status: 200, times: always, body: { id: "1", status: "Running" } },
  {
    path: "/api/1.2/commands/status",
    status: 200,
    times: always,
    body: { id: "1", status: "Finished", results: { resultType: "text", data: printed } },
  },
];
