/**
 * The part of the platform's API that `prism components:publish` and `integrations:import` talk to, on loopback: the GraphQL
 * endpoint and the storage that the files are put into. It keeps what arrived.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

interface Upload {
  path: string;
  contentType: string | undefined;
  body: Buffer;
}

type Variables = Record<string, unknown>;

interface GraphqlRequest {
  query: string;
  variables?: Variables;
}

/** What the stub reads of a connection of a definition. */
interface PublishedConnection {
  key: string;
  iconPath?: string;
  avatarIconPath?: string;
}

interface FieldErrors {
  field: string;
  messages: string[];
}

export class PlatformStub {
  /** Variables of each publishComponent mutation. */
  readonly publishes: Variables[] = [];
  /** Variables of each importIntegration mutation. */
  readonly imports: Variables[] = [];
  readonly uploads: Upload[] = [];
  readonly authorizations = new Set<string | undefined>();
  /** Operations that the stub does not know. */
  readonly unknownOperations: string[] = [];
  /** What the mutation answers instead of a result, when there are any. */
  fieldErrors: FieldErrors[] = [];
  /** Status of an upload, by its path. */
  uploadStatus: (path: string) => number = () => 200;
  /** Signature of the version that is published already. */
  publishedSignature: string | undefined;

  private readonly server = createServer((request, response) => this.receive(request, response));
  url = "";

  async start(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url: path = "", headers } = request;
    const body = await buffer(request);
    if (method === "PUT") {
      this.uploads.push({ path, contentType: headers["content-type"], body });
      response.writeHead(this.uploadStatus(path)).end();
    } else if (method === "POST" && path === "/api") {
      this.authorizations.add(headers.authorization);
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify(this.answer(JSON.parse(body.toString()))));
    } else {
      this.unknownOperations.push(`${method} ${path}`);
      response.writeHead(404).end();
    }
  }

  private answer({ query, variables = {} }: GraphqlRequest): unknown {
    const operation = /^\s*(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? query;
    switch (operation) {
      case "whoami":
        return { data: { authenticatedUser } };
      case "component": {
        // A code-native integration asks for the component that it has just published until that is there.
        if (variables.versionNumber)
          return { data: { components: { nodes: [{ versionIsAvailable: true }] } } };
        const nodes = this.publishedSignature ? [{ signature: this.publishedSignature }] : [];
        return { data: { components: { nodes } } };
      }
      case "publishComponent":
        this.publishes.push(variables);
        return {
          data: { publishComponent: this.publishResult(variables.connections as PublishedConnection[]) },
        };
      case "importIntegration":
        this.imports.push(variables);
        return { data: { importIntegration: this.importResult() } };
      default:
        this.unknownOperations.push(operation);
        return { errors: [{ message: `The stub does not know the operation ${operation}` }] };
    }
  }

  private importResult(): unknown {
    if (this.fieldErrors.length > 0) return { integration: null, errors: this.fieldErrors };
    const nothing = { nodes: [] };
    const systemInstance = { id: "SW5zdGFuY2U6MQ==", flowConfigs: nothing };
    const integration = {
      id: "SW50ZWdyYXRpb246MQ==",
      flows: nothing,
      testConfigVariables: nothing,
      systemInstance,
    };
    return { integration, errors: [] };
  }

  /** A place for each icon of a connection that has one. */
  private iconPlaces(folder: string, connections: readonly PublishedConnection[]): object[] {
    return connections.map(({ key: connectionKey }) => ({
      connectionKey,
      iconUploadUrl: `${this.url}/${folder}/${connectionKey}.png?X-Amz-Signature=secret`,
    }));
  }

  private publishResult(connections: readonly PublishedConnection[]): unknown {
    if (this.fieldErrors.length > 0) return { publishResult: null, errors: this.fieldErrors };
    const publishResult = {
      component: { id: "Q29tcG9uZW50OjE=", versionNumber: 1 },
      packageUploadUrl: `${this.url}/package.zip?X-Amz-Signature=secret`,
      iconUploadUrl: `${this.url}/icon.png?X-Amz-Signature=secret`,
      sourceUploadUrl: `${this.url}/source.zip?X-Amz-Signature=secret`,
      connectionIconUploadUrls: this.iconPlaces(
        "connect",
        connections.filter(({ iconPath }) => iconPath),
      ),
      connectionAvatarIconUploadUrls: this.iconPlaces(
        "avatars",
        connections.filter(({ avatarIconPath }) => avatarIconPath),
      ),
    };
    return { publishResult, errors: [] };
  }
}

const authenticatedUser = {
  name: "Ada Builder",
  email: "ada@example.com",
  tenantId: "tenant",
  org: { id: "organization", name: "Example" },
  customer: null,
};
