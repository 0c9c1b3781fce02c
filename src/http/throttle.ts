/**
 * Keeps the requests of this process to one service within its rate limit. Once the service has refused one as too
 * many, all wait for the requested delay, and then are sent no faster than they were accepted before.
 */
import { type AxiosAdapter, CanceledError, type InternalAxiosRequestConfig, isAxiosError } from "axios";
import { beforeAttempt } from "./attempt";
import { workspaceIdHeader } from "./auth";
import { onAbort } from "./deadline";
import { failedAttempt, isThrottled, retryAfterMs } from "./retry";

/**
 * The number of requests in flight beyond which further ones are spaced out, so that a burst learns of a limit in time.
 */
const crowdSize = 32;

/** The spacing in a burst, in milliseconds. */
const crowdSpacingMs = 5;

/** The delay after a refusal that requests none, in milliseconds. */
const defaultPauseMs = 500;

/**
 * A longer delay does not hold back other requests, in milliseconds: each learns of it at once instead of waiting in
 * vain.
 */
const maxPauseMs = 60_000;

/** The time over which accepted requests are counted, in milliseconds. */
const sampleMs = 1000;

/** Requests are sent a little slower than they were accepted, since they reach the server unevenly. */
const spacingMargin = 1.05;

/** The initial spacing if the service's rate is unknown, and the largest, in milliseconds. */
const minSpacingMs = 50;
const maxSpacingMs = 2000;

/** How long a spacing is kept, in milliseconds, when it was measured and when it was guessed. */
const measuredHoldMs = 30_000;
const guessedHoldMs = 5000;

/** How much faster requests may be sent after that, each second. */
const recoveryFactor = 1.1;

/** A service without requests is forgotten after this time, in milliseconds. */
const forgottenAfterMs = 60_000;

/** The requests to one service; times are on a monotonic clock. */
class Throttle {
  readonly #waiting: (() => void)[] = [];
  #timer?: NodeJS.Timeout;
  #activeRequests = 0;
  #acceptedAt: number[] = [];
  #lastStartAt = Number.NEGATIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** The spacing of requests, in milliseconds; 0 while the service accepts all. */
  #spacingMs = 0;
  #heldUntil = Number.NEGATIVE_INFINITY;

  get isForgotten(): boolean {
    const now = performance.now();
    return (
      this.#activeRequests === 0 && this.#waiting.length === 0 && now - this.#lastStartAt > forgottenAfterMs
    );
  }

  /**
   * Waits until a request may be sent.
   * @param isRetry a retry goes first
   * @param signal ends the wait
   * @throws CanceledError when it does
   */
  async enter(isRetry: boolean, signal: AbortSignal): Promise<void> {
    if (this.#waiting.length > 0 || performance.now() < this.#nextStartAt()) {
      return this.#turn(isRetry, signal);
    }
    this.#start();
  }

  /** A request has ended without being refused as one too many. */
  done(): void {
    const now = performance.now();
    this.#activeRequests -= 1;
    this.#acceptedAt = [...this.#recentlyAccepted(now), now];
    if (this.#spacingMs > 0 && now > this.#heldUntil) {
      const spacingMs = this.#spacingMs / recoveryFactor;
      this.#heldUntil = now + sampleMs;
      this.#spacingMs = spacingMs < crowdSpacingMs ? 0 : spacingMs;
    }
    this.#proceed();
  }

  /** A request was refused as one too many. @param retryAfterMs the delay that the server requests; 0 if it does not */
  refused(retryAfterMs: number): void {
    const now = performance.now();
    this.#activeRequests -= 1;
    // Refusals of requests that were in flight when the first one was refused are nothing new.
    if (now >= this.#pausedUntil) this.#slowDown(now);
    if (retryAfterMs <= maxPauseMs) {
      this.#pausedUntil = Math.max(this.#pausedUntil, now + (retryAfterMs || defaultPauseMs));
    }
    this.#proceed();
  }

  #slowDown(now: number): void {
    const accepted = this.#recentlyAccepted(now).length;
    const demanded = this.#activeRequests + this.#waiting.length + 1;
    const isMeasured = accepted > 0 && demanded > accepted;
    this.#spacingMs = isMeasured
      ? (sampleMs / accepted) * spacingMargin
      : Math.min(Math.max(this.#spacingMs * 2, minSpacingMs), maxSpacingMs);
    this.#heldUntil = now + (isMeasured ? measuredHoldMs : guessedHoldMs);
    this.#acceptedAt = [];
  }

  #recentlyAccepted(now: number): number[] {
    return this.#acceptedAt.filter((time) => now - time < sampleMs);
  }

  #nextStartAt(): number {
    const spacingMs = Math.max(this.#spacingMs, this.#activeRequests < crowdSize ? 0 : crowdSpacingMs);
    return Math.max(this.#pausedUntil, this.#lastStartAt + spacingMs);
  }

  #start(): void {
    // One that starts a little late, as timers do, does not delay all that follow.
    this.#lastStartAt = Math.max(this.#nextStartAt(), performance.now() - this.#spacingMs);
    this.#activeRequests += 1;
  }

  #turn(isRetry: boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(new CanceledError());
      };
      if (isRetry) this.#waiting.unshift(go);
      else this.#waiting.push(go);
      onAbort(signal, leave);
      this.#proceed();
    });
  }

  /** Starts those whose turn has come, and schedules the next one. */
  #proceed(): void {
    clearTimeout(this.#timer);
    while (this.#waiting.length > 0) {
      const waitMs = this.#nextStartAt() - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#proceed(), Math.ceil(waitMs));
        return;
      }
      this.#start();
      this.#waiting.shift()?.();
    }
  }
}

const throttles = new Map<string, Throttle>();

/**
 * The scope of a rate limit: the host, the workspace if the host serves several, and the first part of the path,
 * without version and preview.
 */
const serviceOf = ({ url = "", baseURL, headers }: InternalAxiosRequestConfig): string => {
  const { origin, pathname } = new URL(url, baseURL);
  const [service] = /^\/api\/[\d.]+\/(?:preview\/)?[^/]*|^\/[^/]*\/?[^/]*/.exec(pathname) ?? [pathname];
  return `${origin} ${headers.get(workspaceIdHeader) ?? ""} ${service}`;
};

const throttleOf = (config: InternalAxiosRequestConfig): Throttle => {
  const service = serviceOf(config);
  for (const [name, { isForgotten }] of throttles) if (isForgotten) throttles.delete(name);
  const known = throttles.get(service);
  if (known) return known;
  const throttle = new Throttle();
  throttles.set(service, throttle);
  return throttle;
};

/** Makes every attempt of an axios instance wait for its turn at its service. */
export const throttled =
  (send: AxiosAdapter): AxiosAdapter =>
  async (config) => {
    const throttle = throttleOf(config);
    const isRetry = (config["axios-retry"]?.retryCount ?? 0) > 0;
    await beforeAttempt(config, (signal) => throttle.enter(isRetry, signal));
    try {
      const response = await send(config);
      throttle.done();
      return response;
    } catch (error) {
      if (isAxiosError(error) && isThrottled(failedAttempt(error))) throttle.refused(retryAfterMs(error));
      else throttle.done();
      throw error;
    }
  };
