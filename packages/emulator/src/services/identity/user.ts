import type { User as DescribedUser } from "../../contract/wireTypes";

/** A user, or a service principal: its `userName` is then its application ID, and it has no emails. */
export interface UserResource extends DescribedUser {
  id: string;
  userName: string;
}
