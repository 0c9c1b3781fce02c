/** Where the emulator's servers listen: known once they do. */
export interface Addresses {
  readonly url: string;
  /** Of the cloud storage. */
  readonly storageUrl: string;
}
