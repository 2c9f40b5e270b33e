import type { SecretPrompt } from '#electron/core/ports/host-windows.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { escapeHtml, plainPage } from './plain-page.ts';

/** What the owner typed into a secret form. */
export type SecretAnswer =
  | { readonly kind: 'credentials'; readonly appKey: string; readonly secretKey: string }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

export const MIN_PASSPHRASE_LENGTH = 8;
const MAX_FIELD_LENGTH = 512;

export interface SecretFormView {
  readonly prompt: SecretPrompt;
  /** Where the form is posted to, and the value that proves it was this form. */
  readonly action: string;
  readonly proof: string;
  /** Korean and English, from the last try. */
  readonly problem: string | null;
  readonly nonce: string;
}

/** The form for a secret, as a page without script. Both hosts show the same one, in a window of its own. */
export function secretFormPage({ prompt, action, proof, problem, nonce }: SecretFormView): string {
  const { title, fields, submit } = formParts(prompt);
  const alert = problem === null ? '' : `<p role="alert">${escapeHtml(problem)}</p>`;
  return plainPage({
    title,
    nonce,
    body: `<h1>${escapeHtml(title)}</h1>${alert}
<form method="post" action="${escapeHtml(action)}" autocomplete="off">
<input type="hidden" name="proof" value="${escapeHtml(proof)}">
${fields}
<button type="submit">${submit}</button>
</form>
<p class="note">여기에 입력한 값은 화면을 거치지 않고 저장소로 바로 갑니다.<br>
What you type here goes straight to the secret store, never through the desk's pages.</p>`,
  });
}

function formParts(prompt: SecretPrompt): { title: string; fields: string; submit: string } {
  switch (prompt.kind) {
    case 'credentials':
      return {
        title: `API 키 입력 · API keys — ${prompt.label}`,
        fields:
          field('appKey', '앱 키 · App key', 'off', true) +
          field('secretKey', '시크릿 키 · Secret key', 'off'),
        submit: '저장 · Save',
      };
    case 'unlock':
      return {
        title: '암호 입력 · Unlock',
        fields: field('passphrase', '암호 · Passphrase', 'current-password', true),
        submit: '열기 · Unlock',
      };
    case 'createPassphrase':
      return {
        title: '암호 만들기 · Create a passphrase',
        fields:
          field(
            'passphrase',
            `새 암호 (${MIN_PASSPHRASE_LENGTH}자 이상) · New passphrase`,
            'new-password',
            true,
          ) + field('repeated', '한 번 더 · Again', 'new-password'),
        submit: '만들기 · Create',
      };
  }
}

function field(name: string, label: string, autocomplete: string, isFirst = false): string {
  return `<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="password" required maxlength="${MAX_FIELD_LENGTH}"
 autocomplete="${autocomplete}" spellcheck="false"${isFirst ? ' autofocus' : ''}>
`;
}

/** Reads a posted form. The error's `detail` names the field, never its value. */
export function parseSecretForm(prompt: SecretPrompt, form: URLSearchParams): Result<SecretAnswer> {
  if (prompt.kind === 'credentials') {
    const appKey = fieldValue(form, 'appKey').trim();
    const secretKey = fieldValue(form, 'secretKey').trim();
    if (!isKeyText(appKey)) return err(badField('APP_KEY_MALFORMED', 'appKey'));
    if (!isKeyText(secretKey)) return err(badField('SECRET_KEY_MALFORMED', 'secretKey'));
    return ok({ kind: 'credentials', appKey, secretKey });
  }
  const passphrase = fieldValue(form, 'passphrase');
  if (prompt.kind === 'createPassphrase') {
    if ([...passphrase].length < MIN_PASSPHRASE_LENGTH)
      return err(badField('PASSPHRASE_TOO_SHORT', 'passphrase'));
    if (passphrase !== fieldValue(form, 'repeated'))
      return err(badField('PASSPHRASE_NOT_REPEATED', 'repeated'));
  }
  return passphrase === ''
    ? err(badField('PASSPHRASE_EMPTY', 'passphrase'))
    : ok({ kind: 'passphrase', passphrase });
}

/** Keys are put into request bodies and headers: visible ASCII only, as every broker issues them. */
function isKeyText(text: string): boolean {
  return text.length > 0 && text.length <= MAX_FIELD_LENGTH && /^[\x21-\x7e]+$/.test(text);
}

function fieldValue(form: URLSearchParams, name: string): string {
  return form.get(name) ?? '';
}

function badField(code: string, field: string) {
  return hogaError('validation', code, `secret form: ${field} is not usable`, { field });
}

const PROBLEMS: Readonly<Record<string, string>> = {
  APP_KEY_IN_USE: '이 앱키는 이미 다른 계좌에 등록되어 있습니다. · Another account has this app key already.',
  APP_KEY_MALFORMED:
    '앱 키를 확인하세요. 빈칸 없는 영문·숫자입니다. · Check the app key: letters and digits, no spaces.',
  SECRET_KEY_MALFORMED:
    '시크릿 키를 확인하세요. 빈칸 없는 영문·숫자입니다. · Check the secret key: letters and digits, no spaces.',
  PASSPHRASE_TOO_SHORT: `암호는 ${MIN_PASSPHRASE_LENGTH}자 이상이어야 합니다. · Use at least ${MIN_PASSPHRASE_LENGTH} characters.`,
  PASSPHRASE_NOT_REPEATED: '두 암호가 다릅니다. · The two passphrases differ.',
  PASSPHRASE_EMPTY: '암호를 입력하세요. · Enter the passphrase.',
  PASSPHRASE_WRONG: '암호가 맞지 않습니다. · Wrong passphrase.',
  SECRETS_UNAVAILABLE:
    '이 컴퓨터에는 안전한 저장소가 없습니다. · This computer offers no safe storage for secrets.',
};

/** Returns what to tell the owner about an error, in Korean and English. */
export function secretProblemText(code: string): string {
  return PROBLEMS[code] ?? `저장하지 못했습니다 (${code}). · It could not be stored (${code}).`;
}
