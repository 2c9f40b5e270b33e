/** Returns the window's id from `?window=`, `main` when it has none or one the contract would refuse. */
export function windowIdOf(search: string): string {
  const id = new URLSearchParams(search).get('window') ?? '';
  return /^[\w-]{1,32}$/.test(id) ? id : 'main';
}
