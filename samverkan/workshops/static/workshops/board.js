/*
 * The board of a workshop. Asks every second what is new; keeps what is written on this screen until the server has
 * said that it is stored, so that a lost connection loses nothing; shows plainly what has not been sent.
 * Everything works without it: the forms are plain forms, and a link refreshes.
 */
(function () {
  "use strict";
  var board = document.getElementById("board");
  if (!board) { return; }
  document.documentElement.classList.add("has-script");

  var says = board.dataset;
  var prefix = says.outbox || "";
  var sequence = Number(says.sequence);
  var phase = says.phase;
  var connected = true;
  var sending = false;
  var pause = 1000;
  var memory = {};
  var waitingParts = {};
  var deadline = null;

  /* The outbox: one entry a card, so that two windows of the same phone never write over each other. */

  function keep(item) {
    memory[item.key] = item;
    try { localStorage.setItem(prefix + item.key, JSON.stringify(item)); } catch (error) { /* kept for this page */ }
  }

  function drop(key) {
    delete memory[key];
    try { localStorage.removeItem(prefix + key); } catch (error) { /* it was never there */ }
  }

  function kept() {
    var items = {};
    Object.keys(memory).forEach(function (key) { items[key] = memory[key]; });
    try {
      for (var number = 0; number < localStorage.length; number += 1) {
        var name = localStorage.key(number);
        if (prefix && name.indexOf(prefix) === 0) {
          var item = JSON.parse(localStorage.getItem(name));
          items[item.key] = item;
        }
      }
    } catch (error) { /* private mode: only what this page holds */ }
    return Object.keys(items).map(function (key) { return items[key]; })
      .sort(function (one, other) { return one.at - other.at; });
  }

  function newKey() {
    if (window.crypto && crypto.randomUUID) { return crypto.randomUUID(); }
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.prototype.map.call(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function element(name, text) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    return made;
  }

  function show() {
    var place = document.querySelector("[data-outbox-shown]");
    if (!place) { return; }
    var items = kept();
    var refused = items.filter(function (item) { return item.refused; });
    var waiting = items.filter(function (item) { return !item.refused; });
    var state = JSON.stringify([items, connected]);
    if (place.dataset.state === state) { return; }
    place.dataset.state = state;
    place.textContent = "";
    place.classList.toggle("outbox--waiting", items.length > 0 || !connected);
    if (!connected) { place.appendChild(element("p", says.saysOffline)); }
    if (waiting.length) {
      place.appendChild(element("p", says.saysWaiting + " " + waiting.length));
      var list = place.appendChild(element("ul"));
      waiting.forEach(function (item) { list.appendChild(element("li", item.text)); });
    }
    refused.forEach(function (item) {
      var line = place.appendChild(element("p", says.saysRefused + " " + item.text + " – " + item.refused));
      var button = element("button", says.saysEdit);
      button.type = "button";
      button.className = "button button--second button--small";
      button.addEventListener("click", function () {
        var field = document.getElementById("write-text");
        if (field && item.fields.text) { field.value = item.fields.text; field.focus(); }
        drop(item.key);
        show();
      });
      line.appendChild(button);
    });
    if (!items.length && connected && says.saysSent && place.dataset.wrote) {
      place.appendChild(element("p", says.saysSent));
    }
  }

  function post(address, fields) {
    var stop = new AbortController();
    var late = setTimeout(function () { stop.abort(); }, 8000);
    return fetch(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": says.csrf, Accept: "application/json" },
      credentials: "same-origin",
      signal: stop.signal
    }).finally(function () { clearTimeout(late); });
  }

  function reasonOf(answer) {
    return answer.json().then(function (body) { return body.reason; })
      .catch(function () { return says.saysFailed; });
  }

  function send() {
    if (sending) { return; }
    var item = kept().find(function (one) { return !one.refused; });
    if (!item) { pause = 1000; show(); return; }
    sending = true;
    post(item.address, item.fields).then(function (answer) {
      if (answer.status >= 500) { throw new Error(String(answer.status)); }
      var now = kept().find(function (one) { return one.key === item.key; });
      if (now && now.at !== item.at) { return null; } /* changed while it was sent: the new one goes next */
      if (answer.ok) { drop(item.key); return null; }
      return reasonOf(answer).then(function (reason) { item.refused = reason || says.saysFailed; keep(item); });
    }).then(function () {
      sending = false;
      connected = true;
      pause = 1000;
      show();
      ask();
      send();
    }, function () {
      sending = false;
      connected = false;
      show();
      setTimeout(send, pause);
      pause = Math.min(pause * 2, 8000);
    });
    show();
  }

  /* What is new. */

  var asking = false;
  var askAgain = null;
  var rest = 1000;

  function ask() {
    if (asking) { return; }
    asking = true;
    clearTimeout(askAgain);
    var stop = new AbortController();
    var late = setTimeout(function () { stop.abort(); }, 8000);
    fetch(says.news + "?efter=" + sequence, {
      headers: { "X-Verkstad": says.pollKey },
      credentials: "omit",
      cache: "no-store",
      signal: stop.signal
    }).then(function (answer) {
      rest = answer.status === 404 ? 60000 : 1000; // the key to what is new has run out: a screen left on overnight
      if (answer.status === 200) { return answer.json().then(take); }
      if (answer.status !== 204) { throw new Error(String(answer.status)); }
      return null;
    }).then(function () {
      if (!connected) { connected = true; send(); }
    }, function () {
      connected = false;
    }).finally(function () {
      clearTimeout(late);
      asking = false;
      show();
      askAgain = setTimeout(ask, document.hidden ? Math.max(rest, 5000) : rest);
    });
  }

  function take(news) {
    if (news.sequence <= sequence) { return; }
    sequence = news.sequence;
    news.cards.forEach(place);
    document.querySelectorAll("[data-members]").forEach(function (one) { one.textContent = news.members; });
    deadline = news.seconds === null ? null : Date.now() + news.seconds * 1000;
    if (news.phase !== phase) {
      phase = news.phase;
      refresh(["phase", "write", "lanes", "lead"]);
    } else {
      refresh(["lead"]);
    }
  }

  function place(card) {
    document.querySelectorAll('[data-card="' + card.id + '"]').forEach(function (old) { old.remove(); });
    if (!card.gone) {
      var lane = document.querySelector('[data-lane="' + card.lane + '"]');
      var holder = document.createElement("ul");
      holder.innerHTML = card.html; /* written by our own templates, which escape what people typed */
      var made = holder.querySelector("[data-card]");
      var later = lane && Array.prototype.find.call(lane.children, function (other) {
        return Number(other.dataset.card) > card.id;
      });
      if (lane && made) { lane.insertBefore(made, later || null); }
    }
    document.querySelectorAll("select[data-causes]").forEach(function (select) {
      if (!card.cause) { return; }
      var option = select.querySelector('option[value="' + card.id + '"]');
      if (card.gone) {
        if (option) { option.remove(); }
      } else if (!option) {
        option = select.appendChild(element("option", card.text));
        option.value = card.id;
      }
    });
  }

  function refresh(parts) {
    parts = parts.filter(function (name) { return document.querySelector('[data-part="' + name + '"]'); });
    if (!parts.length) { return; }
    fetch(location.href, { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html");
      var whole = fresh.getElementById("board");
      if (!whole || !fresh.querySelector('[data-part="phase"]')) { /* over, for guests */
        if (kept().length) { throw new Error("unsent"); }
        location.reload();
        return;
      }
      parts.forEach(function (name) { replacePart(name, fresh); });
      if (parts.indexOf("lanes") >= 0) { sequence = Math.min(sequence, Number(whole.dataset.sequence)); }
      startClock();
    }).catch(function () {
      parts.forEach(function (name) { waitingParts[name] = true; });
    });
  }

  function replacePart(name, fresh) {
    var old = document.querySelector('[data-part="' + name + '"]');
    var made = fresh.querySelector('[data-part="' + name + '"]');
    if (!old || !made) { return; }
    if (name === "lead" && old.contains(document.activeElement) && document.activeElement.tagName !== "BUTTON") {
      waitingParts.lead = true;
      return;
    }
    var field = old.querySelector("#write-text");
    var typed = field ? field.value : "";
    var had = field && document.activeElement === field;
    old.innerHTML = made.innerHTML;
    field = old.querySelector("#write-text");
    if (field && typed) { field.value = typed; }
    if (field && had) { field.focus(); }
  }

  setInterval(function () {
    var names = Object.keys(waitingParts);
    if (names.length && connected) { waitingParts = {}; refresh(names); }
  }, 2000);

  /* The clock. */

  function startClock() {
    var clock = document.querySelector("[data-clock]");
    if (clock) { deadline = Date.now() + Number(clock.dataset.clock) * 1000; tick(); }
  }

  function tick() {
    var clock = document.querySelector("[data-clock]");
    if (!clock || deadline === null) { return; }
    var left = Math.round((deadline - Date.now()) / 1000);
    var whole = Math.abs(left);
    var shown = Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
    clock.textContent = left < 0 ? clock.dataset.over + " " + shown : shown + " " + clock.dataset.left;
    clock.classList.toggle("now__clock--over", left < 0);
  }

  /* What people press. */

  function fieldsOf(form, button) {
    var fields = {};
    new FormData(form).forEach(function (value, name) { fields[name] = value; });
    delete fields.csrfmiddlewaretoken;
    if (button && button.name) { fields[button.name] = button.value; }
    return fields;
  }

  function write(form) {
    var field = form.querySelector("#write-text");
    var fields = fieldsOf(form);
    if (!fields.text.trim()) { field.focus(); return; }
    fields.key = newKey();
    keep({ key: fields.key, address: form.action, fields: fields, text: fields.text, at: Date.now() });
    document.querySelector("[data-outbox-shown]").dataset.wrote = "yes";
    field.value = "";
    field.focus();
    send();
  }

  function givePoints(form, button) {
    form.querySelectorAll("button").forEach(function (one) { one.setAttribute("aria-pressed", one === button); });
    var text = form.closest("[data-card]").querySelector(".note__text").textContent;
    var fields = fieldsOf(form, button);
    keep({ key: "points-" + form.action, address: form.action, fields: fields,
           text: text + ": " + fields.points, at: Date.now() });
    send();
  }

  function arrange(form, button) {
    post(form.action, fieldsOf(form, button)).then(function (answer) {
      if (answer.ok) { ask(); return null; }
      return reasonOf(answer).then(function (reason) { tell(reason || says.saysFailed); ask(); });
    }).catch(function () { tell(says.saysFailed); });
  }

  function tell(text) {
    var place = document.querySelector("[data-outbox-shown]");
    place.dataset.state = "";
    place.textContent = text;
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.matches("[data-write]")) { event.preventDefault(); write(form); }
    if (form.matches("[data-points]")) { event.preventDefault(); givePoints(form, event.submitter); }
    if (form.matches("[data-deed]")) { event.preventDefault(); arrange(form, event.submitter); }
  });

  document.addEventListener("keydown", function (event) {
    if (event.target.id === "write-text" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });

  window.addEventListener("online", function () { pause = 1000; send(); ask(); });
  window.addEventListener("offline", function () { connected = false; show(); });
  window.addEventListener("beforeunload", function (event) {
    if (kept().some(function (item) { return !item.refused; })) { event.preventDefault(); }
  });

  setInterval(tick, 1000);
  startClock();
  show();
  send();
  askAgain = setTimeout(ask, 1000);
}());
