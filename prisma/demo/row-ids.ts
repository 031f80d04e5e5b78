import { randomBytes } from "node:crypto";

let count = 0;

/** A UUIDv7 as it would have been made then: ids sort by time, and lists go by them. */
export function idAt(at: Date): string {
  count = (count + 1) % 4096;
  const time = at.getTime().toString(16).padStart(12, "0");
  const order = count.toString(16).padStart(3, "0");
  const rest = randomBytes(8);
  rest[0] = ((rest[0] ?? 0) & 0x3f) | 0x80;
  const tail = rest.toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
