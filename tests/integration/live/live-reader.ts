import type { LiveHint } from "#core/api/live.ts";

/** Reads the live stream as a browser does: it comes back whenever it is cut off, naming the last id it had. */
export class LiveReader {
  readonly heard: LiveHint[] = [];
  /** How often the stream was opened. */
  opened = 0;
  place = "";
  readonly #url: string;
  readonly #cookie: string;
  readonly #ending = new AbortController();
  readonly #over: Promise<void>;

  constructor(url: string, cookie: string, place = "") {
    this.#url = url;
    this.#cookie = cookie;
    this.place = place;
    this.#over = this.#run();
  }

  ids(topic: LiveHint["topic"]): Set<string | null> {
    return new Set(this.heard.filter((hint) => hint.topic === topic).map(({ id }) => id));
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#over;
  }

  async #run(): Promise<void> {
    while (!this.#ending.signal.aborted) {
      await this.#read().catch(() => undefined);
    }
  }

  async #read(): Promise<void> {
    const headers = { cookie: this.#cookie, ...(this.place && { "last-event-id": this.place }) };
    const answer = await fetch(`${this.#url}/api/live`, { headers, signal: this.#ending.signal });
    if (!answer.body || !answer.ok) throw new Error(`The stream answered ${answer.status}`);
    this.opened += 1;
    let rest = "";
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + piece).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) this.#take(event);
    }
  }

  #take(event: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(event)?.[1];
    const data = field("data");
    if (data && !field("event")) this.heard.push(JSON.parse(data) as LiveHint);
    this.place = field("id") ?? this.place;
  }
}
