import { expect, test } from "vitest";
import { GroupSync } from "./group-sync.ts";

/** A file whose syncs end when the test says so. */
const slowFile = () => {
  const syncs: PromiseWithResolvers<void>[] = [];
  const begun: (() => void)[] = [];
  return {
    syncs,
    datasync: (): Promise<void> => {
      const sync = Promise.withResolvers<void>();
      syncs.push(sync);
      begun.shift()?.();
      return sync.promise;
    },
    /** Resolves when the next sync begins. */
    nextSync: () => new Promise<void>((resolve) => begun.push(resolve)),
  };
};

const unexpected = (error: Error): never => {
  throw error;
};

test("where nothing was committed there is nothing to wait for", async () => {
  const file = slowFile();
  await new GroupSync(file, unexpected).settled();
  expect(file.syncs).toHaveLength(0);
});

test("all that is committed before a sync begins is settled by it, and settled once", async () => {
  const file = slowFile();
  const sync = new GroupSync(file, unexpected);
  const began = file.nextSync();
  const waiters = [1, 2, 3].map(() => {
    sync.committed();
    return sync.settled();
  });
  await began;
  file.syncs[0]?.resolve();
  await Promise.all(waiters);
  await sync.settled();
  expect(file.syncs).toHaveLength(1);
});

test("what is committed during a sync waits for the next one", async () => {
  const file = slowFile();
  const sync = new GroupSync(file, unexpected);
  const settled: string[] = [];
  const firstBegan = file.nextSync();
  sync.committed();
  const first = sync.settled().then(() => settled.push("first"));
  await firstBegan;
  const secondBegan = file.nextSync();
  sync.committed();
  const second = sync.settled().then(() => settled.push("second"));
  file.syncs[0]?.resolve();
  await first;
  await secondBegan;
  expect(settled).toEqual(["first"]);
  file.syncs[1]?.resolve();
  await second;
  expect(settled).toEqual(["first", "second"]);
});

test("after a sync that failed nothing is ever settled again, and no other is tried", async () => {
  const file = slowFile();
  const failures: Error[] = [];
  const sync = new GroupSync(file, (error) => failures.push(error));
  const began = file.nextSync();
  sync.committed();
  const waiter = sync.settled();
  await began;
  const broken = new Error("EIO: i/o error, fdatasync");
  file.syncs[0]?.reject(broken);
  await expect(waiter).rejects.toBe(broken);
  sync.committed();
  await expect(sync.settled()).rejects.toBe(broken);
  expect(failures).toEqual([broken]);
  expect(file.syncs).toHaveLength(1);
});
