import { useEffect, useState } from "react";
import { api } from "#components/api/client.ts";

export type PushState = "unknown" | "unsupported" | "denied" | "off" | "on";

const WORKER = "/push-worker.js";

/** Whether this browser shows the viewer's notifications when the studio is closed, and switching that. */
export function useBrowserPush(pushKey: string | undefined) {
  const [state, setState] = useState<PushState>("unknown");
  useEffect(() => {
    let isGone = false;
    void currentState().then((now) => isGone || setState(now));
    return () => {
      isGone = true;
    };
  }, []);
  const turnOn = async () => {
    if (!pushKey) return;
    if ((await Notification.requestPermission()) !== "granted") return setState("denied");
    const registration = await navigator.serviceWorker.register(WORKER);
    await navigator.serviceWorker.ready;
    // One made for another instance's key would never be heard of.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    const options = { userVisibleOnly: true, applicationServerKey: pushKey };
    const subscription = await registration.pushManager.subscribe(options);
    await api.post("/notifications/browsers", subscription.toJSON());
    setState("on");
  };
  const turnOff = async () => {
    const subscription = await ownSubscription();
    if (subscription) {
      await api.post("/notifications/browsers/forget", { endpoint: subscription.endpoint });
      await subscription.unsubscribe();
    }
    setState("off");
  };
  return { state, turnOn, turnOff };
}

async function currentState(): Promise<PushState> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return "unsupported";
  }
  if (Notification.permission === "denied") return "denied";
  return (await ownSubscription()) ? "on" : "off";
}

async function ownSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}
