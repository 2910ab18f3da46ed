/** The product's event store on a database of its own, with a count of what was acknowledged. */
export async function openLog({ server, product }, name) {
  const url = await server.createDatabase(name);
  const database = await product.Database.connect(url);
  await database.migrate();
  const store = new product.PostgresEventStore(database.pool, await product.logIdOf(database.pool));
  const acknowledged = new Set();
  return {
    url,
    pool: database.pool,
    poolSize: database.pool.options.max,
    store,
    async append(request) {
      const result = await store.append(request);
      if (result.outcome !== 'appended') throw new Error(`An append was answered with ${result.outcome}.`);
      for (const { id } of request.events) acknowledged.add(id);
    },
    /** How many acknowledged events are not in the log, or are in it twice. */
    async losses() {
      const { rows } = await database.pool.query('select id from es_event');
      const stored = new Set(rows.map(({ id }) => id));
      const lost = [...acknowledged].filter((id) => !stored.has(id)).length;
      return lost + rows.length - stored.size;
    },
    close: () => database.close(),
  };
}
