import { register } from 'node:module';

/** To be preloaded with `--import`: from then on `electron` is the stand-in. */
const standIn = new URL('./electron.ts', import.meta.url).href;
const hooks = `export function resolve(specifier, context, next) {
  return next(specifier === 'electron' ? ${JSON.stringify(standIn)} : specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
