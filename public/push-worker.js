// Shows that there is something new when the studio is closed. What it is about is read after signing in: a lock screen
// is read by whoever passes.
self.addEventListener("push", (event) => {
  event.waitUntil(
    self.registration.showNotification("Throughline", {
      body: "New activity in Throughline",
      icon: "/icon.svg",
      tag: "activity",
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((windows) => {
      const [open] = windows;
      return open ? open.focus() : self.clients.openWindow("/inbox");
    }),
  );
});
