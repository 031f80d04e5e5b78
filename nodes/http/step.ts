import { leaveByOutcome, outcomeOf } from "#core/journey/outcome-step.ts";
import { markOf, markSecrets } from "#core/journey/secret-marks.ts";
import type { Step, StepContext } from "#core/journey/step.ts";
import { chooseText } from "#core/templates/localized-text.ts";
import { renderValue } from "#core/templates/render-value.ts";
import type { HttpConfig } from "#nodes/http/definition.ts";

export const httpStep: Step<HttpConfig> = {
  enter(config, context) {
    const { method, body, headers, secrets = [], timeout } = config;
    const mark = markOf(String(context.lookup("run.id")), context.visit);
    const renderer = rendererOf(context, mark);
    const url = renderer.render(chooseText(config.url, context.facts.contact.locale)).trim();
    return {
      kind: "effect",
      effect: {
        kind: "http",
        method,
        url,
        headers: Object.fromEntries(
          Object.entries(headers ?? {}).map(([name, text]) => [name, renderer.render(text)]),
        ),
        ...(body === undefined ? {} : { body: renderValue(body, renderer) }),
        secrets,
        mark,
        timeout,
        saves: config.saveAs !== undefined,
      },
      why: `Calling ${hostOf(url)}`,
    };
  },
  resume({ saveAs }, _context, event) {
    const outcome = outcomeOf(event);
    const left = leaveByOutcome(event, "The service answered", "success");
    if (outcome?.status !== "done" || left.kind !== "go" || saveAs === undefined) return left;
    return { ...left, vars: { [saveAs]: outcome.result ?? null } };
  },
};

function rendererOf(context: StepContext, mark: string) {
  return {
    render: (text: string) => context.render(markSecrets(text, mark)),
    // What is nothing but a secret is looked up, not rendered.
    lookup: (path: string) =>
      path.startsWith("secrets.") ? markSecrets(`{{ ${path} }}`, mark) : context.lookup(path),
  };
}

function hostOf(url: string): string {
  return /^https?:\/\/(?:[^/?#@]*@)?([\w.-]+)/i.exec(url)?.[1] ?? "a service";
}
