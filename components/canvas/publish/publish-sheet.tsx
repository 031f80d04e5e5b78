"use client";
import { CircleCheck, Rocket } from "lucide-react";
import { useEffect, useState } from "react";
import { NodeIcon } from "#components/canvas/node-icon.tsx";
import { useNamedProblems } from "#components/canvas/problems/problems-panel.tsx";
import { ChangeList } from "#components/canvas/publish/change-list.tsx";
import {
  useLiveVersion,
  useNextVersion,
  usePublish,
  useWaiting,
  type Waiting,
} from "#components/canvas/publish/use-publish.ts";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import type { Draft } from "#components/canvas/state/use-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice, ProblemList } from "#components/ui/problem-list.tsx";
import { RadioGroup } from "#components/ui/radio.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Journey } from "#core/api/journeys.ts";
import { compareDocuments, hasChanges } from "#core/journey/edit/compare-documents.ts";

interface PublishSheetProps {
  journey: Journey;
  draft: Draft;
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Leads to the step of a problem. */
  onReveal(nodeId: string, path: string): void;
}

/** Before a version goes live: what is wrong, what changes, who waits where, and what becomes of them. */
export function PublishSheet({ journey, draft, open, onOpenChange, onReveal }: PublishSheetProps) {
  const [strategy, setStrategy] = useState<"pin" | "drain">("pin");
  const [blocked, setBlocked] = useState(false);
  const document = useEditor((state) => state.history.present);
  const problems = useNamedProblems();
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const live = useLiveVersion(journey, open);
  const waiting = useWaiting(journey, open);
  const publish = usePublish(journey.id);
  const { reset } = publish;
  useEffect(() => {
    if (open) reset();
  }, [open, reset]);
  const number = useNextVersion(journey, open);
  const send = async () => {
    setBlocked(false);
    if (!(await draft.flush())) return setBlocked(true);
    publish.mutate({ strategy });
  };
  const changes = compareDocuments(live.data?.document ?? null, document);
  const unchanged = live.data !== undefined && !hasChanges(changes);
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={publish.isSuccess ? `Version ${publish.data.version} is live` : "Publish"}
      description={
        publish.isSuccess
          ? undefined
          : "New runs start on the version that you publish. Versions never change."
      }
      footer={
        publish.isSuccess ? (
          <Button variant="primary" onClick={() => onOpenChange(false)}>
            Back to the canvas
          </Button>
        ) : (
          <>
            <Button onClick={() => onOpenChange(false)}>Not yet</Button>
            <Button variant="primary" disabled={errors > 0} pending={publish.isPending} onClick={send}>
              <Rocket aria-hidden />
              Publish version {number}
            </Button>
          </>
        )
      }
    >
      {publish.isSuccess ? (
        <Done version={publish.data.version} waiting={waiting.data} />
      ) : (
        <div className="flex flex-col gap-5 p-5">
          {blocked && (
            <ErrorNotice
              what="The draft is not saved yet, so it was not published"
              error={null}
              onRetry={() => void send()}
            />
          )}
          {publish.isError && (
            <ErrorNotice
              what="The version was not published"
              error={publish.error}
              onRetry={() => void send()}
            />
          )}
          {problems.length > 0 && (
            <section aria-label="Problems">
              <h3 className="mb-1 font-medium">
                {errors > 0 ? `${count(errors, "error")} to mend first` : "Worth a look"}
              </h3>
              <ProblemList
                problems={problems}
                onSelect={(problem) => {
                  if (!problem.nodeId) return;
                  onOpenChange(false);
                  onReveal(problem.nodeId, problem.path ?? "");
                }}
              />
            </section>
          )}
          <section aria-label="What changes">
            <h3 className="mb-1 font-medium">
              {journey.liveVersion === null
                ? "What goes live"
                : `What changes from version ${journey.liveVersion}`}
            </h3>
            {live.isLoading && <Skeleton className="h-12 w-full" />}
            {live.isError && <ErrorNotice what="The live version could not be loaded" error={live.error} />}
            {unchanged && (
              <p className="text-ink-muted">Nothing: the draft says the same as the live version.</p>
            )}
            {journey.liveVersion === null && <FirstVersion />}
            {live.data && !unchanged && <ChangeList changes={changes} />}
          </section>
          {journey.liveVersion !== null && (
            <section aria-label="Runs under way">
              <h3 className="mb-1 font-medium">Runs under way</h3>
              {waiting.isLoading && <Skeleton className="h-12 w-full" />}
              {waiting.data && <WaitingList waiting={waiting.data} />}
              {waiting.isError && <ErrorNotice what="The runs could not be counted" error={waiting.error} />}
              <RadioGroup
                label="What becomes of runs under way"
                value={strategy}
                onValueChange={(value) => setStrategy(value === "drain" ? "drain" : "pin")}
                options={[
                  {
                    value: "pin",
                    label: "They finish on their version",
                    hint: "The usual choice. Nothing changes for people who are on the way.",
                  },
                  {
                    value: "drain",
                    label: "They finish, and their version runs out",
                    hint: "The same for people who are on the way; their version is marked as ending.",
                  },
                ]}
              />
            </section>
          )}
        </div>
      )}
    </Sheet>
  );
}

/** A first version has nothing to compare with: what starts it, and how much there is. */
function FirstVersion() {
  const { catalogue } = useEditorContext();
  const nodes = useEditor((state) => state.history.present.nodes);
  const starts = nodes.filter((node) => catalogue.familyOf(node) === "trigger");
  return (
    <>
      <p className="text-ink-muted">
        {count(nodes.length, "step")}. {starts.length > 0 && "Starts:"}
      </p>
      <ul className="mt-1 flex flex-col gap-1">
        {starts.map((node) => (
          <li key={node.id} className="flex items-center gap-2">
            <NodeIcon type={node.type} family="trigger" />
            {catalogue.summaryOf(node)}
          </li>
        ))}
      </ul>
    </>
  );
}

function WaitingList({ waiting }: { waiting: Waiting }) {
  if (waiting.total === 0) return <p className="mb-3 text-ink-muted">Nobody is on the way right now.</p>;
  return (
    <ul className="mb-3 flex flex-col divide-y rounded-md border">
      {waiting.byNode.map((place) => (
        <li key={place.nodeId} className="flex justify-between gap-3 px-3 py-1.5">
          <span className="truncate">{place.label}</span>
          <span className="tabular-nums">
            {place.count}
            {waiting.more && "+"} {place.count === 1 ? "run waits" : "runs wait"}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Done({ version, waiting }: { version: number; waiting: Waiting | undefined }) {
  const under = waiting?.total ?? 0;
  return (
    <div role="status" className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <CircleCheck className="size-8 text-positive" aria-hidden />
      <p className="font-semibold text-base">Version {version} is live</p>
      <p className="max-w-xs text-ink-muted">
        {under > 0
          ? "New runs start on it; those under way finish on their own version."
          : "The next one to meet its trigger starts on it."}
      </p>
    </div>
  );
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
