/** The secret scope of the default seed. */
import type { SeedSecretScope } from "../services/secrets/store";

/** A scope with one secret. */
export const seededScope = {
  name: "billing",
  secrets: [{ key: "api-key", value: "seeded", last_updated_timestamp: Date.UTC(2025, 10, 4, 8, 30) }],
} satisfies SeedSecretScope;
