// `tocsin serve`: runs the server until it is told to stop, and greets whoever starts it for the first time.
import { CannotStart } from "../cannot-start.ts";
import { ConfigError, readConfig, type Config } from "../config.ts";
import { openLog } from "../log.ts";
import { startServer, type Server } from "../server.ts";

/** How long requests in flight may take to finish after a signal. */
const drainMilliseconds = 10_000;

export async function serve(): Promise<void> {
  const config = configOrExit();
  const log = await openLog(config.logLevel);
  const server = await startServer(config, log).catch((error: unknown) => {
    if (!(error instanceof CannotStart)) throw error;
    console.error(`Tocsin cannot start: ${error.message}`);
    return process.exit(1);
  });
  greet(config, server);
  stopOnSignal(server);
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`Tocsin cannot start, because of its settings:\n${error.message.replaceAll(/^/gm, "  ")}`);
    return process.exit(1);
  }
}

function stopOnSignal(server: Server): void {
  const stop = (signal: NodeJS.Signals): void => {
    // A second signal means: now.
    for (const again of ["SIGINT", "SIGTERM"] as const) process.once(again, () => process.exit(1));
    console.log(`${signal}: finishing what was begun, then stopping.`);
    void server.close(drainMilliseconds).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error("Tocsin did not stop cleanly.", error);
        process.exit(1);
      },
    );
  };
  const once = (signal: NodeJS.Signals): void => {
    process.off("SIGINT", once).off("SIGTERM", once);
    stop(signal);
  };
  process.on("SIGINT", once).on("SIGTERM", once);
}

function greet(config: Config, server: Server): void {
  console.log(`Tocsin listens on ${server.url}`);
  if (config.clock === "manual")
    console.log(`The clock stands still: POST ${server.url}/_tocsin/clock moves it.`);
  if (server.newRootKey === undefined) return;
  const { accessKeyId, secretAccessKey } = server.newRootKey;
  const plan = `arn:aws:ssm-incidents::${config.accountId}:response-plan/first`;
  console.log(`
This is the first start, so a root access key was made. Its secret is shown this once:

  export AWS_ENDPOINT_URL=${server.url}
  export AWS_REGION=${config.region} AWS_DEFAULT_REGION=${config.region}
  export AWS_ACCESS_KEY_ID=${accessKeyId}
  export AWS_SECRET_ACCESS_KEY=${secretAccessKey}

With these set, three commands start a first incident:

  aws ssm-incidents create-replication-set --regions '{"${config.region}": {}}'
  aws ssm-incidents create-response-plan --name first --incident-template title=First,impact=3
  aws ssm-incidents start-incident --response-plan-arn ${plan}
`);
}
