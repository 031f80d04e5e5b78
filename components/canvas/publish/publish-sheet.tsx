"use client";
import { CircleCheck, Rocket } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { NodeIcon } from "#components/canvas/node-icon.tsx";
import { useNamedProblems } from "#components/canvas/problems/problems-panel.tsx";
import { ChangeList } from "#components/canvas/publish/change-list.tsx";
import {
  type NodeMap,
  placesOf,
  totalOf,
  usePublishPreview,
} from "#components/canvas/publish/publish-preview.ts";
import { RunsUnderWay, type Strategy } from "#components/canvas/publish/runs-under-way.tsx";
import { useLiveVersion, useNextVersion, usePublish } from "#components/canvas/publish/use-publish.ts";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import type { Draft } from "#components/canvas/state/use-draft.ts";
import { OperationProgress } from "#components/runs/operation-progress.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice, ProblemList } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Journey, Published } from "#core/api/journeys.ts";
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
  const [strategy, setStrategy] = useState<Strategy>("pin");
  const [nodeMap, setNodeMap] = useState<NodeMap>({});
  const [blocked, setBlocked] = useState(false);
  const document = useEditor((state) => state.history.present);
  const problems = useNamedProblems();
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const live = useLiveVersion(journey, open);
  const preview = usePublishPreview(journey, nodeMap, open);
  const publish = usePublish(journey.id);
  const { reset } = publish;
  const { refetch } = preview;
  const latestDraft = useRef(draft);
  latestDraft.current = draft;
  useEffect(() => {
    if (!open) return;
    reset();
    setNodeMap({});
    // What becomes of runs is judged by the draft as it is saved; a newer revision is asked about anew.
    void latestDraft.current.flush();
  }, [open, reset]);
  const number = useNextVersion(journey, open);
  const send = async () => {
    setBlocked(false);
    if (!(await draft.flush())) return setBlocked(true);
    publish.mutate({ strategy, ...(strategy === "migrate" ? { nodeMap } : {}) });
  };
  const homeless = strategy === "migrate" && (preview.data?.migrationProblems.length ?? 0) > 0;
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
            <Button
              variant="primary"
              disabled={errors > 0 || homeless}
              pending={publish.isPending}
              onClick={send}
            >
              <Rocket aria-hidden />
              Publish version {number}
            </Button>
          </>
        )
      }
    >
      {publish.isSuccess ? (
        <Done published={publish.data} waiting={preview.data ? totalOf(placesOf(preview.data)) : 0} />
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
              {preview.isLoading && <Skeleton className="h-12 w-full" />}
              {preview.data && (
                <RunsUnderWay
                  preview={preview.data}
                  strategy={strategy}
                  onStrategyChange={setStrategy}
                  nodeMap={nodeMap}
                  onNodeMapChange={setNodeMap}
                />
              )}
              {preview.isError && (
                <ErrorNotice
                  what="The runs could not be counted"
                  error={preview.error}
                  onRetry={() => void refetch()}
                />
              )}
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

function Done({ published, waiting }: { published: Published; waiting: number }) {
  const { version, operation } = published;
  return (
    <div className="flex flex-col gap-4 px-6 py-12">
      <div role="status" className="flex flex-col items-center gap-2 text-center">
        <CircleCheck className="size-8 text-positive" aria-hidden />
        <p className="font-semibold text-base">Version {version} is live</p>
        <p className="max-w-xs text-ink-muted">{whatFollows(waiting, operation !== null)}</p>
      </div>
      {operation && <OperationProgress id={operation.id} />}
    </div>
  );
}

function whatFollows(waiting: number, move: boolean): string {
  if (move) return "New runs start on it; those under way move to it, each when it next rests.";
  if (waiting > 0) return "New runs start on it; those under way finish on their own version.";
  return "The next one to meet its trigger starts on it.";
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
