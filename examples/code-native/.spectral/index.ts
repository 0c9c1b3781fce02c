/** Tells spectral's types of this integration's config variables and components, so that flows are checked against them. */
import type { componentRegistry, configPages } from "../src";

type Pages = typeof configPages;
type Registry = typeof componentRegistry;

declare module "@prismatic-io/spectral" {
  interface IntegrationDefinitionConfigPages extends Pages {}
  interface IntegrationDefinitionComponentRegistry extends Registry {}
}
