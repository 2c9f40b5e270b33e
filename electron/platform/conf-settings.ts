import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Conf from 'conf';
import type { Log } from '#electron/core/ports/log.ts';
import type { SettingsStore } from '#electron/core/ports/settings-store.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';

export interface OpenedSettings {
  readonly store: SettingsStore;
  /** Set when the file could not be read and was moved aside: the owner must be told that settings start anew. */
  readonly notice: HogaError | null;
}

type Values = Record<string, unknown>;

/** The file as the store library opens it. Throws when it cannot be read. */
export interface SettingsFile {
  store: Values;
}

/** What the file must be, whichever host opens it. */
export interface SettingsFileOptions {
  readonly cwd: string;
  /** Without `.json`. */
  readonly fileName: string;
  readonly accessPropertiesByDotNotation: boolean;
  readonly clearInvalidConfig: boolean;
  readonly configFileMode: number;
  readonly deserialize: (text: string) => Values;
}

export type OpenSettingsFile = (options: SettingsFileOptions) => SettingsFile;

const FILE_NAME = 'settings';
/** Unreadable files that are kept for who wants to mend one. */
const KEPT_ASIDE = 5;

/**
 * Settings in one JSON file, the same for both hosts.
 *
 * The file is read once; from then on this process is its only writer. A file that is no JSON is moved aside, not deleted.
 * When it cannot even be opened, settings live in memory and every write answers with `storage`.
 */
export function openConfSettings(
  folder: string,
  log: Log,
  open: OpenSettingsFile = openConfFile,
): OpenedSettings {
  const path = join(folder, `${FILE_NAME}.json`);
  try {
    return { store: createStore(open(fileOptions(folder))), notice: null };
  } catch (cause) {
    log.error('settings not readable', { path, cause });
    return recover(folder, path, log, open);
  }
}

function recover(folder: string, path: string, log: Log, open: OpenSettingsFile): OpenedSettings {
  try {
    const aside = putAside(path);
    const notice = hogaError('storage', 'SETTINGS_UNREADABLE', 'settings were moved aside and start anew', {
      path,
      aside,
    });
    return { store: createStore(open(fileOptions(folder))), notice };
  } catch (cause) {
    log.error('settings not usable', { path, cause });
    const notice = hogaError('storage', 'SETTINGS_UNAVAILABLE', 'settings cannot be kept', { path }, cause);
    return { store: createMemoryStore(notice), notice };
  }
}

/** Moves the file beside those put aside before, of which the newest few stay. */
function putAside(path: string): string {
  const stem = `${basename(path)}.unreadable-`;
  const numbers = readdirSync(dirname(path))
    .flatMap((name) => (name.startsWith(stem) ? [Number(name.slice(stem.length))] : []))
    .filter((number) => Number.isSafeInteger(number) && number > 0)
    .sort((a, b) => a - b);
  const at = (number: number) => join(dirname(path), `${stem}${number}`);
  const aside = at((numbers.at(-1) ?? 0) + 1);
  renameSync(path, aside);
  for (const number of numbers.slice(0, Math.max(0, numbers.length + 1 - KEPT_ASIDE))) {
    rmSync(at(number), { force: true });
  }
  return aside;
}

function fileOptions(folder: string): SettingsFileOptions {
  return {
    cwd: folder,
    fileName: FILE_NAME,
    // Keys are names, not paths: `a.b` is one key.
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    configFileMode: 0o600,
    deserialize: parseValues,
  };
}

function openConfFile({ fileName, ...options }: SettingsFileOptions): SettingsFile {
  return new Conf<Values>({ ...options, configName: fileName });
}

function parseValues(text: string): Values {
  const values: unknown = JSON.parse(text);
  if (typeof values === 'object' && values !== null && !Array.isArray(values)) return values as Values;
  throw new SyntaxError('settings are a JSON object');
}

function createStore(file: SettingsFile): SettingsStore {
  const values = new Map(Object.entries(file.store));
  const save = (next: ReadonlyMap<string, unknown>): Result<void> => {
    try {
      file.store = Object.fromEntries(next);
      return ok(undefined);
    } catch (cause) {
      return err(
        hogaError('storage', 'SETTINGS_NOT_WRITTEN', 'the settings file cannot be written', {}, cause),
      );
    }
  };
  return {
    get: (key) => structuredClone(values.get(key)),
    set(key, value) {
      const saved = save(new Map(values).set(key, value));
      if (saved.ok) values.set(key, structuredClone(value));
      return saved;
    },
    remove(key) {
      const next = new Map(values);
      if (!next.delete(key)) return ok(undefined);
      const saved = save(next);
      if (saved.ok) values.delete(key);
      return saved;
    },
  };
}

/** Holds values for this run, and says at every write that they are not kept. */
function createMemoryStore(reason: HogaError): SettingsStore {
  const values = new Map<string, unknown>();
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.set(key, value);
      return err(reason);
    },
    remove(key) {
      values.delete(key);
      return err(reason);
    },
  };
}
