import { AppError } from "#core/errors.ts";

export interface Cursor {
  at: Date;
  id: string;
}

/** The place in a list that is ordered by a time and, within it, by id. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");
}

/** @throws AppError `invalid_request` for what is no cursor of ours */
export function readCursor(text: string): Cursor {
  const [time = "", id = ""] = Buffer.from(text, "base64url").toString().split(" ");
  const at = new Date(time);
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/i.test(id)) {
    throw new AppError("invalid_request", "cursor is not one that this list gave out");
  }
  return { at, id };
}
