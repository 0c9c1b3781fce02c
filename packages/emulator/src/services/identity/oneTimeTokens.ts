/** Tokens that can be used once: authorization codes and refresh tokens. */
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";

export class OneTimeTokens<Payload> {
  readonly #kept = new Map<string, { payload: Payload; expiresAt: number }>();

  /**
   * @param prefix of every token
   * @param lifetimeMs of workspace time
   */
  constructor(
    readonly clock: WorkspaceClock,
    readonly ids: Ids,
    readonly prefix: string,
    readonly lifetimeMs: number,
  ) {}

  /** A token that stands for a payload until it is consumed or has expired. */
  issue(payload: Payload): string {
    const token = `${this.prefix}${this.ids.hex(64)}`;
    this.#kept.set(token, { payload, expiresAt: this.clock.now() + this.lifetimeMs });
    return token;
  }

  /** What a token stands for; undefined where it was never issued, has been consumed or has expired. */
  payloadOf(token: string): Payload | undefined {
    const kept = this.#kept.get(token);
    return kept && this.clock.now() < kept.expiresAt ? kept.payload : undefined;
  }

  /** Ends a token. */
  consume(token: string): void {
    this.#kept.delete(token);
  }
}
