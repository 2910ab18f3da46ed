import { Demo } from '../demo/demo.js';
import { runProcess } from '../ops/run-process.js';
import { type CliCommand, UsageError } from './command.js';

/** A drill in a throw-away data directory. */
export const demo: CliCommand = {
  name: 'demo',
  usage: '[--exit]',
  summary: 'Starts a drill with the sample cases and people of every role; --exit ends it after the summary.',
  async run(args, context) {
    const { config, logger, print } = context;
    if (args.some((arg) => arg !== '--exit')) throw new UsageError('demo takes --exit only.');
    const drill = new Demo({
      config,
      logger,
      loadApp: async () => (await import('../app.js')).createApp,
      print,
    });
    // It takes the server and the directory along, also where it is broken off or cannot begin.
    await runProcess(drill, logger);
    const ends = args.includes('--exit');
    if (!ends) print('Ctrl+C mengakhiri latihan / ends the drill.');
    const waiting = context.progress('eskalasi / escalation');
    try {
      await drill.play();
    } catch (error) {
      await drill.stop();
      throw error;
    } finally {
      waiting.end();
    }
    if (!ends) return new Promise(() => undefined);
    await drill.stop();
    return 0;
  },
};
