import { afterEach, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { startDrill, value } from '#test/support/drill/drill.ts';

let drill: Drill;
afterEach(() => drill.close());

const buyingPower = async () => (await drill.snapshot()).cash?.buyingPower ?? 0;

it('what an order holds is missing from the buying power shown, and is back after its cancel', async () => {
  drill = await startDrill();
  const whole = await buyingPower();
  const { clientOrderId } = value(await drill.place({ price: price(67_000), quantity: quantity(1_000) }));
  await drill.pass(5_000);
  expect(await buyingPower()).toBeLessThanOrEqual(whole - 67_000_000);
  value(await drill.ask('order.cancel', { requestId: 'cancel-0001', clientOrderId }));
  await drill.pass(5_000);
  expect(await buyingPower()).toBe(whole);
  expect(value(await drill.place({ price: price(66_900), quantity: quantity(1_400) })).status).toBe(
    'accepted',
  );
});
