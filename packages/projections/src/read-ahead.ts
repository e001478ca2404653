/** The same batches, the next one fetched while the caller works on the last. */
export async function* readAhead<T>(batches: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = batches[Symbol.asyncIterator]();
  const fetch = () => {
    const next = iterator.next();
    next.catch(() => {}); // seen when it is awaited below; until then it is not unhandled
    return next;
  };
  let next = fetch();
  try {
    for (let result = await next; !result.done; result = await next) {
      next = fetch();
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
