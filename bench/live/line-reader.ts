/** Reads server-sent events, line by line, and hands each to whoever waits for it. */
export class LineReader {
  readonly #ending = new AbortController();
  readonly #waiting = new Set<(line: string) => void>();

  /** Resolves once the stream has said hello. */
  static async open(url: string, headers: Record<string, string>): Promise<LineReader> {
    const reader = new LineReader();
    const greeted = reader.next((line) => line === "event: hello");
    const answer = await fetch(url, { headers, signal: reader.#ending.signal });
    if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}`);
    void reader.#read(answer.body).catch(() => undefined);
    await greeted;
    return reader;
  }

  /** The next line of which this is so. */
  next(isWanted: (line: string) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (line: string) => {
        if (!isWanted(line)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  async close(): Promise<void> {
    this.#ending.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const piece of body) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) for (const look of this.#waiting) look(line);
    }
  }
}
