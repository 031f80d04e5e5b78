export type LiveState = "connecting" | "live" | "lost";

interface Listener {
  /** One line of the stream. */
  hear: (data: string) => void;
  /** Everything may have changed: the stream began, with nothing to go on from. */
  renew: () => void;
  changed: (state: LiveState) => void;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** A gap shorter than this is not worth a word. */
const GRACE = 4_000;

/**
 * Holds the one live connection of this page. A break is mended after half a second, then ever more rarely, at once
 * when the network or the page comes back; it goes on behind the last place it was told, so that nothing is missed.
 * @returns a function that closes it
 */
export function openLiveConnection(listener: Listener): () => void {
  let source: EventSource | undefined;
  let place = "";
  let failures = 0;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let losing: ReturnType<typeof setTimeout> | undefined;

  const arrive = ({ lastEventId }: MessageEvent) => {
    place = lastEventId;
  };
  const open = () => {
    clearTimeout(reopening);
    reopening = undefined;
    source?.close();
    const resumes = place !== "";
    source = new EventSource(resumes ? `/api/live?after=${encodeURIComponent(place)}` : "/api/live");
    source.addEventListener("hello", (event) => {
      arrive(event);
      failures = 0;
      clearTimeout(losing);
      losing = undefined;
      if (!resumes) listener.renew();
      listener.changed("live");
    });
    source.addEventListener("place", arrive);
    source.onmessage = ({ data }: MessageEvent<string>) => listener.hear(data);
    source.onerror = retry;
  };
  const retry = () => {
    source?.close();
    losing ??= setTimeout(() => listener.changed("lost"), GRACE);
    const pause = Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE);
    failures += 1;
    reopening ??= setTimeout(open, pause * (0.75 + Math.random() / 2));
  };
  const hurry = () => {
    if (reopening && document.visibilityState === "visible") open();
  };
  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  open();
  return () => {
    source?.close();
    clearTimeout(reopening);
    clearTimeout(losing);
    window.removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", hurry);
  };
}
