/** A page without script: the host's own notes and forms. Korean first, as the product is. */
export interface PlainPage {
  readonly title: string;
  /** HTML; whoever builds it escapes what is not fixed. */
  readonly body: string;
  readonly nonce: string;
  /** Loads itself again after this many seconds; null or left out: stays. */
  readonly refreshSeconds?: number | null;
}

const STYLE = `
:root { color-scheme: dark light; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  font: 15px/1.6 Pretendard, 'Noto Sans CJK KR', 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif;
  background: #14171c; color: #e6e8eb; }
main { width: min(30rem, calc(100vw - 3rem)); }
h2 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
h1 { font-size: 1.15rem; margin: 0 0 1rem; }
label { display: block; margin: .9rem 0 .25rem; }
input { box-sizing: border-box; width: 100%; padding: .55rem .6rem; font: inherit; border-radius: 4px;
  border: 1px solid #4a515c; background: #1d2128; color: inherit; }
button { margin-top: 1.2rem; padding: .55rem 1.2rem; font: inherit; border: 0; border-radius: 4px;
  background: #3d7eff; color: #fff; }
:focus-visible { outline: 2px solid #8ab4ff; outline-offset: 2px; }
[role=alert] { border-left: 3px solid #ff6b6b; padding-left: .7rem; }
.note { color: #a5acb8; font-size: .85rem; }
code { overflow-wrap: anywhere; }`;

export function plainPage({ title, body, nonce, refreshSeconds = null }: PlainPage): string {
  const refresh = refreshSeconds === null ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">\n`;
  return `<!doctype html>
<html lang="ko" translate="no">
<head>
<meta charset="utf-8">
<meta name="google" content="notranslate">
<meta name="viewport" content="width=device-width">
${refresh}<title>${escapeHtml(title)}</title>
<style nonce="${escapeHtml(nonce)}">${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
