"use strict";
// The proof at work. Everything shown is in the file already; nothing is asked of anywhere else.
(() => {
  const state = JSON.parse(document.getElementById("proof-data").textContent);
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const marks = new Map(state.marks.map((mark) => [mark.n, mark]));
  const numbers = state.marks.filter((mark) => mark.number);
  const valueOf = new Map(all(".proof-value").map((element) => [Number(element.dataset.n), element]));
  const boxOf = new Map(all("#list input").map((box) => [Number(box.dataset.n), box]));
  const key = `bulletin-proof:${state.ledger.sha256}`;
  const ticked = new Set();
  let language = state.language;
  let current = null; // the occurrence that is chosen
  let shown = null; // the one whose details are shown: the chosen one, or what the mouse is on

  // ── words ────────────────────────────────────────────────────────────────────────────────────────────

  const say = (name, values = {}) =>
    state.words[language][name].replace(/\{(\w+)\}/g, (_, field) => String(values[field]));

  function speak() {
    document.documentElement.lang = language === "zh" ? "zh-CN" : language;
    document.title = `${say("proof")} · ${state.name}`;
    for (const element of all("[data-w]")) {
      element.textContent = say(element.dataset.w, JSON.parse(element.dataset.values || "{}"));
    }
    for (const element of all("[data-w-label]")) element.setAttribute("aria-label", say(element.dataset.wLabel));
    for (const item of all("[data-issue]")) {
      const words = state.issues[item.dataset.issue][language];
      for (const part of all("[data-part]", item)) part.textContent = words[part.dataset.part];
    }
    $("language").lang = language === "zh" ? "en" : "zh-CN";
    count();
    if (shown !== null) show(shown);
  }

  let silence = 0;
  function tell(name, values) {
    $("told").textContent = say(name, values);
    clearTimeout(silence);
    silence = setTimeout(() => { $("told").textContent = ""; }, 6000);
  }

  // ── ticks ────────────────────────────────────────────────────────────────────────────────────────────

  function tick(n, yes = !ticked.has(n)) {
    if (!marks.get(n)?.number) return;
    ticked[yes ? "add" : "delete"](n);
    draw(n);
    count();
    keep();
    if (shown === n) show(n);
  }

  function draw(n) {
    const yes = ticked.has(n);
    boxOf.get(n).checked = yes;
    valueOf.get(n).classList.toggle("proof-ticked", yes);
    boxOf.get(n).closest("tr").classList.toggle("ticked", yes);
  }

  function count() {
    const done = ticked.size;
    const complete = done === numbers.length;
    $("count").textContent = say(complete ? "all_done" : "counted", { done, all: numbers.length });
    $("meter").value = done;
    document.body.classList.toggle("done", complete);
    $("next-open").disabled = complete;
    filter();
  }

  function filter() {
    const which = document.querySelector('[name="show"]:checked').value;
    let left = 0;
    for (const [n, box] of boxOf) {
      const mark = marks.get(n);
      // What is being looked at stays, so that nothing jumps under the hand.
      const there = which === "all" || (which === "open" ? !ticked.has(n) || n === current : mark.change?.kind === "changed");
      box.closest("tr").hidden = !there;
      left += there;
    }
    $("none-open").hidden = left > 0;
  }

  function keep() {
    $("signature-checked").textContent = $("who").value;
    try {
      localStorage.setItem(key, JSON.stringify({ who: $("who").value, ticked: [...ticked] }));
    } catch { /* a browser that keeps nothing keeps it as long as the page is open */ }
  }

  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "{}");
      $("who").value = typeof kept.who === "string" ? kept.who : "";
      for (const n of Array.isArray(kept.ticked) ? kept.ticked : []) if (marks.get(n)?.number) ticked.add(n);
    } catch { /* the same */ }
  }

  // ── details ──────────────────────────────────────────────────────────────────────────────────────────

  function show(n) {
    const mark = marks.get(n);
    shown = mark ? n : null;
    $("card-hint").hidden = Boolean(mark);
    $("card-body").hidden = !mark;
    $("card-actions").hidden = !mark?.number;
    light(mark ? mark.rows : [], mark ? [n] : []);
    if (!mark) {
      $("card-number").textContent = $("card-printed").textContent = "";
      $("card-label").textContent = say("details");
      $("card-label").removeAttribute("lang");
      return;
    }
    $("card-number").textContent = mark.number || "";
    $("card-label").textContent = mark.label;
    $("card-label").lang = "zh-CN";
    $("card-printed").textContent = mark.printed;
    $("card-printed").classList.toggle("words", !mark.number);
    $("card-facts").replaceChildren(...facts(mark));
    $("card-tick").setAttribute("aria-pressed", String(ticked.has(n)));
    $("card-tick").textContent = say(ticked.has(n) ? "ticked" : "tick");
  }

  function make(tag, content, attributes = {}) {
    const element = document.createElement(tag);
    element.append(...[content].flat());
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function facts(mark) {
    const rows = [["formula", [formula(mark)], mark.operation === "given" && !mark.number ? {} : { lang: "zh-CN" }]];
    if (mark.exact) rows.push(["exact", [mark.exact], { lang: "zh-CN" }]);
    if (mark.number && mark.kind !== "date") rows.push(["rounding", [mark.rounding[language] || say("not_rounded")]]);
    if (mark.change) rows.push(["before", [change(mark)], mark.change.kind === "changed" ? { class: "differs", lang: "zh-CN" } : {}]);
    if (mark.origins.length) rows.push(["sources", mark.origins.map(origin)]);
    rows.push(["template", [make("code", mark.at)]]);
    return rows.flatMap(([name, content, attributes]) => [make("dt", say(name)), make("dd", content, attributes)]);
  }

  const formula = (mark) =>
    mark.kind === "ordinal" ? say("ordinal") : mark.number && mark.kind !== "date" ? mark.formula : say("given");

  const change = ({ change: { kind, printed: before }, printed: now }) => say(kind, { before, now });

  function origin({ place, said, rows }) {
    const button = make("button", [make("span", said, { lang: "zh-CN" }), make("code", place)], { type: "button", class: "origin" });
    button.addEventListener("click", () => goToRow(rows[0]));
    return button;
  }

  function summary(mark) {
    const before = mark.change && mark.change.kind !== "same" ? change(mark) : "";
    const tickedOrNot = mark.number ? say(ticked.has(mark.n) ? "is_ticked" : "is_open") : "";
    return [mark.label, formula(mark), mark.rounding[language], before, tickedOrNot].filter(Boolean).join("; ");
  }

  // ── which place belongs to which row ─────────────────────────────────────────────────────────────────

  const rowOf = new Map(all("#data [data-row]").map((row) => [Number(row.dataset.row), row]));
  const printedBy = (row) => state.marks.filter((mark) => mark.rows.includes(row)).map((mark) => mark.n);

  function light(rows, occurrences) {
    for (const element of all(".lit, .proof-lit")) element.classList.remove("lit", "proof-lit");
    for (const row of rows) rowOf.get(row)?.classList.add("lit");
    for (const n of occurrences) {
      valueOf.get(n)?.classList.add("proof-lit");
      boxOf.get(n)?.closest("tr").classList.add("lit");
    }
  }

  const visited = new Map();
  function goToPlace(row) {
    const places = printedBy(row);
    if (!places.length) return;
    const next = ((visited.get(row) ?? -1) + 1) % places.length; // each press leads to the next place
    visited.set(row, next);
    into(valueOf.get(places[next]));
    light([row], places);
  }

  function goToRow(row) {
    if (row === undefined) return;
    document.body.classList.remove("shown");
    select("data");
    rowOf.get(row).querySelector("button").focus({ preventScroll: true });
    into(rowOf.get(row));
  }

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 1160px)");

  function into(element, block = "center") {
    const box = element.getBoundingClientRect();
    const floor = !wide.matches && document.body.classList.contains("shown") ? innerHeight * 0.4 : innerHeight - 60;
    if (element.closest(".panel") || box.top < 90 || box.bottom > floor) {
      element.scrollIntoView({ block: wide.matches ? block : "nearest", behavior: still.matches ? "auto" : "smooth" });
    }
  }

  // ── choosing ─────────────────────────────────────────────────────────────────────────────────────────

  function choose(n, { focus = true } = {}) {
    const mark = marks.get(n);
    if (current !== null) valueOf.get(current)?.classList.remove("proof-current");
    all("#list tr.current").forEach((row) => row.classList.remove("current"));
    current = mark ? n : null;
    document.body.classList.toggle("shown", Boolean(mark));
    show(n);
    filter();
    if (!mark) return;
    const value = valueOf.get(n);
    value.classList.add("proof-current");
    $("spoken").textContent = summary(mark);
    value.setAttribute("aria-describedby", "spoken");
    rove(".proof-value", value);
    const box = boxOf.get(n);
    if (box) {
      box.closest("tr").classList.add("current");
      rove("#list input", box);
      if (wide.matches && !$("panel-list").hidden) box.closest("tr").scrollIntoView({ block: "nearest" });
    }
    if (focus) value.focus({ preventScroll: true });
    into(value);
  }

  function rove(selector, element) {
    for (const other of all(selector)) other.tabIndex = other === element ? 0 : -1;
  }

  function step(by, words = false) {
    const line = words ? state.marks : numbers;
    if (!line.length) return;
    const order = state.marks.findIndex((mark) => mark.n === current);
    const place = line.findIndex((mark) => mark.n === current);
    if (place >= 0) return choose(line[Math.min(line.length - 1, Math.max(0, place + by))].n);
    const after = line.findIndex((mark) => state.marks.indexOf(mark) > order);
    const next = by > 0 ? after : (after < 0 ? line.length : after) - 1;
    choose(line[Math.min(line.length - 1, Math.max(0, next))].n);
  }

  function nextOpen() {
    const open = numbers.filter((mark) => !ticked.has(mark.n));
    if (open.length) choose((open.find((mark) => mark.n > (current ?? 0)) || open[0]).n);
  }

  function put() { // the details away
    const before = current;
    const inside = $("card").contains(document.activeElement);
    current = null; // before the focus moves, which would choose anew
    if (before !== null && inside) valueOf.get(before).focus({ preventScroll: true });
    valueOf.get(before)?.classList.remove("proof-current");
    choose(null);
  }

  // A list that scrolls under a mouse at rest also sends pointerover: only a mouse that moved points at something.
  let mouse = null; // the last pointermove; pointerover comes before it
  document.addEventListener("pointermove", (event) => { mouse = event; }, true);
  const points = (event) => event.pointerType === "mouse" && wide.matches
    && !(mouse && mouse.screenX === event.screenX && mouse.screenY === event.screenY);

  const paper = $("paper");
  paper.addEventListener("click", (event) => {
    const value = event.target.closest(".proof-value");
    if (value) choose(Number(value.dataset.n));
    else if (!wide.matches) choose(null);
  });
  paper.addEventListener("focusin", (event) => {
    const n = Number(event.target.dataset.n);
    if (event.target.matches(".proof-value:focus-visible") && n !== current) choose(n, { focus: false });
  });
  paper.addEventListener("pointerover", (event) => {
    const value = event.target.closest(".proof-value");
    if (value && points(event)) show(Number(value.dataset.n));
  });
  paper.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && event.target.closest(".proof-value") && wide.matches) show(current);
  });

  const list = $("list");
  list.addEventListener("change", (event) => tick(Number(event.target.dataset.n), event.target.checked));
  list.addEventListener("click", (event) => {
    const row = event.target.closest("tbody tr");
    if (row && (wide.matches || !event.target.matches("input"))) choose(Number(row.dataset.n), { focus: false });
  });
  list.addEventListener("focusin", (event) => {
    const box = event.target;
    if (!box.matches("input:focus-visible")) return;
    rove("#list input", box);
    if (wide.matches) choose(Number(box.dataset.n), { focus: false }); // else the document is out of sight
  });
  list.addEventListener("pointerover", (event) => {
    const row = event.target.closest("tbody tr");
    if (row && points(event)) show(Number(row.dataset.n));
  });
  list.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && event.target.closest("tbody tr") && wide.matches) show(current);
  });

  for (const [n, row] of rowOf) {
    const point = () => light([n], printedBy(n));
    row.addEventListener("pointerenter", point);
    row.addEventListener("focusin", point);
    row.addEventListener("pointerleave", () => show(current));
    row.addEventListener("focusout", () => show(current));
    row.addEventListener("click", () => goToPlace(n));
  }
  for (const row of all("[data-go]")) row.addEventListener("click", () => choose(Number(row.dataset.go)));
  for (const claim of all("[data-rows]")) {
    const rows = claim.dataset.rows.split(" ").filter(Boolean).map(Number);
    claim.addEventListener("pointerenter", () => light(rows, rows.flatMap(printedBy)));
    claim.addEventListener("pointerleave", () => show(current));
  }

  // ── tabs ─────────────────────────────────────────────────────────────────────────────────────────────

  const tabs = all('[role="tab"]');
  function select(name) {
    for (const tab of tabs) {
      const chosen = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      $(tab.getAttribute("aria-controls")).hidden = !chosen;
    }
  }
  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab.id.slice(4)));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: tabs.indexOf(tab) + 1, ArrowLeft: tabs.indexOf(tab) - 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const other = tabs.at(to % tabs.length);
      select(other.id.slice(4));
      other.focus();
    });
  }

  // ── keys ─────────────────────────────────────────────────────────────────────────────────────────────

  const MOVES = { ArrowRight: 1, ArrowDown: 1, j: 1, ArrowLeft: -1, ArrowUp: -1, k: -1 };

  function listKey(event) { // in the list the arrows walk over its rows
    const boxes = [...boxOf.values()].filter((box) => !box.closest("tr").hidden);
    const place = boxes.indexOf(event.target);
    const to = { Home: 0, End: boxes.length - 1 }[event.key] ?? place + MOVES[event.key];
    boxes[Math.min(boxes.length - 1, Math.max(0, to))].focus({ preventScroll: wide.matches });
  }

  function handled(event) {
    const { key: pressed, target } = event;
    const inList = target.matches("#list input");
    const onValue = target.matches(".proof-value");
    if (pressed === "Escape") return put();
    if (target.matches("input:not([type=checkbox])")) return false;
    if (pressed === "?") return $("help").showModal();
    if (pressed === "n") return nextOpen();
    if (!inList && !onValue && target !== document.body && target !== $("document")) return false;
    if (onValue && pressed === " ") return tick(current);
    if (onValue && pressed === "Enter") return marks.get(current)?.number ? (tick(current, true), nextOpen()) : false;
    if (!(pressed in MOVES) && pressed !== "Home" && pressed !== "End") return false;
    if (inList) return listKey(event);
    if (!onValue && pressed.length > 1) return false; // the arrows scroll a page that nothing is chosen on
    if (pressed === "Home" || pressed === "End") return choose(numbers.at(pressed === "Home" ? 0 : -1)?.n);
    return step(MOVES[pressed], event.shiftKey);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    if (handled(event) !== false) event.preventDefault();
  });

  // ── files ────────────────────────────────────────────────────────────────────────────────────────────

  const named = (mark) => ({ occurrence: mark.n, figure: mark.figure, printed: mark.printed, value: mark.value, formula: mark.formula });

  function signOff() {
    return {
      format: 1, kind: "bulletin-sign-off", document: state.title, ledger: state.ledger, data: state.data,
      by: $("who").value.trim(), at: new Date().toISOString(), total: numbers.length,
      ticked: numbers.filter((mark) => ticked.has(mark.n)).map(named),
      open: numbers.filter((mark) => !ticked.has(mark.n)).map(named),
    };
  }

  function save() {
    if (!$("who").value.trim()) {
      $("who").focus();
      return tell("who_missing");
    }
    const link = make("a", "", { download: `${state.name}.signoff.json` });
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(signOff(), null, 1)}\n`], { type: "application/json" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    return tell("exported", { file: link.download });
  }

  async function restore(file) {
    let given;
    try {
      given = JSON.parse(await file.text());
      if (given.kind !== "bulletin-sign-off" || given.format !== 1 || !Array.isArray(given.ticked)) throw new TypeError();
    } catch {
      return tell("import_failed");
    }
    // A tick holds for a number that is the same in every respect; a changed one has to be read again.
    const same = (tickedThere, mark) => Object.entries(named(mark)).every(([name, value]) => tickedThere?.[name] === value);
    const right = given.ticked.map((each) => [each, marks.get(each?.occurrence)]).filter(([each, mark]) => mark?.number && same(each, mark));
    for (const [, mark] of right) { ticked.add(mark.n); draw(mark.n); }
    if (typeof given.by === "string" && !$("who").value) $("who").value = given.by;
    count();
    keep();
    show(shown);
    if (given.ledger?.sha256 === state.ledger.sha256) return tell("imported", { count: right.length });
    return tell("imported_other", { count: right.length, left: numbers.length - ticked.size });
  }

  // ── the rest ─────────────────────────────────────────────────────────────────────────────────────────

  $("next-open").addEventListener("click", nextOpen);
  $("card-tick").addEventListener("click", () => tick(shown));
  $("card-previous").addEventListener("click", () => step(-1));
  $("card-next").addEventListener("click", () => step(1));
  $("card-close").addEventListener("click", put);
  $("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; speak(); });
  $("help-open").addEventListener("click", () => $("help").showModal());
  $("help-close").addEventListener("click", () => $("help").close());
  $("export").addEventListener("click", save);
  $("print").addEventListener("click", () => print());
  $("who").addEventListener("input", keep);
  $("import").addEventListener("change", async (event) => {
    if (event.target.files[0]) await restore(event.target.files[0]);
    event.target.value = "";
  });
  for (const choice of all('[name="show"]')) choice.addEventListener("change", filter);

  recall();
  $("signature-checked").textContent = $("who").value;
  for (const { n } of numbers) draw(n);
  const first = numbers[0];
  if (first) {
    rove(".proof-value", valueOf.get(first.n));
    rove("#list input", boxOf.get(first.n));
  }
  speak();
})();
