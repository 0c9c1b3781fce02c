/** One attempt of a request: it ends at its time limit, whatever has arrived by then. */
import {
  type AxiosAdapter,
  AxiosError,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
  isCancel,
} from "axios";
import type { Deadline } from "./deadline";

/** Sends a request once. @param limit when the attempt must have ended; its signal is the request's */
export type SendOnce = (config: InternalAxiosRequestConfig, limit: Deadline) => Promise<AxiosResponse>;

/** The error code of a request that was never sent, since its time was up before its turn. */
export const notSentInTimeCode = "ERR_NOT_SENT_IN_TIME";

/**
 * Waits for the preparation of an attempt, at most until the request's deadline.
 * @param wait ends with a CanceledError at the signal
 */
export const beforeAttempt = async (
  config: InternalAxiosRequestConfig,
  wait: (signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  const deadline = config.databricks?.deadline;
  try {
    await deadline?.run(wait, config.signal as AbortSignal | undefined);
  } catch (error) {
    if (isCancel(error) && deadline?.isOver)
      throw new AxiosError("no time was left", notSentInTimeCode, config);
    throw error;
  }
};

/** With the response, if it had begun. */
const timedOut = (
  config: InternalAxiosRequestConfig,
  { request, response }: Partial<AxiosError>,
): AxiosError => new AxiosError("the attempt took too long", AxiosError.ETIMEDOUT, config, request, response);

/**
 * An axios adapter that ends each attempt at its limit, which covers connecting, sending, redirects and the whole
 * response, an error response included.
 */
export const withinLimit =
  (send: SendOnce): AxiosAdapter =>
  async (config) => {
    const { databricks: context } = config;
    if (!context) throw new Error("A request was sent past the transport.");
    const { deadline } = context;
    const beganAtMs = deadline.elapsedMs;
    const limit = deadline.within(context.timeoutMs);
    context.attemptMs = limit.totalMs;
    try {
      const attempt = (signal: AbortSignal) => send({ ...config, signal, timeout: 0 }, limit);
      const response = await limit.run(attempt, config.signal as AbortSignal | undefined);
      return Object.assign(response, { config });
    } catch (error) {
      if (isCancel(error) && limit.isOver) {
        // The deadline may end one that has not been silent for long.
        if (deadline.isOver) context.attemptMs = deadline.elapsedMs - beganAtMs;
        throw timedOut(config, error as Partial<AxiosError>);
      }
      // A retry is made from this, and must not have the signal of the attempt before it.
      if (error instanceof AxiosError) error.config = config;
      throw error;
    }
  };
