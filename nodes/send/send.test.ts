import { describe, expect, it } from "vitest";
import { contact } from "#core/journey/__fixtures__/facts.ts";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { sendDefinition } from "#nodes/send/definition.ts";

describe("send", () => {
  it("asks for one message, rendered for the contact, with its defaults", () => {
    const { effects } = playNode("send", { text: "Hi {{ contact.firstName }}" });
    expect(effects.map(({ effect }) => effect)).toEqual([
      {
        kind: "send",
        channel: "reply",
        fallback: [],
        purpose: "care",
        text: "Hi Ann",
        attachments: [],
        buttons: [],
        answers: true,
        ignoreQuietHours: false,
      },
    ]);
  });

  it("writes in the contact's language", () => {
    const facts = { contact: { ...contact, locale: "de-AT" } };
    expect(playNode("send", { text: { default: "Hi", de: "Hallo" } }, { facts }).sending).toBe("Hallo");
  });

  it("renders subject, HTML with values escaped, buttons and a template's variables", () => {
    const facts = { contact: { ...contact, firstName: "<Ann>" } };
    const html = playNode(
      "send",
      {
        text: "Hi",
        channel: "email",
        account: "care",
        subject: "For {{ contact.firstName }}",
        html: "<b>{{ contact.firstName }}</b>",
        buttons: [
          { id: "go", label: "Go, {{ contact.firstName }}", url: "https://example.com/{{ contact.id }}" },
        ],
      },
      { facts },
    );
    expect(html.effect.effect).toMatchObject({
      account: "care",
      subject: "For <Ann>",
      html: "<b>&lt;Ann&gt;</b>",
      buttons: [{ id: "go", label: "Go, <Ann>", url: "https://example.com/contact-1" }],
    });
    const template = { key: "reminder", variables: { name: "{{ contact.lastName }}" } };
    expect(playNode("send", { template }).effect.effect).toMatchObject({
      template: { key: "reminder", variables: { name: "Lee" } },
    });
  });

  it("leaves by next, failed or suppressed", () => {
    expect(playNode("send", { text: "Hi" }).outcome().end).toBe("next");
    expect(playNode("send", { text: "Hi" }).fail().end).toBe("failed");
    const suppressed = { status: "suppressed", code: "opted_out", reason: "They said STOP" } as const;
    expect(playNode("send", { text: "Hi" }).outcome(suppressed).end).toBe("suppressed");
  });

  it("says on its card what it sends", () => {
    expect(sendDefinition.summary({ text: { default: "Hi  there" }, channel: "sms" })).toBe(
      "Send “Hi there” by SMS",
    );
    expect(sendDefinition.summary({ template: { key: "reminder" } })).toBe("Send template reminder");
    expect(sendDefinition.summary({})).toBe("Send a message");
  });
});
