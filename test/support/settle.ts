/** Lets every promise that is already resolvable run, without any real time. */
export async function settle(rounds = 50): Promise<void> {
  for (let round = 0; round < rounds; round += 1) await Promise.resolve();
}
