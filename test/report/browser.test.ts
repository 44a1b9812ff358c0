import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../src/report/index.js';
import { recipeTables } from '../../src/training/recipes/tables.js';
import { chromiumPath, openBrowser, type BrowserPage } from './chromium.js';
import { writeRun } from './write-run.js';

/** Returns the texts that are harder to read than WCAG's AA asks for, with their contrast. */
const faintTexts = `(() => {
  const parse = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const groundOf = (element) => { const own = parse(getComputedStyle(element).backgroundColor); return own[3] === 1 ? own : over(own, element.parentElement ? groundOf(element.parentElement) : [255, 255, 255, 1]); };
  const light = (colour) => { const [r, g, b] = colour.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    if (['SCRIPT', 'STYLE', 'TITLE'].includes(element.tagName) || ![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '') || element.getClientRects().length === 0) return [];
    const isSvg = element instanceof SVGElement;
    const style = getComputedStyle(element);
    const ground = groundOf(isSvg ? element.closest('figure') : element);
    const [high, low] = [light(over(parse(isSvg ? style.fill : style.color), ground)), light(ground)].sort((a, b) => b - a);
    const contrast = (high + 0.05) / (low + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    return contrast >= (isLarge ? 3 : 4.5) ? [] : [element.textContent.slice(0, 40) + ': ' + contrast.toFixed(2)];
  });
})()`;

/** Returns pairs of texts in a chart that lie over each other, and texts that stick out of the page. */
const collidingTexts = `[...document.querySelectorAll('.chart svg')].flatMap((svg) => {
  const texts = [...svg.querySelectorAll('text')].map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
  return texts.flatMap(({ words, box }, index) => [
    ...(box.right > innerWidth || box.left < 0 ? [words + ' sticks out'] : []),
    ...texts.slice(index + 1).filter((other) => box.left < other.box.right - 1 && other.box.left < box.right - 1 && box.top < other.box.bottom - 3 && other.box.top < box.bottom - 3).map((other) => words + ' over ' + other.words),
  ]);
})`;

/** Returns what people who do not see the page would miss. */
const inaccessible = `[
  ...[...document.querySelectorAll('img')].filter((img) => !img.alt).map(() => 'img without alt'),
  ...[...document.querySelectorAll('svg')].filter((svg) => svg.getAttribute('aria-hidden') !== 'true' && !svg.getAttribute('aria-label')).map(() => 'svg without a label'),
  ...[...document.querySelectorAll('table')].filter((table) => !table.querySelector('thead th[scope=col]')).map(() => 'table without headings'),
  ...[...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth && box.tabIndex !== 0).map(() => 'scrolls with the mouse alone'),
  ...[...document.querySelectorAll('h1, h2, h3')].map((heading) => Number(heading.tagName[1])).filter((level, index, all) => level - (all[index - 1] ?? 0) > 1).map((level) => 'heading ' + level + ' out of order'),
  ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
  ...[...document.querySelectorAll('nav a')].filter((link) => !document.querySelector(link.getAttribute('href'))).map((link) => 'dead link ' + link.textContent),
]`;

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  let folder: string;
  let browser: BrowserPage;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whisker-browser-'));
    const classes = ['a cat with a long name', 'dog', 'owl'];
    for (const recipe of ['supervised', 'sgan', 'fixmatch']) {
      for (const seed of [1, 2, 3]) {
        const run = join(folder, `runs/${recipe}-${seed}`);
        await writeRun(run, { recipe, seed, classes, accuracy: 0.7 + seed / 50 + recipe.length / 100, grids: recipe === 'sgan' });
        await writeFile(join(run, 'test.json'), JSON.stringify({ accuracy: 0.8, loss: 0.5, count: 30, classes, confusion: [[8, 2, 0], [1, 9, 0], [0, 3, 7]] }));
        await writeFile(join(run, 'run.yaml'), `recipe: ${recipe}\nsize: 32\nabout:\n  data: ${join(folder, 'data')}\n`);
        const picture = (index: number) => ({ path: `${index}.png`, class: classes[index % 3], predicted: classes[index % 4 === 0 ? 1 : index % 3], confidence: 0.4 + index / 50 });
        await writeFile(join(run, 'predictions.jsonl'), Array.from({ length: 30 }, (_, index) => `${JSON.stringify(picture(index))}\n`).join(''));
      }
    }
    await mkdir(join(folder, 'data'));
    for (let index = 0; index < 28; index += 1) await sharp({ create: { width: 40 + index, height: 60, channels: 3, background: { r: index * 9, g: 90, b: 120 } } }).png().toFile(join(folder, `data/${index}.png`));
    await writeReport(join(folder, 'runs'), { recipes: recipeTables() });
    browser = await openBrowser(chromiumPath ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['a run', 'runs/sgan-1/report.html'],
    ['several runs', 'runs/report.html'],
  ])('the page of %s is readable at every width, light and dark, and loads nothing', async (_what, page) => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of [400, 900, 1600]) {
        await browser.open(join(folder, page), width, scheme);
        const where = `${scheme}, ${width} px`;
        expect(await browser.evaluate(faintTexts), where).toEqual([]);
        expect(await browser.evaluate(collidingTexts), where).toEqual([]);
        expect(await browser.evaluate(inaccessible), where).toEqual([]);
        expect(await browser.evaluate('document.documentElement.scrollWidth <= innerWidth'), where).toBe(true);
      }
    }
    // Paper is white, and nobody can scroll on it.
    await browser.open(join(folder, page), 720, 'dark', 'print');
    expect(await browser.evaluate(faintTexts), 'on paper').toEqual([]);
    expect(await browser.evaluate("getComputedStyle(document.body).backgroundColor")).toBe('rgb(255, 255, 255)');
    expect(await browser.evaluate("[...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.ariaLabel)"), 'on paper').toEqual([]);
    expect(browser.faults).toEqual([]);
  });

  it('shows the values where one points', async () => {
    await browser.open(join(folder, 'runs/sgan-1/report.html'), 900, 'light');
    const [x, y] = (await browser.evaluate(`(async () => { const at = document.querySelectorAll('.chart svg .column rect')[9]; at.scrollIntoView({ block: 'center' }); await new Promise((done) => setTimeout(done, 200)); const box = at.getBoundingClientRect(); return [box.left + box.width / 2, box.top + 20]; })()`)) as [number, number];
    await browser.point(x, y);
    expect(await browser.evaluate("document.querySelector('.tip').hidden ? '' : document.querySelector('.tip').innerText")).toMatch(/^epoch 10\nvalidation accuracy \d\d\.\d\d %$/);
    await browser.point(2, y);
    expect(await browser.evaluate("document.querySelector('.tip').hidden")).toBe(true);
  });
});
