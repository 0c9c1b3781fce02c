/** Notification destinations. */

import { doesNotExist, type HttpError } from "../../apiError";
import type { ListNotificationDestinationsResult, NotificationDestination } from "../../contract/wireTypes";
import type { Ids } from "../../control/ids";
import { fieldsOf, optionalText, requiredText } from "../../control/requests";
import { type Configuration, readConfiguration, shownConfiguration, typeOf } from "./configuration";

/** A destination as it is kept. */
export interface StoredDestination {
  id: string;
  name: string;
  configuration: Configuration;
}

const missing = (id: string): HttpError => doesNotExist(`Notification destination ${id} does not exist.`);

export class NotificationDestinationStore {
  readonly #destinations = new Map<string, StoredDestination>();

  constructor(private readonly ids: Ids) {}

  /** Every destination, the oldest first. */
  list(): ListNotificationDestinationsResult[] {
    return [...this.#destinations.values()].map(summaryOf);
  }

  /** The destination as it is kept, if there is one. */
  find(id: string): StoredDestination | undefined {
    return this.#destinations.get(id);
  }

  /** @throws HttpError 404 RESOURCE_DOES_NOT_EXIST where the id is unknown */
  get(id: string): NotificationDestination {
    return shown(this.#get(id));
  }

  /** @throws HttpError 400 INVALID_PARAMETER_VALUE for a missing name or a wrong configuration */
  create(body: unknown): NotificationDestination {
    const name = requiredText(body, "display_name");
    const configuration = readConfiguration(fieldsOf(body).config);
    const made = { id: this.ids.uuid(), name, configuration };
    this.#destinations.set(made.id, made);
    return shown(made);
  }

  /** Changes what is given. Throws as `get` and `create` do. */
  update(id: string, body: unknown): NotificationDestination {
    const found = this.#get(id);
    const { config } = fieldsOf(body);
    const name = optionalText(body, "display_name") ?? found.name;
    const configuration =
      config === undefined ? found.configuration : readConfiguration(config, found.configuration);
    Object.assign(found, { name, configuration });
    return shown(found);
  }

  /** Deletes it; jobs that name it go on doing so. Throws as `get` does. */
  delete(id: string): void {
    this.#get(id);
    this.#destinations.delete(id);
  }

  #get(id: string): StoredDestination {
    const found = this.#destinations.get(id);
    if (!found) throw missing(id);
    return found;
  }
}

const summaryOf = ({ id, name, configuration }: StoredDestination): ListNotificationDestinationsResult => ({
  id,
  display_name: name,
  destination_type: typeOf(configuration),
});

const shown = (destination: StoredDestination): NotificationDestination => ({
  ...summaryOf(destination),
  config: shownConfiguration(destination.configuration),
});
