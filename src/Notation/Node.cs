using System.Collections.Immutable;

namespace Evenhand.Notation;

/// <summary>A piece of YAML as it was written, with its place in the file. Immutable, so that an override is a new tree.</summary>
/// <param name="At">Where it begins.</param>
public abstract record Node(Place At)
{
    /// <summary>What an error calls it.</summary>
    public abstract string Sort { get; }

    /// <summary>How many nodes a walk over it meets, those behind aliases included.</summary>
    internal abstract int Size { get; }
}

/// <summary>A word or number.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Text">What is written, without quotes.</param>
/// <param name="Quoted">Whether it is in quotes or a block, and so a text whatever it looks like.</param>
public sealed record ScalarNode(Place At, string Text, bool Quoted = false) : Node(At)
{
    /// <inheritdoc/>
    public override string Sort => Text.Length == 0 && !Quoted ? "nothing" : $"`{Text}`";

    /// <summary>Whether nothing is written.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";

    internal override int Size => 1;
}

/// <summary>A list.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Items">Its items.</param>
public sealed record ListNode(Place At, ImmutableArray<Node> Items) : Node(At)
{
    /// <inheritdoc/>
    public override string Sort => "a list";

    internal override int Size { get; } = 1 + Items.Sum(item => item.Size);
}

/// <summary>A mapping of keys, each of which stands once.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Entries">Its entries in the order of the file.</param>
public sealed record MapNode(Place At, ImmutableArray<Entry> Entries) : Node(At)
{
    /// <inheritdoc/>
    public override string Sort => "a mapping";

    /// <summary>The value of a key, or null.</summary>
    public Node? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
                if (entry.Key.Text == key)
                    return entry.Value;
            return null;
        }
    }

    internal override int Size { get; } = 1 + Entries.Sum(entry => 1 + entry.Value.Size);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record Entry(ScalarNode Key, Node Value);
