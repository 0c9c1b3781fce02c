/** What is told of each request when debugging is on: never a secret. */
import type { AxiosInstance, InternalAxiosRequestConfig } from "axios";
import { type Redact, shownBody, shownHeaderValues } from "./redact";

const told = (config: InternalAxiosRequestConfig | undefined): string =>
  config?.databricks?.operation ?? "request";

/**
 * Writes every request and every answer, failed ones too, as one line of JSON each.
 * @param write takes a line
 * @param redact removes the connection's secrets
 */
export const installLog = (instance: AxiosInstance, write: (line: string) => void, redact: Redact): void => {
  const line = (entry: Record<string, unknown>): void => write(redact(JSON.stringify(entry)));

  instance.interceptors.request.use((config) => {
    line({
      request: told(config),
      headers: shownHeaderValues(config.headers.toJSON()),
      body: shownBody(config.data, redact),
    });
    return config;
  });
  instance.interceptors.response.use(
    (response) => {
      line({
        answer: told(response.config),
        status: response.status,
        headers: shownHeaderValues({ ...response.headers }),
        body: shownBody(response.data, redact),
      });
      return response;
    },
    (error) => {
      line({
        answer: told(error?.config),
        status: error?.response?.status,
        networkError: error?.response ? undefined : error?.code,
        headers: error?.response && shownHeaderValues({ ...error.response.headers }),
        body: shownBody(error?.response?.data, redact),
      });
      return Promise.reject(error);
    },
  );
};
