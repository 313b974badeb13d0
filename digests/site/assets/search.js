// Search over shards that come as scripts, so that it works from a folder too. Tokens: see digests/site/search.py.
"use strict";
var aozora = (function () {
  var TOKEN = /[a-z0-9.]+|[\u3040-\u30ff\u3400-\u9fff\u3005\u30fc]+/g;
  var SHOWN = 30;
  var first, alike = {}, groups = [], byForm = {}, shards = {}, docs = {}, waiting = {};
  var form, list, note, more, found = [], shown = 0, asking = 0;

  function numbers(text) { return text === "" ? [] : text.split(",").map(function (n) { return parseInt(n, 36); }); }
  function fold(text) {
    return Array.from(text.normalize("NFKC").toLowerCase(), function (c) { return alike[c] || c; }).join("");
  }
  function wordForm(word) {
    var bare = word.replace(/^\.+|\.+$/g, "") || word;
    return bare.length > 3 && bare.endsWith("s") ? bare.slice(0, -1) : bare;
  }
  function tokens(folded) {
    var out = [];
    (folded.match(TOKEN) || []).forEach(function (run) {
      if (/^[a-z0-9.]/.test(run)) { out.push(wordForm(run)); }
      else if (run.length === 1) { out.push(run); }
      else { for (var i = 0; i < run.length - 1; i++) { out.push(run.slice(i, i + 2)); } }
    });
    return Array.from(new Set(out));
  }
  function shardOf(token) {
    var at = 7;
    for (var i = 0; i < token.length; i++) { at = (at * 31 + token.charCodeAt(i)) % 8191; }
    return at % first.shards;
  }
  function load(file) {
    if (!waiting[file]) {
      waiting[file] = new Promise(function (done, failed) {
        var tag = document.createElement("script");
        tag.src = file; tag.onload = done; tag.onerror = failed;
        document.head.appendChild(tag);
      });
    }
    return waiting[file];
  }
  // Each word of the question with the other forms of the terms that stand in it.
  function ways(word) {
    var same = byForm[word];
    if (same !== undefined) { return groups[same]; }
    var out = [word], best = "";
    Object.keys(byForm).forEach(function (form) {
      if (form.length > 2 && form.length > best.length && word.includes(form)) { best = form; }
    });
    if (best) { groups[byForm[best]].forEach(function (other) { if (other !== best) { out.push(word.replace(best, other)); } }); }
    return out;
  }
  function postings(token) {
    var text = (shards[shardOf(token)] || {})[token], out = new Map(), at = 0;
    if (text !== undefined) { numbers(text).forEach(function (step) { at += step; out.set(at >> 1, at & 1); }); }
    return out;
  }
  function meeting(parts) {
    var maps = parts.map(postings).sort(function (a, b) { return a.size - b.size; });
    var out = new Map();
    if (maps.length) {
      maps[0].forEach(function (_, doc) {
        var points = 0;
        for (var i = 0; i < maps.length; i++) {
          if (!maps[i].has(doc)) { return; }
          points += 1 + 3 * maps[i].get(doc);
        }
        out.set(doc, points / maps.length);
      });
    }
    return out;
  }
  function fits(doc, value) {
    var place = first.P[doc] ? first.places[first.P[doc] - 1][0] : "";
    if (value.place && place !== value.place &&
        !(value.place.endsWith("0000") && value.place !== "100000" && place.startsWith(value.place.slice(0, 2)))) { return false; }
    if (value.kind && first.kinds[first.K[doc]] !== value.kind) { return false; }
    if (value.year && (first.Y[doc] ? first.years[first.Y[doc] - 1] : "") !== value.year) { return false; }
    return !value.theme || Boolean(first.T[doc] & (1 << Number(value.theme)));
  }
  function asked() {
    var out = {};
    Array.from(form.elements).forEach(function (e) { if (e.name) { out[e.name] = e.value; } });
    return out;
  }
  function search() {
    var value = asked(), turn = ++asking, whole = fold(value.q || "").trim();
    var words = byForm[whole] !== undefined ? [whole] : whole.split(/\s+/).filter(Boolean);
    var every = words.map(function (word) { return ways(word).map(tokens).filter(function (t) { return t.length; }); });
    var files = new Set();
    every.forEach(function (w) { w.forEach(function (t) { t.forEach(function (token) { files.add("search/i/" + shardOf(token) + ".js"); }); }); });
    if (words.length && !files.size) { found = []; show(true); return; }
    Promise.all(Array.from(files, load)).then(function () {
      if (turn !== asking) { return; }
      var score = null;
      every.forEach(function (alternatives) {
        var union = new Map();
        alternatives.forEach(function (parts, at) {
          meeting(parts).forEach(function (points, doc) {
            union.set(doc, Math.max(union.get(doc) || 0, at === 0 ? points + 0.5 : points));
          });
        });
        if (score === null) { score = union; return; }
        score.forEach(function (points, doc) {
          if (union.has(doc)) { score.set(doc, points + union.get(doc)); } else { score.delete(doc); }
        });
      });
      var ids = score === null ? (value.place || value.theme || value.kind || value.year ? Array.from({length: first.n}, function (_, i) { return i; }) : []) : Array.from(score.keys());
      found = ids.filter(function (doc) { return fits(doc, value); });
      if (score) { found.sort(function (a, b) { return score.get(b) - score.get(a) || a - b; }); }
      show(Boolean(whole) || found.length > 0);
    });
  }
  function show(said) {
    list.textContent = ""; shown = 0;
    note.textContent = said ? found.length + "件" + (found.length ? "" : "。別の言い方、短い言葉、簡体字・日本語の字体のどちらでもお試しください。") : "";
    append();
  }
  function append() {
    var some = found.slice(shown, shown + SHOWN), turn = asking;
    shown += some.length;
    var files = new Set(some.map(function (doc) { return "search/d/" + Math.floor(doc / first.page) + ".js"; }));
    Promise.all(Array.from(files, load)).then(function () {
      if (turn !== asking) { return; }
      some.forEach(function (doc) { list.appendChild(item(doc)); });
      more.hidden = shown >= found.length;
    });
  }
  function put(parent, tag, text, kind, lang) {
    if (!text) { return null; }
    var made = document.createElement(tag);
    made.textContent = text;
    if (kind) { made.className = kind; }
    if (lang) { made.lang = lang; }
    parent.appendChild(made);
    return made;
  }
  function item(doc) {
    var row = docs[Math.floor(doc / first.page)][doc % first.page], li = document.createElement("li");
    var head = put(li, "a", row[1], "", row[5] ? "zh-Hans" : "");
    head.href = row[0];
    put(li, "p", row[2], "zh", "zh-Hans");
    var meta = document.createElement("p");
    meta.className = "meta";
    put(meta, "span", first.kinds[first.K[doc]], "chip");
    put(meta, "span", first.P[doc] ? first.places[first.P[doc] - 1][1] : "");
    put(meta, "span", row[4]);
    put(meta, "span", row[3], "", "zh-Hans");
    li.appendChild(meta);
    return li;
  }
  function options(name, pairs) {
    var select = form.elements[name];
    pairs.forEach(function (pair) { select.add(new Option(pair[1], pair[0])); });
  }
  function start() {
    form = document.getElementById("search"); list = document.getElementById("found");
    note = document.getElementById("count"); more = document.getElementById("more");
    options("place", first.places);
    options("theme", first.themes.map(function (t, i) { return [String(i), t]; }));
    options("kind", first.kinds.map(function (k) { return [k, k]; }));
    options("year", first.years.map(function (y) { return [y, y + "年"]; }));
    new URLSearchParams(location.search).forEach(function (value, name) {
      if (form.elements[name]) { form.elements[name].value = value; }
    });
    var timer;
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(search, 120); });
    form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
    more.addEventListener("click", append);
    document.getElementById("tool").hidden = false;
    document.getElementById("without").hidden = true;
    search();
  }
  document.addEventListener("DOMContentLoaded", start);
  return {
    first: function (data) { ["P", "K", "Y", "T"].forEach(function (c) { data[c] = numbers(data[c]); }); first = data; },
    words: function (pair, forms) {
      var to = Array.from(pair[1]);
      Array.from(pair[0]).forEach(function (c, i) { alike[c] = to[i]; });
      groups = forms;
      forms.forEach(function (group, at) { group.forEach(function (one) { if (byForm[one] === undefined) { byForm[one] = at; } }); });
    },
    shard: function (at, data) { shards[at] = data; },
    docs: function (at, data) { docs[at] = data; }
  };
})();
