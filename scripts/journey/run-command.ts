import { parseArgs } from "node:util";
import { CommandError, type Options, type Terminal } from "#scripts/journey/command.ts";
import { diffCommand } from "#scripts/journey/diff.ts";
import { pullCommand } from "#scripts/journey/pull.ts";
import { pushCommand } from "#scripts/journey/push.ts";
import { simulateCommand } from "#scripts/journey/simulate.ts";
import { validateCommand } from "#scripts/journey/validate.ts";

const USAGE = `npm run journey -- COMMAND FILE [OPTIONS]

  validate FILE                 says everything that is wrong with a journey; offline
                                (with --key also whether what it names exists)
  diff FILE [OTHER]             what FILE changes compared with OTHER, or with the draft on the server
  push FILE [--publish]         saves FILE as the draft of the journey with its key, or makes one
  pull FILE [--journey KEY]     writes the draft (or --version N) to FILE; the key is FILE's own, or its name
  simulate FILE [--with SCENE]  plays FILE under a virtual clock; offline. SCENE is JSON as the body of
                                POST /api/v1/journeys/{id}/simulate; or --say TEXT for each message

  --url URL   where Throughline runs (THROUGHLINE_URL; http://localhost:3000)
  --key KEY   an API key (THROUGHLINE_API_KEY)
  --json      the answer as JSON
  --note TEXT the note of a version that is published

Exit code: 0 all is well, or nothing differs; 1 problems, or something differs; 2 it could not be done.`;

const commands = {
  validate: validateCommand,
  diff: diffCommand,
  push: pushCommand,
  pull: pullCommand,
  simulate: simulateCommand,
};

/** Runs one command of `npm run journey`. @returns its exit code */
export async function runJourneyCommand(words: string[], terminal: Terminal): Promise<number> {
  try {
    const { name, options } = readWords(words, terminal);
    if (name === undefined || options.help) {
      terminal.print(USAGE);
      return name === undefined && !options.help ? 2 : 0;
    }
    if (!Object.hasOwn(commands, name)) {
      throw new CommandError(`There is no command “${name}”. There are ${Object.keys(commands).join(", ")}.`);
    }
    return await commands[name as keyof typeof commands](options, terminal);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    terminal.complain(error.message);
    return 2;
  }
}

function readWords(words: string[], { environment }: Terminal): { name?: string; options: Options } {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        url: { type: "string" },
        key: { type: "string" },
        journey: { type: "string" },
        version: { type: "string" },
        with: { type: "string" },
        say: { type: "string", multiple: true },
        note: { type: "string" },
        publish: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    const [name, file, other] = positionals;
    const url = values.url ?? environment.THROUGHLINE_URL ?? "http://localhost:3000";
    const key = values.key ?? environment.THROUGHLINE_API_KEY;
    const options: Options = { ...values, url, files: [file, other].filter((each) => each !== undefined) };
    if (key) options.key = key;
    return name === undefined ? { options } : { name, options };
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}
