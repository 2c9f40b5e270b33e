import type { TFunction } from 'i18next';
import type { Threshold, ThresholdName } from '#shared/domain/risk-limits.ts';
import { formatDecimal, formatInteger } from '#renderer/format/number.ts';

/** Formats a mark of a limit without its unit: `100,000,000`; a percentage keeps the places it has. */
export function formatMark(name: ThresholdName, mark: number): string {
  if (name !== 'distancePercent' || Number.isInteger(mark)) return formatInteger(mark);
  return formatDecimal(mark, Number.isInteger(mark * 10) ? 1 : 2);
}

/** Returns both marks in words: `100,000,000원 넘으면 확인 · 1,000,000,000원 넘으면 거부`; `제한 없음` without any. */
export function thresholdText(
  name: ThresholdName,
  { confirmAbove, refuseAbove }: Threshold,
  t: TFunction,
): string {
  const withUnit = (mark: number): string => t(`ui:limits.unit.${name}`, { value: formatMark(name, mark) });
  const parts = [
    ...(confirmAbove === null ? [] : [t('ui:limits.confirmAbove', { value: withUnit(confirmAbove) })]),
    ...(refuseAbove === null ? [] : [t('ui:limits.refuseAbove', { value: withUnit(refuseAbove) })]),
  ];
  return parts.length === 0 ? t('ui:limits.none') : parts.join(' · ');
}
