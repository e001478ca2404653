/**
 * Hands over together what is given within one turn of the event loop, one hand-over at a time. kafkajs gives the
 * partitions of one poll one by one; a handler that writes once per poll is far cheaper than once per partition.
 */
export function gather<Item>(
  handle: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  let open: { readonly items: Item[]; readonly handled: Promise<void> } | undefined;
  return (item) => {
    if (open) {
      open.items.push(item);
      return open.handled;
    }
    const items = [item];
    const handled = last.then(() => {
      open = undefined;
      return handle(items);
    });
    open = { items, handled };
    last = handled.catch(() => undefined);
    return handled;
  };
}
