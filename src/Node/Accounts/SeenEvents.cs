using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;

namespace Evenhand.Node.Accounts;

/// <summary>
/// Remembers which events an account has, by hashes of their names and contents: 16 bytes each, in open addressing. What
/// was seen in the last two spans is known, what is older is forgotten, span by span.
/// </summary>
internal sealed class SeenEvents(long span)
{
    private HashTable present = new();
    private HashTable before = new();
    private long since = long.MinValue;

    /// <summary>How many events are remembered.</summary>
    public int Count => present.Count + before.Count;

    /// <summary>Bytes that this takes.</summary>
    public long Bytes => present.Bytes + before.Bytes;

    /// <summary>Says whether an event is known, and remembers nothing.</summary>
    /// <param name="name">The hash of its source and id.</param>
    /// <param name="content">The hash of what it says.</param>
    public Seen Find(ulong name, ulong content)
    {
        if (!before.Find(name, out var known) && !present.Find(name, out known))
            return Seen.Never;
        return Record.SameContent(known, content) ? Seen.Same : Seen.Other;
    }

    /// <summary>Whether an event of a name is known, whatever it says.</summary>
    /// <param name="name">The hash of its source and id.</param>
    public bool Knows(ulong name) => before.Find(name, out _) || present.Find(name, out _);

    /// <summary>Remembers an event, and says whether it was known before.</summary>
    /// <param name="name">The hash of its source and id.</param>
    /// <param name="content">The hash of what it says.</param>
    /// <param name="now">When it came.</param>
    public Seen Add(ulong name, ulong content, long now)
    {
        if (since == long.MinValue)
            since = now;
        if (now - since >= span)
            (before, present, since) = (present, new HashTable(), now);
        if (before.Count > 0 && before.Find(name, out var known))
            return Record.SameContent(known, content) ? Seen.Same : Seen.Other;
        if (present.TryAdd(name, content, out known))
            return Seen.Never;
        return Record.SameContent(known, content) ? Seen.Same : Seen.Other;
    }

    /// <summary>Forgets an event again that could not be stored.</summary>
    public void Remove(ulong name) => present.Remove(name);

    /// <summary>Writes or reads all that is remembered.</summary>
    public void Exchange(StatePort port)
    {
        since = port.Exchange(since);
        present.Exchange(port);
        before.Exchange(port);
    }

    /// <summary>Linear probing; a name of 0 is moved to 1, since 0 marks an empty place.</summary>
    private sealed class HashTable
    {
        private const int FirstSlots = 8;
        private (ulong Name, ulong Content)[] slots = new (ulong, ulong)[FirstSlots];

        public int Count { get; private set; }

        public long Bytes => slots.Length * 16L;

        public bool Find(ulong name, out ulong content)
        {
            ref var slot = ref slots[Place(name)];
            content = slot.Content;
            return slot.Name != 0;
        }

        /// <summary>Adds an entry, unless there is one of its name, whose content is then told.</summary>
        public bool TryAdd(ulong name, ulong content, out ulong known)
        {
            if ((Count + 1) * 4L > slots.Length * 3L)
                Grow(slots.Length * 2);
            ref var slot = ref slots[Place(name)];
            known = slot.Content;
            if (slot.Name != 0)
                return false;
            slot = (Named(name), content);
            Count++;
            return true;
        }

        /// <summary>Takes an entry out and moves those up that were pushed on by it.</summary>
        public void Remove(ulong name)
        {
            var hole = Place(name);
            if (slots[hole].Name == 0)
                return;
            var mask = slots.Length - 1;
            for (var next = (hole + 1) & mask; slots[next].Name != 0; next = (next + 1) & mask)
            {
                var home = Home(slots[next].Name);
                if (((next - home) & mask) < ((next - hole) & mask))
                    continue;
                slots[hole] = slots[next];
                hole = next;
            }
            slots[hole] = default;
            Count--;
        }

        public void Exchange(StatePort port)
        {
            var count = port.Count(Count);
            if (port.Reads)
                MakeRoom(count);
            if (port.Reads)
                for (; count > 0; count--)
                    TryAdd(Hash(port, 0), Hash(port, 0), out _);
            else
                foreach (var (name, content) in slots)
                    if (name != 0)
                        (_, _) = (Hash(port, name), Hash(port, content));
        }

        private static ulong Hash(StatePort port, ulong hash) =>
            unchecked((ulong)port.Exchange((long)hash));

        private int Place(ulong name)
        {
            var mask = slots.Length - 1;
            var wanted = Named(name);
            var place = Home(wanted);
            while (slots[place].Name != 0 && slots[place].Name != wanted)
                place = (place + 1) & mask;
            return place;
        }

        private int Home(ulong name) => (int)(name & (ulong)(slots.Length - 1));

        private static ulong Named(ulong name) => name == 0 ? 1 : name;

        /// <summary>
        /// Makes room for all that will come. Entries come in the order in which they lay; into a table that grows as
        /// they come they would pile up in its first part, and each would be looked for through all before it.
        /// </summary>
        private void MakeRoom(int count)
        {
            long wanted = slots.Length;
            while (count * 4L > wanted * 3L)
                wanted *= 2;
            if (wanted > slots.Length)
                Grow((int)wanted);
        }

        private void Grow(int wanted)
        {
            var old = slots;
            slots = new (ulong, ulong)[wanted];
            foreach (var slot in old)
                if (slot.Name != 0)
                    slots[Place(slot.Name)] = slot;
        }
    }
}

/// <summary>Whether an event is known.</summary>
internal enum Seen
{
    /// <summary>It is new.</summary>
    Never,

    /// <summary>It is a repeat.</summary>
    Same,

    /// <summary>Its source and id belong to another.</summary>
    Other,
}
