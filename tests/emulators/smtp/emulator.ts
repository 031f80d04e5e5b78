import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";

export interface ReceivedMail {
  to: string[];
  /** Headers and text as they came over the line. */
  source: string;
}

/** A mail server on this machine (RFC 5321, as much of it as a client needs) that keeps what it is given. */
export class SmtpEmulator {
  readonly mails: ReceivedMail[] = [];
  /** What is answered to a recipient, such as `550 No such user`; by default everybody is welcome. */
  answerToRecipient = "250 OK";
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor() {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      void this.talk(socket);
    });
  }

  static async start(): Promise<SmtpEmulator> {
    const emulator = new SmtpEmulator();
    await new Promise<void>((resolve) => emulator.server.listen(0, "127.0.0.1", resolve));
    return emulator;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async talk(socket: Socket): Promise<void> {
    const say = (line: string) => socket.write(`${line}\r\n`);
    let to: string[] = [];
    let source: string[] | undefined;
    say("220 emulator ESMTP");
    for await (const line of createInterface({ input: socket })) {
      if (source) {
        if (line !== ".") source.push(line);
        else {
          this.mails.push({ to, source: source.join("\n") });
          [to, source] = [[], undefined];
          say("250 Taken");
        }
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "RCPT") {
        if (this.answerToRecipient.startsWith("2")) to.push(/<(.*?)>/.exec(line)?.[1] ?? "");
        say(this.answerToRecipient);
      } else if (verb === "DATA") {
        source = [];
        say("354 Go on");
      } else if (verb === "QUIT") {
        say("221 Bye");
        socket.end();
      } else say("250 OK");
    }
  }
}
