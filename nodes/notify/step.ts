import type { z } from "zod";
import { goOn } from "#core/journey/outcome-step.ts";
import type { Step } from "#core/journey/step.ts";
import type { notifyConfigSchema } from "#nodes/notify/definition.ts";

const DONE = { inApp: "Told in the studio", email: "Told by e-mail", webhook: "Told by webhook" };

/** There is one way on: where nobody could be told, the timeline says why. */
export const notifyStep: Step<z.output<typeof notifyConfigSchema>> = {
  enter({ via, to, text }, context) {
    const told = { to: context.render(to).trim(), text: context.render(text) };
    const effect =
      via === "inApp"
        ? { kind: "notify" as const, ...told }
        : { kind: "notifyOutside" as const, via, ...told };
    return { kind: "effect", effect, why: "Notifying" };
  },
  resume({ via }, _context, event) {
    if (event.kind === "effect" && event.outcome.status === "failed") {
      return { kind: "go", outlet: "next", why: event.outcome.reason };
    }
    return goOn(event, DONE[via]);
  },
};
