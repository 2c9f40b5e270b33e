/**
 * Returns the nonce for style elements that libraries make at run time, as the host wrote it into
 * `<meta property="csp-nonce" nonce="...">`; an empty string where no policy is in force.
 */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
