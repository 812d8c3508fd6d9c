import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as commands from "../src/commands";
import { registered } from "./vscode";

const home = join(__dirname, "..", "..");
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
const { contributes } = manifest;

/** Commands of the server, which the language client registers. */
const OF_SERVER = ["whosaid.checkWorkspace"];
/** Commands that are never in the palette. */
const BEHIND = ["whosaid.reveal", "whosaid.showSpeaker"];

test("every command of the palette is registered, and none beside them", () => {
  commands.registerCommands({} as commands.Parts);
  const declared = contributes.commands.map((c: { command: string }) => c.command);
  assert.deepEqual([...registered].sort(), [...declared.filter((c: string) => !OF_SERVER.includes(c)), ...BEHIND].sort());
  for (const c of contributes.commands) assert.equal(c.category, "whosaid", c.command);
});

test("menus and walkthroughs name commands that exist", () => {
  const declared = contributes.commands.map((c: { command: string }) => c.command);
  const links = JSON.stringify([contributes.walkthroughs, contributes.viewsWelcome]).matchAll(/command:(whosaid\.\w+)/g);
  const named = Object.values<{ command: string }[]>(contributes.menus).flat().map((m) => m.command);
  for (const command of [...named, ...[...links].map((l) => l[1])]) assert.ok(declared.includes(command), command);
});

test("the pictures that are named are there", () => {
  const steps = contributes.walkthroughs.flatMap((w: { steps: unknown[] }) => w.steps);
  const pictures = steps.map((s: { media: { image: string } }) => s.media.image);
  const readme = [...readFileSync(join(home, "README.md"), "utf8").matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((m) => m[1]);
  assert.ok(readme.length > 0);
  for (const file of [manifest.icon, contributes.viewsContainers.activitybar[0].icon, ...pictures, ...readme]) {
    assert.ok(existsSync(join(home, file)), file);
  }
});

test("settings tell what they do, and a folder that is not trusted chooses no program", () => {
  for (const [name, s] of Object.entries<Record<string, unknown>>(contributes.configuration.properties)) {
    assert.ok(name.startsWith("whosaid.") && (s.description ?? s.markdownDescription), name);
    assert.notEqual(s.default, undefined, name);
  }
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ["whosaid.server.path"]);
});

interface Colour {
  id: string;
  defaults: Record<"light" | "dark" | "highContrast" | "highContrastLight", string>;
}

/** Text and background of the editor's own themes of each kind. */
const THEMES = {
  light: { text: "#3b3b3b", background: "#ffffff", contrast: 7 },
  dark: { text: "#cccccc", background: "#1f1f1f", contrast: 7 },
  highContrast: { text: "#ffffff", background: "#000000", contrast: 15 },
  highContrastLight: { text: "#292929", background: "#ffffff", contrast: 12 },
} as const;

function channels(colour: string): number[] {
  return [1, 3, 5, 7].map((i) => Number.parseInt(colour.slice(i, i + 2) || "ff", 16) / 255);
}

/** The colour over a background. */
function over(colour: string, background: string): number[] {
  const [top, below] = [channels(colour), channels(background)];
  const alpha = top[3] ?? 1;
  return [0, 1, 2].map((i) => (top[i] ?? 0) * alpha + (below[i] ?? 0) * (1 - alpha));
}

/** The contrast of two colours, as WCAG 2 defines it. */
function contrast(a: number[], b: number[]): number {
  const luminance = (colour: number[]): number => {
    const [r, g, b] = colour.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test("text on a tint is read easily in every kind of theme", () => {
  const tints: Colour[] = contributes.colors.filter((c: Colour) => c.id.endsWith("Background"));
  assert.equal(tints.length, 8);
  for (const [kind, theme] of Object.entries(THEMES)) {
    for (const { id, defaults } of tints) {
      const found = contrast(over(theme.text, theme.background), over(defaults[kind as keyof typeof THEMES], theme.background));
      assert.ok(found >= theme.contrast, `${id} in ${kind}: ${found.toFixed(2)}`);
    }
  }
});

test("tints differ from the page and from each other, by a line in high contrast", () => {
  for (const [kind, { background }] of Object.entries(THEMES)) {
    const high = kind.startsWith("high");
    const colours: Colour[] = contributes.colors.filter((c: Colour) => c.id.endsWith(high ? "Border" : "Background"));
    const seen = colours.map((c) => over(c.defaults[kind as keyof typeof THEMES], background));
    const page = over(background, background);
    for (const [i, a] of seen.entries()) {
      if (high) assert.ok(contrast(a, page) >= 4.5, `${colours[i]?.id} in ${kind}`);
      for (const b of [page, ...seen.slice(0, i)]) {
        const apart = Math.hypot(...a.map((c, j) => c - (b[j] ?? 0))) * 255;
        assert.ok(apart >= 12, `${colours[i]?.id} in ${kind} is ${apart.toFixed(1)} from another`);
      }
    }
  }
});
