import type { AddressKind } from "#channels/channel-definition.ts";
import type { Channel } from "#core/channel.ts";

/** Who and what the stories are told with, by the names the stories use. */
export interface Cast {
  workspaceId: string;
  now: Date;
  contacts: Map<string, CastContact>;
  users: Map<string, string>;
  teams: Map<string, string>;
  /** Accounts of the demo; what has none went over one that is gone. */
  accounts: Map<Channel, string>;
  /** Whose words the bot's are. */
  journeys: Map<Channel, string>;
}

export interface CastContact {
  id: string;
  identities: Partial<Record<AddressKind, string>>;
  /** What their address proves of who they are. */
  level: number;
}

/** What the map has under a name; a story that names somebody unknown is a mistake in the story. */
export function required<Value>(map: Map<string, Value>, name: string): Value {
  const value = map.get(name);
  if (value === undefined) throw new Error(`The demo has no ${name}`);
  return value;
}
