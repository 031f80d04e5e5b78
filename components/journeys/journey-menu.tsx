"use client";
import { Archive, Copy, Download, Ellipsis, ListTree, OctagonX, Pause, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { ApiError } from "#components/api/api-error.ts";
import {
  type JourneyAction,
  type JourneyOrder,
  readDocument,
  useCreateJourney,
  useJourneyAction,
} from "#components/journeys/journey-api.ts";
import { downloadJson, journeyFileName, renamedDocument } from "#components/journeys/journey-file.ts";
import { useHaltSending } from "#components/shell/use-sending.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { toastDone, toastFailed } from "#components/ui/toast.tsx";
import { undoable } from "#components/ui/undoable.ts";
import type { JourneySummary } from "#core/api/journeys.ts";

interface JourneyMenuProps {
  journey: JourneySummary;
  /** Takes the row out of view, or puts it back, while something can still be undone. */
  onHide: (id: string, hidden: boolean) => void;
}

/** What can be done with a journey from the list. */
export function JourneyMenu({ journey, onHide }: JourneyMenuProps) {
  const mayEdit = useAllowed("journeys.edit");
  const mayPublish = useAllowed("journeys.publish");
  const mayHalt = useAllowed("sending.halt");
  const { halt } = useHaltSending();
  const commands = useCommands(journey, onHide);
  return (
    <Menu
      trigger={
        <IconButton label={`More for ${journey.name}`} size="small">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {mayPublish && journey.status === "live" && (
        <>
          <MenuItem icon={<Pause aria-hidden />} onSelect={commands.pause}>
            Pause
            <span className="block text-ink-faint text-xs">Nobody enters; who is on the way goes on</span>
          </MenuItem>
          <MenuItem icon={<Pause aria-hidden />} onSelect={commands.pauseWithRuns}>
            Pause with its runs
            <span className="block text-ink-faint text-xs">Who is on the way stops where they are</span>
          </MenuItem>
        </>
      )}
      {mayPublish && journey.status === "paused" && (
        <>
          <MenuItem icon={<Play aria-hidden />} onSelect={commands.resume}>
            Resume
            <span className="block text-ink-faint text-xs">Waits that ran out meanwhile are over</span>
          </MenuItem>
          <MenuItem icon={<Play aria-hidden />} onSelect={commands.resumeInFull}>
            Resume, waiting again
            <span className="block text-ink-faint text-xs">Waits that ran out meanwhile start anew</span>
          </MenuItem>
        </>
      )}
      {mayHalt && (journey.status === "live" || journey.status === "paused") && (
        <MenuItem
          icon={<OctagonX aria-hidden />}
          onSelect={() => halt({ id: journey.id, name: journey.name })}
        >
          Hold its messages
        </MenuItem>
      )}
      <MenuItem asChild>
        <Link href={`/runs?journey=${journey.id}`}>
          <ListTree aria-hidden />
          Show its runs
        </Link>
      </MenuItem>
      {mayEdit && (
        <MenuItem icon={<Copy aria-hidden />} onSelect={commands.duplicate}>
          Duplicate
        </MenuItem>
      )}
      <MenuItem icon={<Download aria-hidden />} onSelect={commands.download}>
        Export as JSON
      </MenuItem>
      {mayEdit && <MenuSeparator />}
      {mayPublish && journey.status !== "archived" && journey.liveVersion !== null && (
        <MenuItem icon={<Archive aria-hidden />} onSelect={commands.archive}>
          Archive
        </MenuItem>
      )}
      {mayEdit && journey.liveVersion === null && (
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={commands.remove}>
          Delete
        </MenuItem>
      )}
    </Menu>
  );
}

function useCommands(journey: JourneySummary, onHide: JourneyMenuProps["onHide"]) {
  const router = useRouter();
  const { mutate } = useJourneyAction();
  const create = useCreateJourney();
  const { id, name } = journey;
  const act = (order: Omit<JourneyOrder, "id">, done: string, back: Omit<JourneyOrder, "id">) =>
    mutate({ id, ...order }, { onSuccess: () => toastDone(done, { run: () => mutate({ id, ...back }) }) });
  const putOff = (action: JourneyAction, message: string) => {
    onHide(id, true);
    undoable({
      message,
      commit: () => mutate({ id, action }, { onSettled: () => onHide(id, false) }),
      onUndo: () => onHide(id, false),
    });
  };
  const withDocument = async (
    what: string,
    use: (document: Awaited<ReturnType<typeof readDocument>>) => unknown,
  ) => {
    try {
      await use(await readDocument(id));
    } catch (error) {
      toastFailed(what, error instanceof ApiError ? error.detail : undefined);
    }
  };
  return {
    pause: () => act({ action: "pause" }, `${name} is paused: nobody enters`, { action: "resume" }),
    pauseWithRuns: () =>
      act({ action: "pause", holdRuns: true }, `${name} and its runs are paused`, { action: "resume" }),
    resume: () => act({ action: "resume" }, `${name} goes on`, { action: "pause" }),
    resumeInFull: () => act({ action: "resume", expired: "restart" }, `${name} goes on`, { action: "pause" }),
    archive: () => putOff("archive", `${name} is archived`),
    remove: () => putOff("delete", `${name} is deleted`),
    download: () =>
      void withDocument("The journey was not exported", (document) =>
        downloadJson(document, journeyFileName(journey.key)),
      ),
    duplicate: () =>
      void withDocument("The journey was not duplicated", async (document) => {
        const made = await create.mutateAsync(renamedDocument(document, `${name} (copy)`));
        router.push(`/journeys/${made.id}`);
      }),
  };
}
