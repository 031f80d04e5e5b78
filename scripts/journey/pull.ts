import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { JourneyVersion } from "#core/api/journeys.ts";
import { formatDocument } from "#core/journey/format-document.ts";
import { keyFromName } from "#core/journey/names.ts";
import { CommandError, fileOf, type Options, readDocument, type Terminal } from "#scripts/journey/command.ts";
import { Server } from "#scripts/journey/server.ts";

/** Writes a journey's draft, or one of its versions, to a file that changes only where the journey does. */
export async function pullCommand(options: Options, { print }: Terminal): Promise<number> {
  const file = fileOf(options);
  const server = new Server(options);
  const journey = await server.read(options.journey ?? keyOfFile(file));
  const { document } =
    options.version === undefined
      ? journey
      : await server.call<JourneyVersion>("GET", `/journeys/${journey.id}/versions/${options.version}`);
  const text = formatDocument({ ...document, key: journey.key });
  const isSame = existsSync(file) && readFileSync(file, "utf8") === text;
  if (!isSame) write(file, text);
  if (options.json) print(JSON.stringify({ file, key: journey.key, changed: !isSame }, null, 2));
  else print(isSame ? `${file} is as it was.` : `Wrote “${journey.name}” (${journey.key}) to ${file}.`);
  return 0;
}

/** The key inside the file, else its name without the ending. */
function keyOfFile(file: string): string {
  const document = existsSync(file) ? readDocument(file).document : null;
  if (document) return document.key ?? keyFromName(document.name);
  return keyFromName(basename(file).replace(/\.json$/i, ""));
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
