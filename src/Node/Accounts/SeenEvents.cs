using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Accounts;

/// <summary>
/// Remembers which events an account has, by hashes of their names and contents: 16 bytes each, in open addressing. What
/// was seen in the last two spans is known, what is older is forgotten, span by span.
/// </summary>
internal sealed class SeenEvents(TimeSpan span)
{
    private HashTable present = new();

    /// <summary>There once a span has passed.</summary>
    private HashTable? before;
    private Moment since = Moment.Earliest;

    /// <summary>How many events are remembered.</summary>
    public int Count => present.Count + (before?.Count ?? 0);

    /// <summary>Bytes that this takes.</summary>
    public long Bytes => present.Bytes + (before?.Bytes ?? 0);

    /// <summary>Says whether an event is known, and remembers nothing.</summary>
    /// <param name="name">The hash of its source and id.</param>
    /// <param name="content">The hash of what it says.</param>
    public Seen Find(ulong name, ulong content)
    {
        ulong known = 0;
        if (before?.Find(name, out known) != true && !present.Find(name, out known))
            return Seen.Never;
        return Record.SameContent(known, content) ? Seen.Same : Seen.Other;
    }

    /// <summary>Whether an event of a name is known, whatever it says.</summary>
    /// <param name="name">The hash of its source and id.</param>
    public bool Knows(ulong name) => before?.Find(name, out _) == true || present.Find(name, out _);

    /// <summary>Remembers an event, and says whether it was known before.</summary>
    /// <param name="name">The hash of its source and id.</param>
    /// <param name="content">The hash of what it says.</param>
    /// <param name="now">When it came.</param>
    public Seen Add(ulong name, ulong content, Moment now)
    {
        if (since == Moment.Earliest)
            since = now;
        if (now - since >= span)
            (before, present, since) = (present.Count > 0 ? present : null, new HashTable(), now);
        if (before is not null && before.Find(name, out var known))
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
        if (port.Exchange(before is not null))
            (before ??= new HashTable()).Exchange(port);
        else
            before = null;
    }

    /// <summary>
    /// Linear probing; a name of 0 is moved to 1, since 0 marks an empty place. While it is small it is kept full, since
    /// there are very many small ones.
    /// </summary>
    private sealed class HashTable
    {
        private const int FirstSlots = 4;
        private const int Large = 1024;
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
            if (Count >= Most(slots.Length))
                Grow(More(slots.Length));
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
            for (var next = After(hole); slots[next].Name != 0; next = After(next))
            {
                var home = Home(slots[next].Name);
                if (Distance(home, next) < Distance(hole, next))
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
            var wanted = Named(name);
            var place = Home(wanted);
            while (slots[place].Name != 0 && slots[place].Name != wanted)
                place = After(place);
            return place;
        }

        /// <summary>The share of the table that the hash is of the largest one.</summary>
        private int Home(ulong name) => (int)Math.BigMul(name, (ulong)slots.Length, out _);

        private int After(int place) => place + 1 == slots.Length ? 0 : place + 1;

        private int Distance(int from, int to) => to >= from ? to - from : to - from + slots.Length;

        private static ulong Named(ulong name) => name == 0 ? 1 : name;

        private static int Most(int length) =>
            length < Large ? length * 4 / 5 : (int)(length * 3L / 4);

        private static int More(int length) => length < Large ? length + length / 2 : length * 2;

        /// <summary>
        /// Makes room for all that will come. Entries come in the order in which they lay; into a table that grows as
        /// they come they would pile up in its first part, and each would be looked for through all before it.
        /// </summary>
        private void MakeRoom(int count)
        {
            var wanted = slots.Length;
            while (Most(wanted) <= count)
                wanted = More(wanted);
            if (wanted > slots.Length)
                Grow(wanted);
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
