// Saves a chart as the picture that is on the page, with its title and what it rests on. It is made here: nothing is
// sent or fetched. The title and lines are in the data of the button (views/pictures.py). Fits charts to paper too.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 24;
const NARROWEST = 480;
const PAPER = { width: 1000, height: 370 }; // pixels of A4 across that a chart may take, beside the page's title
const TEXTS = { title: { size: 20, height: 27, weight: "bold" }, line: { size: 13, height: 19, weight: "normal" } };
const ruler = document.createElement("canvas").getContext("2d");

document.addEventListener("click", (event) => {
  const button = event.target.closest && event.target.closest("button[data-picture]");
  if (button) whenDrawn(button, 50);
});

// A chart is drawn for the window: on paper it gets the size of a page, each section its own (views/media_styles.py).
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("[class*=st-key-exhibit_]").forEach((each) => {
    const chart = each.querySelector(".js-plotly-plot");
    const fits = chart ? Math.min(1, PAPER.width / chart.clientWidth, PAPER.height / chart.clientHeight) : 1;
    each.style.setProperty("--on-paper", fits);
  });
});

// A button stands on the page a moment before its chart is drawn: wait for it, 200 ms a try.
function whenDrawn(button, tries) {
  const chart = document.querySelector(`.st-key-${button.dataset.chart} .svg-container:has(.main-svg)`);
  if (chart) save(button, chart);
  else if (tries > 0) setTimeout(() => whenDrawn(button, tries - 1), 200);
}

function save(button, chart) {
  const made = picture(chart, button.dataset);
  if (button.dataset.picture === "svg") {
    offer(new Blob([made.text], { type: "image/svg+xml" }), `${button.dataset.file}.svg`);
  } else {
    asPng(made, (blob) => offer(blob, `${button.dataset.file}.png`));
  }
}

function picture(chart, said) {
  const place = chart.getBoundingClientRect();
  const width = Math.max(place.width, NARROWEST) + 2 * MARGIN;
  const whole = element("svg", { xmlns: SVG, width });
  // A heat map's colours are an image, which keeps those of the dark page: so does all of the picture then.
  const colours = chart.querySelector("image") ? {} : JSON.parse(said.colours);
  const swap = (colour) => colours[colour] || colour;
  const font = getComputedStyle(chart.querySelector("text") || chart).fontFamily;
  whole.append(element("rect", { width: "100%", height: "100%", fill: swap(said.ground) }));
  let top = MARGIN;
  top = write(whole, said.title, TEXTS.title, top, width, font, swap(said.text)) + 8;
  for (const layer of chart.querySelectorAll(":scope > .main-svg")) whole.append(copy(layer, top));
  top += place.height + 12;
  for (const line of said.lines.split("\n")) {
    top = write(whole, line, TEXTS.line, top, width, font, swap(said.quiet));
  }
  const height = Math.ceil(top + MARGIN - 8);
  whole.setAttribute("height", height);
  whole.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return { text: recoloured(new XMLSerializer().serializeToString(whole), colours), width, height };
}

// Where the page's font is missing, every line of text keeps the length that it has here.
function copy(layer, top) {
  const made = layer.cloneNode(true);
  const lines = ".hoverlayer text, .hoverlayer tspan";
  const here = [...layer.querySelectorAll("text, tspan.line")];
  [...made.querySelectorAll("text, tspan.line")].forEach((text, at) => {
    const whole = text.tagName === "tspan" || !text.querySelector("tspan.line");
    const length = whole && !here[at].matches(lines) ? here[at].getComputedTextLength() : 0;
    if (length > 0) {
      text.setAttribute("textLength", length.toFixed(1));
      text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
  });
  made.querySelectorAll(".hoverlayer, .dragcover").forEach((each) => each.replaceChildren());
  made.setAttribute("x", MARGIN);
  made.setAttribute("y", top);
  made.style.background = "none";
  return made;
}

function write(whole, words, look, top, width, font, fill) {
  ruler.font = `${look.weight} ${look.size}px ${font}`;
  const more = { x: MARGIN, fill, "font-family": font, "font-size": look.size, "font-weight": look.weight };
  for (const line of wrapped(words, width - 2 * MARGIN)) {
    const text = element("text", { ...more, y: top + look.size });
    text.textContent = line;
    whole.append(text);
    top += look.height;
  }
  return top;
}

function wrapped(words, width) {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (ruler.measureText(longer).width * 1.06 <= width || longer === word) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

// From the dark page's colours to the light page's, whether written '#5b96ff' or 'rgb(91, 150, 255)'.
function recoloured(text, colours) {
  const written = {};
  for (const [dark, light] of Object.entries(colours)) {
    written[dark] = light;
    written[`rgb(${channels(dark)})`] = `rgb(${channels(light)})`;
  }
  return text.replace(/#[0-9a-f]{6}\b|rgb\(\d+, \d+, \d+\)/gi, (each) => written[each.toLowerCase()] || each);
}

function channels(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).join(", ");
}

function asPng(made, done) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([made.text], { type: "image/svg+xml" }));
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = made.width * 2;
    canvas.height = made.height * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob(done, "image/png");
  };
  image.src = address;
}

function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
