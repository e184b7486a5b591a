"use strict";
// From a PIN to a seat, from the seat to a ticket, from the ticket to the terminal; and back after a break.
(() => {
  const LEFT = 4000;
  const WAIT_MS = 2000;
  const at = (id) => document.getElementById(id);
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  async function post(path, body) {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body || {}),
    });
    let said = {};
    try { said = await answer.json(); } catch (_) { said = { detail: answer.statusText }; }
    return { status: answer.status, said };
  }

  function show(words, { form = false, next = false } = {}) {
    at("terminal").hidden = true;
    at("sheet").hidden = false;
    at("seat").hidden = !form;
    at("next").hidden = !next;
    at("told").textContent = words ? words[0].toUpperCase() + words.slice(1) : "";
    if (form) at("pin").focus();
  }

  async function enter() {
    for (;;) {
      let answer;
      try { answer = await post("ticket"); } catch (_) { answer = { status: 0, said: {} }; }
      const { status, said } = answer;
      if (status === 200) return open(said.ticket, said.seat);
      if (status === 401) return show("", { form: true });
      show(status === 503 ? said.detail : "The host does not answer; this page tries again.");
      await pause(WAIT_MS);
    }
  }

  async function open(ticket, seat) {
    show("Opening the screen ...");
    await Promise.all([
      document.fonts.load('16px "Roboto Mono"', "M"),
      document.fonts.load('bold 16px "Roboto Mono"', "M"),
      document.fonts.load('16px "Roboto Mono"', "\u2801"),
    ]);
    document.title = "wargame · " + seat;
    const terminal = at("terminal");
    const address = new URL("screen", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    terminal.dataset.sessionWebsocketUrl = address.href;
    const size = Math.min(innerWidth / 120 / 0.602, innerHeight / 36 / 1.17);
    terminal.dataset.fontSize = String(Math.max(10, Math.min(18, Math.floor(size))));
    at("sheet").hidden = true;
    terminal.hidden = false;
    tame(ticket);
    const script = document.createElement("script");
    script.src = "textual.js";
    script.onload = () => window.onload(new Event("load"));
    document.head.append(script);
  }

  // What the terminal's script is lent: a socket that shows the ticket and tells why it closed, no windows.
  function tame(ticket) {
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
      constructor(url) {
        super(url + "&ticket=" + encodeURIComponent(ticket));
        this.addEventListener("open", () => document.querySelector(".xterm-helper-textarea").focus());
        this.addEventListener("close", (event) => closed(event.code, event.reason));
      }
    };
    window.open = () => null;
    // Browsers give a page without encryption no clipboard; copying then goes the old way.
    if (!navigator.clipboard) Object.defineProperty(navigator, "clipboard", { value: { readText, writeText } });
  }

  async function readText() { return ""; }

  async function writeText(text) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    document.querySelector(".xterm-helper-textarea").focus();
  }

  async function closed(code, reason) {
    if (code === LEFT) return show(reason || "You have left the screen. Your seat is kept.", { next: true });
    show("The connection is lost; this page comes back by itself.", { next: true });
    for (;;) {
      await pause(WAIT_MS);
      try {
        if ((await fetch("./", { cache: "no-store" })).ok) return location.reload();
      } catch (_) { /* not there yet */ }
    }
  }

  at("seat").addEventListener("submit", async (event) => {
    event.preventDefault();
    const pin = at("pin").value;
    at("pin").value = "";
    at("told").textContent = "";
    try {
      const { status, said } = await post("seat", { pin, name: at("name").value });
      if (status === 200) return enter();
      show(said.detail, { form: true });
    } catch (_) {
      show("The host does not answer.", { form: true });
    }
  });
  at("again").addEventListener("click", () => location.reload());
  at("other").addEventListener("click", async () => {
    await post("leave");
    location.reload();
  });
  // The browser keeps its own key for loading a page again; the screens have no use for it.
  window.addEventListener("keydown", (event) => {
    if (event.key === "F5" || (event.ctrlKey && event.key.toLowerCase() === "r")) event.stopImmediatePropagation();
  }, true);
  // The terminal's script takes advice from the address; none is given here.
  if (location.search) location.replace("./");
  else enter();
})();
