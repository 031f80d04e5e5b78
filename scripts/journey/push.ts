import type { Journey, Published } from "#core/api/journeys.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Problem } from "#core/journey/problem.ts";
import {
  describeProblem,
  fileOf,
  hasErrors,
  type Options,
  requireDocument,
  type Terminal,
} from "#scripts/journey/command.ts";
import { RefusedError, Server } from "#scripts/journey/server.ts";

/** Saves a file as the draft of the journey with its key, and publishes it where that is asked for. */
export async function pushCommand(options: Options, { print }: Terminal): Promise<number> {
  const document = requireDocument(fileOf(options));
  const server = new Server(options);
  const key = options.journey ?? document.key ?? keyFromName(document.name);
  const found = await server.find(key);
  const saved = found
    ? await server.call<Journey>("PUT", `/journeys/${found.id}`, document)
    : await server.call<Journey>("POST", "/journeys", { ...document, key });
  const published =
    options.publish && !hasErrors(saved.problems as Problem[]) ? await publish(server, saved, options) : null;
  const problems: Problem[] =
    published instanceof RefusedError ? published.problems : (saved.problems as Problem[]);
  const version = published && !(published instanceof RefusedError) ? published.version : null;
  if (options.json) {
    const { id, draftRevision } = saved;
    print(JSON.stringify({ id, key: saved.key, created: !found, draftRevision, version, problems }, null, 2));
  } else {
    for (const problem of problems) print(describeProblem(problem));
    print(
      `${found ? "Saved the draft of" : "Made"} “${saved.name}” (${saved.key}), revision ${saved.draftRevision}.`,
    );
    if (version !== null) print(`Published as version ${version}.`);
    else if (options.publish) print("Not published: correct the errors first.");
  }
  return hasErrors(problems) || (options.publish && version === null) ? 1 : 0;
}

async function publish(
  server: Server,
  { id, draftRevision }: Journey,
  { note }: Options,
): Promise<Published | RefusedError> {
  try {
    const body = { revision: draftRevision, ...(note === undefined ? {} : { note }) };
    return await server.call<Published>("POST", `/journeys/${id}/publish`, body);
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}
