import { KIWOOM_LIMITS } from '#shared/catalogue/quotas.ts';
import { isRecord } from './frame.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

const MAX_GROUP_LENGTH = KIWOOM_LIMITS.groupNumberLength.value;

/** A REG or REMOVE as sent: every item of an element goes with every type of it. */
export interface RegistrationRequest {
  readonly group: string;
  /** False: what the group held before is dropped first. */
  readonly keepsExisting: boolean;
  readonly elements: readonly { readonly items: readonly string[]; readonly types: readonly string[] }[];
}

/** Parses the fields of a REG or REMOVE. @returns the text of the refusal when they do not fit */
export function parseRegistration(
  frame: Readonly<Record<string, unknown>>,
): Result<RegistrationRequest, string> {
  const group = textOf(frame['grp_no']);
  if (group === null || group === '') return err('그룹번호(grp_no)가 없습니다.');
  if (group.length > MAX_GROUP_LENGTH) {
    return err(`그룹번호(grp_no)는 ${MAX_GROUP_LENGTH}자리 이하여야 합니다.`);
  }
  const refresh = frame['refresh'] === undefined ? '1' : textOf(frame['refresh']);
  if (refresh !== '0' && refresh !== '1' && refresh !== '') return err('refresh 값은 0 또는 1이어야 합니다.');
  const elements = parseElements(frame['data']);
  return elements.ok ? ok({ group, keepsExisting: refresh !== '0', elements: elements.value }) : elements;
}

function parseElements(data: unknown): Result<RegistrationRequest['elements'], string> {
  const list = Array.isArray(data) ? (data as readonly unknown[]) : data === undefined ? [] : [data];
  const elements: RegistrationRequest['elements'][number][] = [];
  for (const element of list) {
    if (!isRecord(element)) return err('등록 리스트(data) 형식이 올바르지 않습니다.');
    const items = element['item'] === undefined ? [''] : textsOf(element['item']);
    const types = textsOf(element['type']);
    if (items === null) return err('실시간 등록 요소(item) 형식이 올바르지 않습니다.');
    if (types === null || types.length === 0) return err('실시간 항목(type)이 없습니다.');
    elements.push({ items: items.length === 0 ? [''] : items, types });
  }
  return ok(elements);
}

/** An array of strings; a single string counts as an array of one. */
function textsOf(value: unknown): readonly string[] | null {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  const texts = list.map(textOf);
  return texts.every((text) => text !== null) ? texts : null;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}
