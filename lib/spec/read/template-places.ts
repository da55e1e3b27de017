import type { TemplateTag } from './template-tags.ts';

/**
 * Where a tag of a template stands in the page around it: `text` is between elements. Tags with the same text stand in the same
 * state of a reader of HTML. `unclear`: a value decides how a browser reads on, or browsers read it in their own ways.
 */
export type TemplatePlace = string;

/** Elements whose content is no markup. */
const RAW = new Set('iframe noembed noframes plaintext script style textarea title xmp'.split(' '));

const QUOTES = new Set(['"', "'"]);

/**
 * The places of a template's tags, in their order. Reads only what all browsers read alike (WHATWG HTML, 13.2.5) and gives up
 * for good at the first thing that is not so. Takes linear time.
 */
export function templatePlaces(template: string, tags: readonly TemplateTag[]): TemplatePlace[] {
  const page: Page = { place: 'text', name: '', closes: false };
  const places: TemplatePlace[] = [];
  let at = 0;
  for (const tag of tags) {
    at = readUpTo(template, at, tag.start, page);
    if (isCut(template, tag, page)) page.place = 'unclear';
    places.push(page.place);
    at = tag.end;
  }
  return places;
}

const IN_TAG = new Set(['name', 'tag', 'attribute', 'behind', 'equals', 'bare']);

/** Whether what a tag becomes decides what the text behind it is: in a mark, in a name, or a value without quotes. */
function isCut(template: string, { sigil, start }: TemplateTag, { place }: Page): boolean {
  if (sigil === '!') return false;
  if (place === 'name' || place === 'comment' || place === 'declaration') return true;
  if (IN_TAG.has(place)) return sigil === '';
  return !place.startsWith('value ') && /<[!/]?[a-z-]{0,20}$/i.test(template.slice(Math.max(0, start - 24), start));
}

interface Page {
  place: TemplatePlace;
  /** The element whose tag is read, in lower case. */
  name: string;
  closes: boolean;
}

function readUpTo(text: string, from: number, end: number, page: Page): number {
  let at = from;
  while (at < end && page.place !== 'unclear') at = step(text, at, end, page);
  return end;
}

/** Reads one thing that begins before `end`, and gives where it ends. */
function step(text: string, at: number, end: number, page: Page): number {
  const { place } = page;
  if (place === 'text') return readText(text, at, end, page);
  if (place === 'comment') return readComment(text, at, end, page);
  if (place.startsWith('raw ')) return readRaw(text, at, end, page);
  const letter = text[at] ?? '';
  if (place.startsWith('value ')) page.place = letter === place.at(-1) ? 'tag' : place;
  else if (place === 'declaration') page.place = letter === '>' ? 'text' : place;
  else if (place === 'name') readName(letter, page);
  else page.place = next(place, letter, page);
  return at + 1;
}

function readText(text: string, at: number, end: number, page: Page): number {
  const open = text.indexOf('<', at);
  if (open < 0 || open >= end) return end;
  const behind = text.slice(open + 1, open + 4);
  page.closes = behind.startsWith('/');
  page.name = '';
  if (behind.startsWith('!--')) page.place = 'comment';
  else if (/^[!?]/.test(behind)) page.place = 'declaration';
  else if (/^\/?[a-z]/i.test(behind)) page.place = 'name';
  else if (behind.startsWith('/')) page.place = 'unclear';
  return open + (page.place === 'comment' ? 4 : page.place === 'name' && page.closes ? 2 : 1);
}

/** A comment ends in one way only; browsers know others, which are not read here. */
function readComment(text: string, at: number, end: number, page: Page): number {
  const close = text.indexOf('-->', at);
  const content = text.slice(at, close < 0 || close > end ? end : close);
  page.place = /^-?>|--!|--$/.test(content) ? 'unclear' : close < 0 || close > end ? 'comment' : 'text';
  return page.place === 'text' ? close + 3 : end;
}

/** Content that is no markup ends at the end tag of its element. Anything else in it that looks like markup is not read. */
function readRaw(text: string, at: number, end: number, page: Page): number {
  const open = text.indexOf('<', at);
  if (open < 0 || open >= end) return end;
  const name = page.place.slice('raw '.length);
  const close = open + name.length + 2;
  if (text.slice(open, close).toLowerCase() === `</${name}` && /[\s/>]/.test(text[close] ?? ''))
    Object.assign(page, { place: 'tag', name, closes: true });
  else page.place = 'unclear';
  return close;
}

function readName(letter: string, page: Page): void {
  if (page.name === 'noscript') page.place = 'unclear';
  else if (/[\s/>]/.test(letter)) page.place = next('tag', letter, page);
  else page.name += letter.toLowerCase();
}

/** The state after a letter within a tag. */
function next(place: TemplatePlace, letter: string, page: Page): TemplatePlace {
  const isBlank = /\s/.test(letter);
  if (letter === '>' && place !== 'equals') return !page.closes && RAW.has(page.name) ? `raw ${page.name}` : 'text';
  if (place === 'equals') {
    if (isBlank) return 'equals';
    if (QUOTES.has(letter)) return `value ${letter}`;
    return /[<>=`]/.test(letter) ? 'unclear' : 'bare';
  }
  if (QUOTES.has(letter) || letter === '<') return 'unclear';
  if (place === 'bare') return isBlank ? 'tag' : /[=`]/.test(letter) ? 'unclear' : 'bare';
  if (letter === '=') return place === 'tag' ? 'unclear' : 'equals';
  if (letter === '/') return 'tag';
  if (isBlank) return place === 'tag' ? 'tag' : 'behind';
  return 'attribute';
}
