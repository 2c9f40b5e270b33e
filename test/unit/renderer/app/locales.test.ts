import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../../..');
const RENDERER = join(ROOT, 'renderer');

type Texts = { readonly [key: string]: string | Texts };

function filesUnder(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => pattern.test(path))
    .map((path) => join(folder, path));
}

function readTexts(path: string): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  const walk = (texts: Texts, prefix: string): void => {
    for (const [key, value] of Object.entries(texts)) {
      if (typeof value === 'string') flat.set(prefix + key, value);
      else walk(value, `${prefix}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(path, 'utf8')) as Texts, '');
  return flat;
}

/** Files of texts by namespace and language. */
function namespaces(): ReadonlyMap<string, Readonly<Record<'ko' | 'en', string>>> {
  const app = filesUnder(join(RENDERER, 'app/locales/ko'), /\.json$/).map((ko) => {
    const name = /([\w-]+)\.json$/.exec(ko)?.[1] ?? '';
    return [name, { ko, en: ko.replace('/ko/', '/en/') }] as const;
  });
  const panels = filesUnder(join(RENDERER, 'panels'), /locales\/ko\.json$/).map((ko) => {
    const name = /panels\/([\w-]+)\//.exec(ko)?.[1] ?? '';
    return [name, { ko, en: ko.replace('ko.json', 'en.json') }] as const;
  });
  return new Map([...app, ...panels]);
}

const NAMESPACES = namespaces();
const KOREAN = new Map([...NAMESPACES].map(([name, { ko }]) => [name, readTexts(ko)]));

describe.each([...NAMESPACES])('texts of %s', (_, { ko, en }) => {
  it('have the same keys in both languages', () => {
    expect([...readTexts(en).keys()].toSorted()).toEqual([...readTexts(ko).keys()].toSorted());
  });

  it('fill in the same values in both languages', () => {
    const english = readTexts(en);
    const slots = (text: string) => [...text.matchAll(/{{(\w+)/g)].map(([, name]) => name).toSorted();
    for (const [key, text] of readTexts(ko)) {
      expect([key, ...slots(english.get(key) ?? '')]).toEqual([key, ...slots(text)]);
    }
  });

  it('are nowhere empty', () => {
    for (const path of [ko, en]) expect([...readTexts(path).values()]).not.toContain('');
  });
});

/** Keys written out in the source, with the namespace each file's `useTranslation` names. */
function usedKeys(): readonly (readonly [path: string, key: string])[] {
  return filesUnder(RENDERER, /\.tsx?$/).flatMap((path) => {
    const source = readFileSync(path, 'utf8');
    const own = /useTranslation\('([\w-]+)'\)|TFunction<'([\w-]+)'>/.exec(source);
    const namespace = own?.[1] ?? own?.[2] ?? 'app';
    const literals = source.matchAll(/(?:\bt\(|[tT]itleKey: |titleKey=)'([\w:.-]+)'/g);
    return [...literals].map(
      ([, key = '']) =>
        [path.slice(ROOT.length + 1), key.includes(':') ? key : `${namespace}:${key}`] as const,
    );
  });
}

describe('texts in the source', () => {
  it('are all there in Korean', () => {
    const missing = usedKeys().filter(([, full]) => {
      const [namespace = '', key = ''] = full.split(':');
      const texts = KOREAN.get(namespace);
      return texts === undefined || !(texts.has(key) || texts.has(`${key}_other`));
    });
    expect(usedKeys().length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });
});
