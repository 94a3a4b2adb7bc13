import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { StartEngagementCommand } from "@aws-sdk/client-ssm-contacts";
import { expect, inject, it } from "vitest";
import { forPostgres } from "../harness/engines.ts";
import { testServer } from "../harness/server.ts";
import { codeIn, gatherTeam, isPage, stage, textOf } from "./team.ts";

forPostgres((engine) => {
  it("of two nodes that run on one database one sends each page, in every stage", async () => {
    await using team = await gatherTeam(engine);
    const [alice, bob] = [await team.person("alice"), await team.person("bob")];
    const plan = await team.escalation("plan", [stage(5, alice), stage(5, bob)]);
    const TOCSIN_DATA_DIR = await mkdtemp(join(inject("databases").scratch, "node-"));
    await using other = await testServer({ ...team.env, TOCSIN_DATA_DIR });
    const nodes = [team.tocsin, other];
    const all = <T>(body: (node: typeof other) => Promise<T>): Promise<T[]> => Promise.all(nodes.map(body));

    const words = { Sender: "test", Subject: "Disk full", Content: "It is." };
    const rounds = Array.from({ length: 10 });
    await Promise.all(
      rounds.map(() =>
        all(({ contacts }) => contacts.send(new StartEngagementCommand({ ContactId: plan, ...words }))),
      ),
    );
    await all((node) => node.advance("PT0S"));
    const sent = () => team.asked.filter(isPage).map((it) => `${it.form.get("To")} ${codeIn(textOf(it))}`);
    expect(sent()).toHaveLength(20);
    await all((node) => node.advance("PT5M"));
    expect(sent()).toHaveLength(40);
    expect(new Set(sent()).size).toBeGreaterThan(38);
  });
});
