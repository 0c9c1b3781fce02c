/** Responses that are handed over as they arrive. */
import type { Readable } from "node:stream";
import { AxiosError, type AxiosResponse, CanceledError } from "axios";
import { type Deadline, onAbort } from "./deadline";
import { Relay } from "./relay";

/** How a response is handed over. */
interface Handover {
  /** How long it may be silent while its reader waits. */
  limit: Deadline;
  /** Ends it earlier. */
  signal?: AbortSignal;
  /** Makes the error of the stream from what axios would throw. */
  failed: (error: AxiosError) => Error;
}

/**
 * The body of a response whose data are a stream. Silence ends it, but only while its reader waits for it; the deadline
 * that the limit is within ends it in any case.
 */
export const streamBody = (response: AxiosResponse, { limit, signal, failed }: Handover): Readable => {
  const { config, request } = response;
  const raw = response.data as Readable;
  const asAxiosError = (error: Error): AxiosError =>
    error instanceof AxiosError
      ? error
      : AxiosError.from(error, (error as NodeJS.ErrnoException).code, config, request, response);
  const relay = new Relay(raw, {
    awaitingSource: () => limit.restart(),
    awaitingReader: () => limit.pause(),
    failed: (error) => failed(asAxiosError(error)),
  });
  const closed = new Promise<void>((resolve) => relay.once("close", resolve));
  limit.pause();
  void limit.run(async (stop) => {
    onAbort(stop, () => {
      const error = limit.isOver
        ? new AxiosError("the response stopped", AxiosError.ETIMEDOUT, config, request, response)
        : new CanceledError(undefined, config, request);
      relay.destroy(failed(error));
    });
    await closed;
  }, signal);
  return relay;
};
