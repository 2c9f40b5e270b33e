import type { KiwoomConditionApiId } from '#shared/catalogue/kiwoom/condition-search.ts';
import { KIWOOM_CONDITION_APIS } from '#shared/catalogue/kiwoom/condition-search.ts';
import type { CoverageDesk } from './coverage-desk.ts';
import type { Covered } from './measure-coverage.ts';
import { CONDITION_PANELS } from './shown-panels.ts';

/** Lists the conditions, searches one, follows one and lets it go, with the desk's own client. */
export async function measureConditions({ broker }: CoverageDesk): Promise<readonly Covered[]> {
  const conditions = broker.api?.conditions;
  const listed = await conditions?.list();
  const ids = listed?.ok === true ? listed.value.map(({ id }) => id) : [];
  const faults: Record<KiwoomConditionApiId, string | null> = {
    ka10171: ids.length > 0 ? null : 'no condition is listed',
    ka10172: 'no condition has a member',
    ka10173: 'no condition has a member',
    ka10174: 'nothing was followed',
  };
  for (const id of ids) {
    const page = await conditions?.search(id, null);
    if (page?.ok === true && page.value.rows.length > 0) faults.ka10172 = null;
    const followed = await conditions?.start(id);
    if (followed?.ok === true && followed.value.members.length > 0) faults.ka10173 = null;
    const stopped = await conditions?.stop(id);
    if (stopped?.ok === true) faults.ka10174 = null;
    if (Object.values(faults).every((fault) => fault === null)) break;
  }
  return Object.values(KIWOOM_CONDITION_APIS).map(({ id, nameKo }) => ({
    id,
    name: nameKo,
    typed: true,
    served: faults[id] === null,
    fault: faults[id],
    panels: CONDITION_PANELS,
  }));
}
