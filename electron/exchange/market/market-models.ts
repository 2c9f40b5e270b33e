import { createParticipation, type Participation } from './participation/participation.ts';
import type { World } from '../world.ts';

/** What the exchange knows of its market beyond books and bars. Each part is a pure reading of the world and the seed. */
export interface MarketModels {
  readonly seed: number;
  /** Who traded. */
  readonly participation: Participation;
}

/** Makes every model over one world. Nothing is computed before it is asked for. */
export function createMarketModels(world: World, seed: number): MarketModels {
  return { seed, participation: createParticipation(world, seed) };
}
