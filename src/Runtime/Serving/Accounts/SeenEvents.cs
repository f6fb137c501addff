using Evenhand.Core.Keeping;

namespace Evenhand.Runtime.Serving.Accounts;

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

    /// <summary>Whether an event is known, and says the same.</summary>
    public Seen Find(ulong name, ulong content)
    {
        if (!present.Find(name, out var known) && !before.Find(name, out known))
            return Seen.Never;
        return known == content ? Seen.Same : Seen.Other;
    }

    /// <summary>Remembers an event.</summary>
    /// <param name="name">The hash of its source and id.</param>
    /// <param name="content">The hash of what it says.</param>
    /// <param name="now">When it came.</param>
    public void Add(ulong name, ulong content, long now)
    {
        if (since == long.MinValue)
            since = now;
        if (now - since >= span)
            (before, present, since) = (present, new HashTable(), now);
        present.Add(name, content);
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
        private ulong[] names = new ulong[FirstSlots];
        private ulong[] contents = new ulong[FirstSlots];

        public int Count { get; private set; }

        public long Bytes => names.Length * 16L;

        public bool Find(ulong name, out ulong content)
        {
            var place = Place(name);
            content = contents[place];
            return names[place] != 0;
        }

        public void Exchange(StatePort port)
        {
            var count = port.Count(Count);
            if (port.Reads)
                for (; count > 0; count--)
                    Add(Hash(port, 0), Hash(port, 0));
            else
                for (var place = 0; place < names.Length; place++)
                    if (names[place] != 0)
                        (_, _) = (Hash(port, names[place]), Hash(port, contents[place]));
        }

        private static ulong Hash(StatePort port, ulong hash) =>
            unchecked((ulong)port.Exchange((long)hash));

        public void Add(ulong name, ulong content)
        {
            if ((Count + 1) * 4L > names.Length * 3L)
                Grow();
            var place = Place(name);
            Count += names[place] == 0 ? 1 : 0;
            (names[place], contents[place]) = (Named(name), content);
        }

        /// <summary>Takes an entry out and moves those up that were pushed on by it.</summary>
        public void Remove(ulong name)
        {
            var hole = Place(name);
            if (names[hole] == 0)
                return;
            var mask = names.Length - 1;
            for (var next = (hole + 1) & mask; names[next] != 0; next = (next + 1) & mask)
            {
                var home = Home(names[next]);
                if (((next - home) & mask) < ((next - hole) & mask))
                    continue;
                (names[hole], contents[hole]) = (names[next], contents[next]);
                hole = next;
            }
            (names[hole], contents[hole]) = (0, 0);
            Count--;
        }

        private int Place(ulong name)
        {
            var mask = names.Length - 1;
            var place = Home(Named(name));
            while (names[place] != 0 && names[place] != Named(name))
                place = (place + 1) & mask;
            return place;
        }

        private int Home(ulong name) => (int)(name & (ulong)(names.Length - 1));

        private static ulong Named(ulong name) => name == 0 ? 1 : name;

        private void Grow()
        {
            var (oldNames, oldContents) = (names, contents);
            names = new ulong[oldNames.Length * 2];
            contents = new ulong[names.Length];
            for (var i = 0; i < oldNames.Length; i++)
            {
                if (oldNames[i] == 0)
                    continue;
                var place = Place(oldNames[i]);
                (names[place], contents[place]) = (oldNames[i], oldContents[i]);
            }
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
