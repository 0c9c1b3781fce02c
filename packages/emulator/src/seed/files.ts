/** The files of the default seed's volume. */
import type { SeedFile } from "../services/files/seedFile";
import { volume } from "./unityCatalog";

const folder = `/Volumes/${volume.full_name.replaceAll(".", "/")}`;
const last_modified = Date.UTC(2025, 10, 17, 9);

/** Every file, in the order in which a list answers them. */
export const files = [
  {
    path: `${folder}/airports.csv`,
    text: "code,name,city\nATL,Hartsfield-Jackson,Atlanta\nSEA,Seattle-Tacoma,Seattle\n",
    last_modified,
  },
  {
    path: `${folder}/orders/2025-11-16.json`,
    text: '{"id": 1, "customer": "Ada", "amount": 12.50}\n{"id": 2, "customer": "Grace", "amount": 7.25}\n',
    last_modified,
  },
] satisfies SeedFile[];
