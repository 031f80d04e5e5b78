"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { CandidateTable } from "#components/routing/candidate-table.tsx";
import { ConversationChoice } from "#components/routing/conversation-choice.tsx";
import { MadeUpFields } from "#components/routing/made-up-fields.tsx";
import { Outdated } from "#components/routing/outdated.tsx";
import { type DraftRule, toWrite } from "#components/routing/rules-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RadioGroup } from "#components/ui/radio.tsx";
import type { MadeUpConversation, RoutingTest } from "#core/api/routing-trials.ts";

interface RuleTesterProps {
  setId: string;
  rules: DraftRule[];
  /** Told of the place of the rule that decides, or null. */
  onMatched(index: number | null): void;
}

const NEW: Pick<MadeUpConversation, "channel" | "priority"> = { channel: "webchat", priority: "normal" };

/** Asks the rules as they are drawn who would get a conversation now: a real one, or one that is made up. */
export function RuleTester({ setId, rules, onMatched }: RuleTesterProps) {
  const [kind, setKind] = useState<"made" | "real">("made");
  const [made, setMade] = useState<Partial<MadeUpConversation> & typeof NEW>(NEW);
  const [conversationId, setConversationId] = useState<string | null>(null);
  const test = useMutation({
    mutationFn: async () => {
      const answer = await api.post<RoutingTest>(`/routing-rules/${setId}/test`, {
        rules: toWrite(rules),
        ...(kind === "made" ? { conversation: made } : { conversationId }),
      });
      return { answer, rules };
    },
    onSuccess: ({ answer }) => onMatched(answer.rule?.index ?? null),
    onError: () => onMatched(null),
  });
  return (
    <section aria-label="Who would get this one?" className="border-line border-t bg-canvas px-4 py-4">
      <h3 className="font-semibold">Who would get this one?</h3>
      <p className="mb-3 text-ink-muted">
        As the rules are drawn and as everybody is right now. Nothing is sent or assigned.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate();
        }}
        className="flex flex-col gap-3"
      >
        <RadioGroup
          label="Which conversation"
          orientation="horizontal"
          value={kind}
          onValueChange={(value) => setKind(value === "real" ? "real" : "made")}
          options={[
            { value: "made", label: "Make one up" },
            { value: "real", label: "A real one" },
          ]}
        />
        {kind === "made" ? (
          <MadeUpFields value={made} onChange={(change) => setMade({ ...made, ...change })} />
        ) : (
          <ConversationChoice value={conversationId} onChange={setConversationId} />
        )}
        <Button
          type="submit"
          className="self-start"
          pending={test.isPending}
          disabled={kind === "real" && !conversationId}
        >
          Ask the rules
        </Button>
      </form>
      {test.error && <ErrorNotice what="The rules could not be asked" error={test.error} className="mt-4" />}
      {test.data && !test.error && (
        <>
          {test.data.rules !== rules && <Outdated />}
          <Answer answer={test.data.answer} />
        </>
      )}
    </section>
  );
}

function Answer({ answer }: { answer: RoutingTest }) {
  const { rule, agent, team, journey, reason, priority, mode } = answer;
  const who = agent?.name ?? (journey ? `Journey ${journey}` : team ? `The queue of ${team.name}` : "Nobody");
  return (
    <div className="mt-4 rounded-lg border border-line bg-surface">
      <div role="status" className="px-4 py-3">
        <p className="font-semibold">
          {who}
          {agent && mode === "offer" && " is offered it"}
        </p>
        <p className="text-ink-muted">
          {rule ? `By rule ${rule.index + 1}, “${rule.name}”` : "No rule fits"}. {reason}.
          {agent && team && ` For team ${team.name}.`}
          {priority !== "normal" && ` With ${priority} priority.`}
        </p>
      </div>
      {answer.candidates.length > 0 && (
        <div className="border-line border-t">
          <CandidateTable
            candidates={answer.candidates}
            chosenId={agent?.id ?? null}
            strategy={answer.strategy}
          />
        </div>
      )}
    </div>
  );
}
