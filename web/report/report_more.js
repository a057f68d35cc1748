// What else can be done with what is reported: keep its sender out, and report what is held and alike.

const domainOf = (address) => address.slice(address.lastIndexOf('@') + 1);

// The entry for the block list that keeps this sender out (api::NewListEntry), or null: several senders, no reach, or one's own domain.
// A domain that gives addresses to anybody is not blocked, only the one address.
export async function senderToBlock(reads, me, api) {
  const senders = [...new Set(reads.map(({ header_from: from }) => from?.address?.toLowerCase()))];
  const domains = [...new Set(senders.map((address) => (address?.includes('@') ? domainOf(address) : '')))];
  const recipients = [...new Set(reads.map(({ message }) => message?.recipient).filter(Boolean))];
  const reach = recipients.length === 1 ? recipients[0] : me.addresses?.[0] ?? me.domains?.[0];
  if (domains.length !== 1 || !domains[0] || !reach) return null;
  const entryOf = (pattern) => ({ pattern, applies_to: reach, note: '', paused: false });
  try {
    const { warnings } = await api.weighBlock(entryOf(domains[0]));
    if (warnings.includes('own_domain')) return null;
    if (warnings.includes('public_provider')) return senders.length === 1 ? entryOf(senders[0]) : null;
    return entryOf(domains[0]);
  } catch (error) {
    if (error.status === 401) throw error;
    return null;  // the node would not take the entry either
  }
}

// The waves of which more is held: { ids, count }, or null.
export function wavesOf(reads) {
  const waves = new Map();
  for (const { message, alike } of reads) if (message?.wave?.id && alike > 0) waves.set(message.wave.id, alike);
  const count = [...waves.values()].reduce((sum, alike) => sum + alike, 0);
  return count ? { ids: [...waves.keys()], count } : null;
}
