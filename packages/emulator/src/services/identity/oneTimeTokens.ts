/** Secrets that are handed out to be given back once: authorization codes and refresh tokens. */
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";

export class OneTimeTokens<Meaning> {
  readonly #kept = new Map<string, { meaning: Meaning; expiresAt: number }>();

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

  /** A token that stands for a meaning until it is spent or has expired. */
  give(meaning: Meaning): string {
    const token = `${this.prefix}${this.ids.hex(64)}`;
    this.#kept.set(token, { meaning, expiresAt: this.clock.now() + this.lifetimeMs });
    return token;
  }

  /** What a token stands for; undefined where it was never given, has been spent or has expired. */
  meaningOf(token: string): Meaning | undefined {
    const kept = this.#kept.get(token);
    return kept && this.clock.now() < kept.expiresAt ? kept.meaning : undefined;
  }

  /** Ends a token. */
  spend(token: string): void {
    this.#kept.delete(token);
  }
}
