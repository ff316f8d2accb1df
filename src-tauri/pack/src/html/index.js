// Search, filters and a viewer for 打开目录.html. The page is complete without this file; nothing here fetches or changes anything.
(function () {
  "use strict";
  var doc = document;
  var tools = doc.getElementById("tools");
  if (!tools) return;
  var base = doc.body.getAttribute("data-base") || "";
  var parts = Number(doc.body.getAttribute("data-parts") || 0);
  var here = Number(doc.body.getAttribute("data-page") || 0);
  var MOST = 200;

  function make(tag, attributes, text) {
    var element = doc.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      element.setAttribute(name, attributes[name]);
    });
    if (text) element.textContent = text;
    return element;
  }
  function all(selector, inside) {
    return Array.prototype.slice.call((inside || doc).querySelectorAll(selector));
  }
  function plain(text) {
    return text.toLowerCase().replace(/\s+/g, "");
  }

  // What can be found on this page; its texts are read at the first search, so that a long page opens at once.
  var sections = all("main > section.card").map(function (element) {
    var items = all("[data-k]", element).map(function (item) {
      return { element: item, kind: item.getAttribute("data-k"), text: null };
    });
    return { element: element, state: element.getAttribute("data-s"), items: items, text: null };
  });
  function textOf(section) {
    if (section.text === null) {
      var own = all("h3,.content,blockquote,.gaps,.waiver,.told", section.element);
      section.text = plain(own.map(function (part) { return part.textContent; }).join(" "));
    }
    return section.text;
  }
  function textOfItem(item) {
    if (item.text === null) {
      var link = item.element.querySelector("a[title]");
      item.text = plain(item.element.textContent + " " + (link ? link.getAttribute("title") : ""));
    }
    return item.text;
  }

  function options(label, values) {
    var select = make("select", { "aria-label": label });
    select.appendChild(make("option", { value: "" }, label));
    values.forEach(function (value) {
      select.appendChild(make("option", { value: value[0] }, value[1]));
    });
    return select;
  }
  var states = {};
  sections.forEach(function (section) {
    var chip = doc.querySelector(".chip.s-" + section.state);
    if (section.state && chip) states[section.state] = chip.textContent.replace(/[^\u4e00-\u9fff]/g, "");
  });
  var kinds = {};
  sections.forEach(function (section) {
    section.items.forEach(function (item) { if (item.kind) kinds[item.kind] = item.kind; });
  });
  function pairs(map) {
    return Object.keys(map).map(function (key) { return [key, map[key]]; });
  }

  var box = make("input", { type: "search", placeholder: "搜索名称、说明、原文件名", "aria-label": "搜索", autocomplete: "off" });
  var state = options("全部指标", pairs(states));
  var kind = options("全部材料", pairs(kinds));
  var told = make("span", { "class": "found", role: "status", "aria-live": "polite" });
  var elsewhere = make("ul", { "class": "elsewhere" });
  [box, state, kind, told].forEach(function (part) { tools.appendChild(part); });
  tools.parentNode.insertBefore(elsewhere, tools.nextSibling);
  tools.hidden = false;
  elsewhere.hidden = true;
  state.hidden = pairs(states).length < 2;
  kind.hidden = pairs(kinds).length < 2;

  function show(element, visible) {
    if (element.hidden === visible) element.hidden = !visible;
  }
  function tidy() {
    // Headings stand only over what is shown.
    all("main h4").forEach(function (heading) {
      var list = heading.nextElementSibling;
      var items = list ? all("[data-k]", list) : [];
      var any = items.some(function (item) { return !item.hidden; });
      show(heading, any || !items.length);
      if (list && items.length) show(list, any);
    });
    all("main > .group").forEach(function (group) {
      var next = group.nextElementSibling;
      var any = false, cards = 0;
      while (next && !next.classList.contains("group")) {
        if (next.classList.contains("card")) { cards += 1; any = any || !next.hidden; }
        next = next.nextElementSibling;
      }
      show(group, any || !cards);
    });
  }
  function filter() {
    var wanted = plain(box.value);
    var found = 0;
    sections.forEach(function (section) {
      var right = !state.value || section.state === state.value;
      var own = !wanted || textOf(section).indexOf(wanted) >= 0;
      var shown = 0;
      section.items.forEach(function (item) {
        var visible = right && (!kind.value || item.kind === kind.value) && (own || textOfItem(item).indexOf(wanted) >= 0);
        show(item.element, visible);
        if (visible) shown += 1;
      });
      show(section.element, right && (shown > 0 || (own && !kind.value)));
      found += shown;
    });
    tidy();
    var active = wanted || state.value || kind.value;
    told.textContent = active ? "本页 " + found + " 件" : "";
    others(wanted);
  }

  // A pack of many files has several pages: what lies on the others is read from lists when it is asked for.
  var asked = 0;
  function others(wanted) {
    elsewhere.hidden = true;
    if (!wanted || !parts) return;
    if (asked < parts) {
      asked += 1;
      var script = make("script", { src: base + encodeURI("目录/检索/" + asked + ".js") });
      script.onload = filter;
      doc.head.appendChild(script);
      if (asked < parts) return;
    }
    var rows = window.taizhangHits || [];
    elsewhere.textContent = "";
    var count = 0;
    rows.forEach(function (row) {
      if (row[0] === here) return;
      if (kind.value && row[4] !== kind.value) return;
      if (plain(row[2] + row[3] + row[6]).indexOf(wanted) < 0) return;
      count += 1;
      if (count > MOST) return;
      var item = make("li");
      var name = ("0" + row[0]).slice(-2);
      var target = base + encodeURI("目录/页/" + name + ".html") + "?q=" + encodeURIComponent(box.value) + "#i" + row[1];
      item.appendChild(make("a", { href: target }, row[2]));
      item.appendChild(make("span", { "class": "meta" }, [row[4], row[5], row[6]].filter(Boolean).join(" · ")));
      elsewhere.appendChild(item);
    });
    if (count) {
      var more = count > MOST ? "，只列出前 " + MOST + " 件" : "";
      told.textContent += "，其他页 " + count + " 件" + more;
      elsewhere.hidden = false;
    }
  }

  var timer = 0;
  box.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(filter, 150);
  });
  state.addEventListener("change", filter);
  kind.addEventListener("change", filter);
  var before = /[?&]q=([^&#]*)/.exec(location.search);
  if (before) {
    try { box.value = decodeURIComponent(before[1]); } catch (error) { box.value = ""; }
    if (box.value) filter();
  }

  // The viewer.
  var view = null, list = [], at = 0, from = null;
  function button(name, label, act) {
    var made = make("button", { type: "button", "class": name, "aria-label": label, title: label }, label);
    made.addEventListener("click", act);
    return made;
  }
  function build() {
    view = make("div", { "class": "viewer", role: "dialog", "aria-modal": "true", "aria-label": "查看图片" });
    view.stage = make("div", { "class": "stage" });
    view.words = make("p", {});
    view.open = make("a", { target: "_blank", rel: "noopener" }, "打开原件");
    var bar = make("div", { "class": "bar" });
    view.back = button("back", "上一张", function () { step(-1); });
    view.next = button("next", "下一张", function () { step(1); });
    view.close = button("close", "关闭", shut);
    [view.back, view.next, view.words, view.open, view.close].forEach(function (part) { bar.appendChild(part); });
    view.appendChild(view.stage);
    view.appendChild(bar);
    view.stage.addEventListener("click", function (event) { if (event.target === view.stage) shut(); });
    view.addEventListener("keydown", function (event) {
      if (event.key === "Escape") shut();
      else if (event.key === "ArrowLeft") step(-1);
      else if (event.key === "ArrowRight") step(1);
      else if (event.key === "Tab") {
        var stops = all("button:not([disabled]),a[href]", view);
        var last = stops.indexOf(doc.activeElement) + (event.shiftKey ? -1 : 1);
        stops[(last + stops.length) % stops.length].focus();
      } else return;
      event.preventDefault();
    });
    doc.body.appendChild(view);
  }
  function draw() {
    var link = list[at], how = link.getAttribute("data-v");
    var small = link.querySelector("img");
    var media = make(how === "video" ? "video" : how === "audio" ? "audio" : "img", {});
    media.src = how === "thumb" && small ? small.src : link.href;
    if (how === "video" || how === "audio") media.controls = true;
    else media.alt = small ? small.alt : "";
    view.stage.textContent = "";
    view.stage.appendChild(media);
    var caption = link.parentNode.querySelector("figcaption");
    var name = caption ? caption.firstChild.textContent : "";
    view.words.textContent = at + 1 + " / " + list.length + "　" + name;
    view.open.href = link.href;
    view.back.disabled = at === 0;
    view.next.disabled = at === list.length - 1;
  }
  function step(by) {
    if (at + by < 0 || at + by >= list.length) return;
    at += by;
    draw();
  }
  function shut() {
    view.hidden = true;
    view.stage.textContent = "";
    doc.body.classList.remove("viewing");
    if (from) from.focus();
  }
  doc.addEventListener("click", function (event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    var link = event.target.closest ? event.target.closest("figure > a[data-v]") : null;
    if (!link) return;
    event.preventDefault();
    if (!view) build();
    list = all("figure:not([hidden]) > a[data-v]").filter(function (one) { return one.offsetParent !== null; });
    at = Math.max(0, list.indexOf(link));
    from = link;
    view.hidden = false;
    doc.body.classList.add("viewing");
    draw();
    view.close.focus();
  });
})();
