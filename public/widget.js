// @ts-check
/**
 * The web-chat widget. On a site:
 *   <script src="https://studio.example/widget.js" data-account="ACCOUNT_ID" async></script>
 * A signed-in person is named, before the script runs, by
 *   window.throughlineIdentity = { userId, email?, phone?, name?, hash }
 * where hash is made on the site's server with the account's identity secret.
 */
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (
    document.currentScript ?? document.querySelector("script[data-account][src*='/widget.js']")
  );
  const account = script?.dataset.account;
  if (!script || !account || window.customElements.get("throughline-chat")) return;
  const base = `${new URL(script.src).origin}/api/chat/${account}`;
  const storageKey = `throughline.chat.${account}`;
  const MAXIMUM_LENGTH = 5000;
  const TYPING_HOLDS = 6_000;
  const TYPING_TOLD_EVERY = 3_000;
  const RETRY = [1_000, 2_000, 5_000, 10_000, 30_000];

  const STYLE = `
    :host { all: initial; --tint: #0f766e; --on-tint: #fff; --paper: #fff; --wash: #f2f4f5; --line: #dde1e4; --ink: #1b2024; --faint: #5b656d;
      --alarm: #b3261e; position: fixed; right: 20px; bottom: 20px; z-index: 2147483000; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); }
    @media (prefers-color-scheme: dark) { :host { --paper: #1a1e21; --wash: #262b2f; --line: #3a4147; --ink: #eef1f3; --faint: #a5afb7; --alarm: #f2a19b; } }
    * { box-sizing: border-box; font: inherit; color: inherit; margin: 0; }
    button { border: 0; background: none; cursor: pointer; }
    :focus-visible { outline: 2px solid var(--tint); outline-offset: 2px; }
    .launcher { width: 56px; height: 56px; border-radius: 28px; background: var(--tint); color: var(--on-tint); display: grid; place-items: center;
      box-shadow: 0 6px 20px rgb(0 0 0 / .22); position: relative; }
    .unread { position: absolute; top: -2px; right: -2px; min-width: 20px; height: 20px; padding: 0 5px; border-radius: 10px; background: #b3261e; color: #fff;
      font-size: 12px; line-height: 20px; text-align: center; }
    .panel { position: absolute; right: 0; bottom: 70px; width: 372px; height: min(600px, calc(100dvh - 110px)); display: flex; flex-direction: column;
      background: var(--paper); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; box-shadow: 0 16px 48px rgb(0 0 0 / .24); }
    [hidden] { display: none !important; }
    header { display: flex; align-items: center; padding: 12px 8px 12px 16px; background: var(--tint); color: var(--on-tint); }
    h2 { flex: 1; font-size: 16px; font-weight: 600; }
    .close { width: 36px; height: 36px; border-radius: 8px; display: grid; place-items: center; }
    .close:focus-visible { outline-color: var(--on-tint); }
    .log { flex: 1; overflow-y: auto; padding: 16px; display: flex; flex-direction: column; gap: 8px; }
    .message { max-width: 84%; padding: 8px 12px; border-radius: 12px; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--wash); align-self: flex-start; }
    .message.mine { align-self: flex-end; background: var(--tint); color: var(--on-tint); }
    .author { font-size: 12px; color: var(--faint); margin: 6px 0 -4px; }
    .state { align-self: flex-end; font-size: 12px; color: var(--faint); }
    .state.failed { color: var(--alarm); }
    .writing { min-height: 22px; padding: 0 16px 4px; font-size: 12px; color: var(--faint); }
    .choices { display: flex; flex-wrap: wrap; gap: 6px; }
    .choices button { border: 1px solid var(--tint); border-radius: 16px; padding: 4px 12px; }
    form { display: flex; gap: 8px; align-items: flex-end; padding: 10px; border-top: 1px solid var(--line); }
    textarea { flex: 1; resize: none; border: 1px solid var(--faint); border-radius: 10px; padding: 8px 10px; background: var(--paper); max-height: 120px; field-sizing: content; }
    .send { height: 38px; padding: 0 14px; border-radius: 10px; background: var(--tint); color: var(--on-tint); font-weight: 600; }
    .notice { padding: 8px 16px; background: var(--wash); font-size: 13px; color: var(--faint); }
    @media (max-width: 440px) { .panel { position: fixed; inset: 0; width: auto; height: auto; border: 0; border-radius: 0; } }
  `;
  const MARKUP = `
    <button class="launcher" type="button" aria-haspopup="dialog" aria-expanded="false" aria-label="Open the chat">
      <svg width="26" height="26" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M7.9 20A9 9 0 1 0 4 16.1L2 22Z"/></svg>
      <span class="unread" hidden></span>
    </button>
    <div class="panel" role="dialog" aria-label="Chat" hidden>
      <header><h2></h2>
        <button class="close" type="button" aria-label="Close the chat"><svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M18 6 6 18M6 6l12 12"/></svg></button>
      </header>
      <p class="notice" role="status" hidden></p>
      <div class="log" role="log" aria-live="polite" tabindex="0" aria-label="Messages"></div>
      <p class="writing" role="status"></p>
      <form><textarea rows="1" aria-label="Your message" placeholder="Write a message" maxlength="${MAXIMUM_LENGTH}"></textarea><button class="send" type="submit">Send</button></form>
    </div>`;

  /** What survives a reload: who the visitor is and what has not been accepted yet. */
  const kept = {
    read() {
      try {
        return JSON.parse(localStorage.getItem(storageKey) ?? "{}");
      } catch {
        return {};
      }
    },
    /** @param {object} change */
    write(change) {
      try {
        localStorage.setItem(storageKey, JSON.stringify({ ...kept.read(), ...change }));
      } catch {
        // Without storage the chat lives as long as the page.
      }
    },
  };

  class Chat extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      root.innerHTML = `<style>${STYLE}</style>${MARKUP}`;
      /** @param {string} selector @returns {any} */
      const find = (selector) => root.querySelector(selector);
      this.launcher = find(".launcher");
      this.unreadMark = find(".unread");
      this.panel = find(".panel");
      this.title_ = find("h2");
      this.notice = find(".notice");
      this.log = find(".log");
      this.writing = find(".writing");
      this.box = find("textarea");
      /** @type {Map<string, any>} */
      this.messages = new Map();
      /** @type {{clientId: string, text: string, failed?: string}[]} */
      this.outbox = kept.read().outbox ?? [];
      this.unread = 0;
      this.attempt = 0;
      this.toldTypingAt = -TYPING_TOLD_EVERY;
      this.launcher.addEventListener("click", () => (this.panel.hidden ? this.open() : this.close()));
      find(".close").addEventListener("click", () => this.close());
      this.panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Escape") this.close();
      });
      find("form").addEventListener("submit", (/** @type {Event} */ event) => {
        event.preventDefault();
        this.submit(this.box.value);
      });
      this.box.addEventListener("input", () => this.tellTyping());
      this.box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.submit(this.box.value);
      });
      window.addEventListener("online", () => void this.flush());
      if (kept.read().token || "open" in script.dataset) void this.connect();
      if ("open" in script.dataset) this.open();
    }

    open() {
      this.panel.hidden = false;
      this.launcher.setAttribute("aria-expanded", "true");
      this.launcher.setAttribute("aria-label", "Close the chat");
      void this.connect();
      this.markRead();
      this.draw();
      this.box.focus();
    }

    close() {
      this.panel.hidden = true;
      this.launcher.setAttribute("aria-expanded", "false");
      this.launcher.setAttribute("aria-label", "Open the chat");
      this.launcher.focus();
    }

    /** @param {string} path @param {object} [body] */
    async call(path, body) {
      const token = kept.read().token;
      /** @type {Record<string, string>} */
      const headers = { "content-type": "application/json" };
      if (token) headers.authorization = `Bearer ${token}`;
      const response = await fetch(base + path, {
        method: body ? "POST" : "GET",
        headers,
        body: body && JSON.stringify(body),
      });
      const answer = await response.json().catch(() => ({}));
      if (response.ok) return answer;
      throw Object.assign(new Error(answer.detail ?? "The chat did not answer."), {
        status: response.status,
      });
    }

    connect() {
      this.connecting ??= this.begin().catch((error) => {
        this.connecting = undefined;
        if (error.status >= 400 && error.status < 500) this.say(error.message);
        else this.later(() => void this.connect());
      });
      return this.connecting;
    }

    /** Starts or resumes the visitor's session, then listens. A token that is no longer good is let go once. */
    async begin() {
      const identity = /** @type {any} */ (window).throughlineIdentity;
      let session;
      try {
        session = await this.call("/sessions", { token: kept.read().token, identity });
      } catch (error) {
        if (/** @type {any} */ (error).status !== 401) throw error;
        kept.write({ token: undefined });
        session = await this.call("/sessions", { identity });
      }
      kept.write({ token: session.token });
      this.show(session.config);
      for (const message of session.messages) this.messages.set(message.id, message);
      this.draw();
      this.listen(session.token);
      await this.flush();
    }

    /** @param {{title: string, color: string, greeting: string}} config */
    show(config) {
      this.greeting = config.greeting;
      this.title_.textContent = config.title;
      this.panel.setAttribute("aria-label", config.title);
      this.style.setProperty("--tint", config.color);
      this.style.setProperty("--on-tint", textOn(config.color));
    }

    /** @param {string} token */
    listen(token) {
      const source = new EventSource(`${base}/stream?token=${encodeURIComponent(token)}`);
      source.addEventListener("open", () => {
        this.attempt = 0;
        this.say("");
      });
      source.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
      source.addEventListener("error", () => {
        this.say("Connecting again. What you write is kept.");
        if (source.readyState !== EventSource.CLOSED) return;
        this.later(() => this.listen(token));
      });
    }

    /** What came while the stream was down. */
    async catchUp() {
      const page = await this.call("/messages").catch(() => null);
      if (!page) return;
      for (const message of page.data) this.add(message);
      this.draw();
    }

    /** @param {any} event */
    hear(event) {
      if (event.type === "reload") return void this.catchUp();
      if (event.type === "typing") return this.showTyping(event.name || "Someone");
      if (event.type !== "message") return;
      if (event.message.author.kind !== "visitor") this.showTyping("");
      this.add(event.message);
      this.draw();
    }

    /** Who of ours is writing, for some seconds; nobody with an empty name. @param {string} name */
    showTyping(name) {
      clearTimeout(this.typingEnds);
      this.writing.textContent = name && `${name} is writing…`;
      if (name) this.typingEnds = setTimeout(() => this.showTyping(""), TYPING_HOLDS);
    }

    /** Every few seconds at most, and only in a chat that has begun. */
    tellTyping() {
      const now = performance.now();
      const begun = this.messages.size > 0 && kept.read().token;
      if (!begun || this.box.value.trim() === "" || now - this.toldTypingAt < TYPING_TOLD_EVERY) return;
      this.toldTypingAt = now;
      void this.call("/typing", {}).catch(() => {
        // A hint that is lost costs nothing.
      });
    }

    /** @param {any} message */
    add(message) {
      const known = this.messages.has(message.id);
      this.messages.set(message.id, message);
      if (known || message.author.kind === "visitor") return;
      if (this.panel.hidden) this.unread += 1;
      else this.markRead();
    }

    markRead() {
      this.unread = 0;
      const last = this.sorted().findLast((message) => message.author.kind !== "visitor");
      if (!last || last.id === this.readId) return;
      this.readId = last.id;
      void this.call("/read", { messageId: last.id }).catch(() => {
        this.readId = undefined;
      });
    }

    /** @param {string} text */
    submit(text) {
      const words = text.trim();
      if (words === "") return;
      this.box.value = "";
      this.outbox.push({ clientId: newId(), text: words });
      this.keepOutbox();
      void this.connect()?.then(() => this.flush());
    }

    /** Sends what waits, in order, one at a time: a repeat with the same client id is harmless. */
    async flush() {
      if (this.flushing) return;
      this.flushing = true;
      try {
        for (let next = this.next(); next; next = this.next()) {
          const message = await this.call("/messages", { clientId: next.clientId, text: next.text });
          this.outbox = this.outbox.filter((waiting) => waiting !== next);
          this.messages.set(message.id, message);
          this.keepOutbox();
        }
      } catch (error) {
        const { status, message } = /** @type {any} */ (error);
        const waiting = this.next();
        if (waiting && status >= 400 && status < 500 && status !== 429) waiting.failed = message;
        else this.later(() => void this.flush());
        this.keepOutbox();
      } finally {
        this.flushing = false;
      }
    }

    next() {
      return this.outbox.find((waiting) => !waiting.failed);
    }

    keepOutbox() {
      kept.write({ outbox: this.outbox });
      this.draw();
    }

    /** @param {string} words */
    say(words) {
      this.notice.textContent = words;
      this.notice.hidden = words === "";
    }

    /** @param {() => void} run */
    later(run) {
      const wait = RETRY[Math.min(this.attempt++, RETRY.length - 1)];
      setTimeout(run, wait);
    }

    sorted() {
      return [...this.messages.values()].sort(
        (one, other) => one.at.localeCompare(other.at) || one.id.localeCompare(other.id),
      );
    }

    draw() {
      this.unreadMark.hidden = this.unread === 0;
      this.unreadMark.textContent = String(this.unread);
      const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
      const lines = [];
      if (this.greeting) lines.push(bubble(this.greeting, false));
      let author = "";
      const all = this.sorted();
      for (const message of all) {
        const mine = message.author.kind === "visitor";
        if (!mine && message.author.name !== author) lines.push(line("author", message.author.name));
        author = mine ? "" : message.author.name;
        lines.push(bubble(message.text, mine));
      }
      const last = all.at(-1);
      if (last?.buttons?.length) lines.push(this.choices(last.buttons));
      for (const waiting of this.outbox) {
        lines.push(bubble(waiting.text, true));
        lines.push(line(waiting.failed ? "state failed" : "state", waiting.failed ?? "Sending"));
      }
      this.log.replaceChildren(...lines);
      if (atEnd) this.log.scrollTop = this.log.scrollHeight;
    }

    /** @param {{id: string, label: string, url?: string}[]} buttons */
    choices(buttons) {
      const row = line("choices", "");
      for (const button of buttons) {
        const element = document.createElement("button");
        element.type = "button";
        element.textContent = button.label;
        element.addEventListener("click", () => {
          if (button.url && /^https?:/.test(button.url)) window.open(button.url, "_blank", "noopener");
          else this.submit(button.label);
        });
        row.append(element);
      }
      return row;
    }
  }

  /** Pages without TLS have no randomUUID. */
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** @param {string} name @param {string} text */
  function line(name, text) {
    const element = document.createElement("div");
    element.className = name;
    element.textContent = text;
    return element;
  }

  /** @param {string} text @param {boolean} mine */
  function bubble(text, mine) {
    return line(mine ? "message mine" : "message", text);
  }

  /** Black or white, whichever reads better on a colour `#rrggbb`. @param {string} color */
  function textOn(color) {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
  }

  customElements.define("throughline-chat", Chat);
  const mount = () => document.body.append(document.createElement("throughline-chat"));
  if (document.body) mount();
  else addEventListener("DOMContentLoaded", mount);
})();
