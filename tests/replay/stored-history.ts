import { readFileSync, writeFileSync } from "node:fs";
import proto from "@temporalio/proto";

const { History } = proto.temporal.api.history.v1;
type History = proto.temporal.api.history.v1.IHistory;

/** As JSON that people can read; payloads stay encrypted. */
export function writeHistory(file: string, history: History): void {
  writeFileSync(file, `${JSON.stringify(History.fromObject(history).toJSON(), null, 2)}\n`);
}

export function readHistory(file: string): History {
  return History.fromObject(JSON.parse(readFileSync(file, "utf8")));
}
