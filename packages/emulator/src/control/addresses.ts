/** The addresses of the emulator's servers, known once they listen. */
export interface Addresses {
  readonly url: string;
  /** Of the cloud storage. */
  readonly storageUrl: string;
}
