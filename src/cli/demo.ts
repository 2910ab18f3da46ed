import { Demo } from '../demo/demo.js';
import { runProcess } from '../ops/run-process.js';
import { type CliCommand, UsageError } from './command.js';

/** A drill in a throw-away data directory. */
export const demo: CliCommand = {
  name: 'demo',
  usage: '[--exit]',
  summary: 'Starts a drill with the sample cases and people of every role; --exit ends it after the summary.',
  async run(args, { config, logger, print }) {
    if (args.some((arg) => arg !== '--exit')) throw new UsageError('demo takes --exit only.');
    const drill = new Demo({
      config,
      logger,
      loadApp: async () => (await import('../app.js')).createApp,
      print,
    });
    // It takes the server and the directory along, also where it is broken off or cannot begin.
    await runProcess(drill, logger);
    if (args.includes('--exit')) {
      await drill.stop();
      return 0;
    }
    print('Ctrl+C mengakhiri latihan / ends the drill.');
    return new Promise(() => undefined);
  },
};
