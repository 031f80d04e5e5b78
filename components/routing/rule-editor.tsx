"use client";
import { FlaskConical, History, Plus, Redo2, Undo2 } from "lucide-react";
import { useState } from "react";
import { ReplayPanel } from "#components/routing/replay-panel.tsx";
import { RuleList } from "#components/routing/rule-list.tsx";
import { RuleSheet } from "#components/routing/rule-sheet.tsx";
import { RuleTester } from "#components/routing/rule-tester.tsx";
import type { DraftRule } from "#components/routing/rules-draft.ts";
import { type Draft, problemsOf, useRulesDraft } from "#components/routing/use-rules-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { RoutingRuleSet } from "#core/api/routing-rules.ts";

/** Draws a set's rules: nothing is live until it is saved, and both trials ask the rules as they are drawn. */
export function RuleEditor({ set, mayEdit }: { set: RoutingRuleSet; mayEdit: boolean }) {
  const draft = useRulesDraft(set);
  const [editing, setEditing] = useState<DraftRule | null>(null);
  const [matched, setMatched] = useState<number | null>(null);
  const [trial, setTrial] = useState<"test" | "replay" | null>(null);
  const { rules, change } = draft;
  const faults = new Map(
    rules.flatMap(({ mark }) => {
      const [fault] = Object.values(problemsOf(rules, mark, draft.problems));
      return fault ? [[mark, fault] as const] : [];
    }),
  );
  const add = () =>
    setEditing({
      mark: crypto.randomUUID(),
      name: "",
      when: { all: [{ field: "conversation.intent", op: "eq", value: "" }] },
      // biome-ignore lint/suspicious/noThenProperty: a rule's own word for what follows; never awaited.
      then: { team: "" },
      enabled: true,
    });
  const toggle = (which: "test" | "replay") => setTrial(trial === which ? null : which);
  return (
    <>
      <RuleList
        rules={rules}
        mayEdit={mayEdit}
        matched={trial === "test" ? matched : null}
        faults={faults}
        change={change}
        onEdit={setEditing}
      />
      {rules.length === 0 && (
        <p className="border-line border-b px-4 py-8 text-center text-ink-muted">
          No rule yet: every conversation goes to whoever has the least open. Add one such as “When intent is
          billing → team Billing, best skill”.
        </p>
      )}
      {mayEdit && (
        <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
          <Button size="small" onClick={add}>
            <Plus aria-hidden />
            Add a rule
          </Button>
          <IconButton
            size="small"
            label="Undo"
            disabled={!draft.canUndo}
            onClick={() => change({ do: "undo" })}
          >
            <Undo2 aria-hidden />
          </IconButton>
          <IconButton
            size="small"
            label="Redo"
            disabled={!draft.canRedo}
            onClick={() => change({ do: "redo" })}
          >
            <Redo2 aria-hidden />
          </IconButton>
          <span className="ml-auto flex flex-wrap gap-2">
            <Button
              size="small"
              variant="ghost"
              aria-pressed={trial === "test"}
              onClick={() => toggle("test")}
            >
              <FlaskConical aria-hidden />
              Who would get this one?
            </Button>
            <Button
              size="small"
              variant="ghost"
              aria-pressed={trial === "replay"}
              onClick={() => toggle("replay")}
            >
              <History aria-hidden />
              Try on past conversations
            </Button>
          </span>
        </div>
      )}
      {trial === "test" && <RuleTester setId={set.id} rules={rules} onMatched={setMatched} />}
      {trial === "replay" && <ReplayPanel setId={set.id} rules={rules} />}
      {mayEdit && (
        <SaveBar draft={draft} onReplay={() => setTrial("replay")} isReplayed={trial === "replay"} />
      )}
      <RuleSheet
        rule={editing}
        isNew={editing !== null && !rules.some(({ mark }) => mark === editing.mark)}
        problems={editing ? problemsOf(rules, editing.mark, draft.problems) : {}}
        onDone={(rule) => {
          change({ do: "put", rule });
          setEditing(null);
        }}
        onClose={() => setEditing(null)}
      />
    </>
  );
}

interface SaveBarProps {
  draft: Draft;
  isReplayed: boolean;
  onReplay(): void;
}

/** What is drawn and not live yet, and the way to bring it live. */
function SaveBar({ draft, isReplayed, onReplay }: SaveBarProps) {
  const { save, isDirty, isStale, base } = draft;
  if (!isDirty && !save.error) return null;
  const done = () => toastDone("The rules are live");
  return (
    <div className="sticky bottom-0 border-line border-t bg-surface">
      {isStale ? (
        <div role="alert" className="flex flex-wrap items-center gap-2 bg-warning-soft px-4 py-2.5">
          <p className="min-w-48 flex-1 text-warning">
            Somebody else saved these rules while you changed them. Yours are still here, and not live.
          </p>
          <Button size="small" onClick={() => void draft.takeTheirs()}>
            Take theirs
          </Button>
          <Button size="small" pending={save.isPending} onClick={() => void draft.keepMine(done)}>
            Save mine over them
          </Button>
        </div>
      ) : (
        <>
          {save.error && (
            <ErrorNotice
              what="The rules were not saved"
              error={save.error}
              className="rounded-none border-x-0 border-t-0"
            />
          )}
          <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
            <p className="min-w-40 flex-1 text-ink-muted">What you changed is not live yet.</p>
            <Button size="small" variant="ghost" onClick={draft.discard}>
              Discard
            </Button>
            {!isReplayed && (
              <Button size="small" onClick={onReplay}>
                Try on last week first
              </Button>
            )}
            <Button
              size="small"
              variant="primary"
              pending={save.isPending}
              onClick={() => save.mutate(base.revision, { onSuccess: done })}
            >
              Save and go live
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
