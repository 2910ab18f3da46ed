/** The product's event store on a database of its own, with a count of what was acknowledged. */
export async function openLog({ server, product }, name) {
  const url = await server.createDatabase(name);
  const log = await openLogAt(product, url);
  return {
    ...log,
    /** Also takes the database away: the next part finds the disk as this one did. */
    async close() {
      await log.close();
      await server.dropDatabase(name);
    },
  };
}

/** As `openLog`, on a database that stands; a service may be running on it. */
export async function openLogAt(product, url) {
  const database = await product.Database.connect(url);
  await database.migrate();
  const logId = await product.logIdOf(database.pool);
  const store = new product.PostgresEventStore(database.pool, logId);
  const acknowledged = new Set();
  const wakes = [];
  return {
    url,
    pool: database.pool,
    poolSize: database.pool.options.max,
    store,
    /** Answers the position of the last event. */
    async append(request) {
      const result = await store.append(request);
      if (result.outcome !== 'appended') throw new Error(`An append was answered with ${result.outcome}.`);
      for (const { id } of request.events) acknowledged.add(id);
      return result.positions.at(-1);
    },
    /** How many acknowledged events are not in the log, or are in it twice. */
    async losses() {
      const { rows } = await database.pool.query('select id from es_event');
      const stored = new Set(rows.map(({ id }) => id));
      const lost = [...acknowledged].filter((id) => !stored.has(id)).length;
      return lost + rows.length - stored.size;
    },
    /** The whole log as views read it, woken by appends. */
    async openFeed() {
      const wake = new product.LogWake(url);
      await wake.open();
      wakes.push(wake);
      return new product.PostgresEventFeed(database.pool, logId, wake);
    },
    async close() {
      for (const wake of wakes) await wake.close();
      await database.close();
    },
  };
}
