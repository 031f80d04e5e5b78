import type { Journey } from "#core/api/journeys.ts";
import type { ProblemDetails } from "#core/api/problem-details.ts";
import type { Problem } from "#core/journey/problem.ts";
import { CommandError, describeProblem, type Options } from "#scripts/journey/command.ts";

/** The API refused, and says why in problems of the journey. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly problems: Problem[];

  constructor(message: string, problems: Problem[]) {
    super(message);
    this.problems = problems;
  }
}

/** Calls of the API, with an API key. */
export class Server {
  readonly #url: string;
  readonly #key: string;

  constructor({ url, key }: Options) {
    if (!key) {
      throw new CommandError("This needs the server: give an API key with --key or THROUGHLINE_API_KEY.");
    }
    this.#url = url.replace(/\/+$/, "");
    this.#key = key;
  }

  async call<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    const response = await this.#fetch(method, path, body);
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Result;
    const details = (await response.json().catch(() => ({}))) as Partial<ProblemDetails>;
    const message = `${method} ${path} was refused (${response.status}): ${details.detail ?? response.statusText}`;
    const problems = (details.problems ?? []) as Problem[];
    if (details.code === "has_problems") throw new RefusedError(message, problems);
    throw new CommandError([message, ...problems.map(describeProblem)].join("\n"));
  }

  /** The journey of a key; undefined where there is none. */
  async find(key: string): Promise<{ id: string } | undefined> {
    let cursor = "";
    for (;;) {
      const query = `?limit=200&status=draft,live,paused,archived${cursor}`;
      const page = await this.call<{ data: { id: string; key: string }[]; nextCursor: string | null }>(
        "GET",
        `/journeys${query}`,
      );
      const found = page.data.find((journey) => journey.key === key);
      if (found || page.nextCursor === null) return found;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  }

  /** @throws CommandError where there is no such journey */
  async read(key: string): Promise<Journey> {
    const found = await this.find(key);
    if (!found) throw new CommandError(`There is no journey with the key “${key}” at ${this.#url}.`);
    return this.call<Journey>("GET", `/journeys/${found.id}`);
  }

  async #fetch(method: string, path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(`${this.#url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
      throw new CommandError(
        `${this.#url} cannot be reached${cause}. Is Throughline running there? See --url.`,
      );
    }
  }
}
