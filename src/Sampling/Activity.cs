using System.Text;
using Evenhand.Sampling.Fields;

namespace Evenhand.Sampling;

/// <summary>What an event does to the account besides being written.</summary>
internal enum Consequence
{
    Nothing,

    /// <summary>The number of licences changes before the event is written.</summary>
    SeatsChange,

    /// <summary>Nothing but what follows this event happens any more.</summary>
    AccountEnds,
}

/// <summary>One kind of event that happens to accounts, and what follows it.</summary>
internal sealed record Activity(string Name, string Type, string Source)
{
    /// <summary>The most values that an event hands on to those that follow it.</summary>
    public const int MostCarried = 4;

    public Shape Shape { get; init; } = Shape.Even;
    public Rate Rate { get; init; } = Rate.None;

    /// <summary>The add-on without which it does not happen.</summary>
    public string? Needs { get; init; }

    public Field[] Fields { get; init; } = [];

    /// <summary>The number of values that the fields draw, nested ones included.</summary>
    public int ValueCount { get; init; }

    public FollowUp[] Then { get; init; } = [];
    public Consequence Consequence { get; init; }

    /// <summary>True when no other event depends on it, so that it can be left out.</summary>
    public bool IsLeaf { get; init; }

    /// <summary>True when other events refer to it, follow it or find what it has changed.</summary>
    public bool HasDependents =>
        Then.Length > 0
        || Consequence != Consequence.Nothing
        || Fields.Any(drawn => drawn.ChangesPool);

    /// <summary>The line's beginning, up to the id.</summary>
    public byte[] Head { get; } =
        Encoding.UTF8.GetBytes(
            $$"""{"specversion":"1.0","source":{{Quoted(Source)}},"type":{{Quoted(Type)}},"id":" """.TrimEnd()
        );

    private static string Quoted(string text) => Encoding.UTF8.GetString(Utf8Lines.Quote(text));
}

/// <summary>An event that follows another.</summary>
/// <param name="Share">Of the events followed.</param>
/// <param name="Least">The shortest delay in milliseconds.</param>
/// <param name="Most">The longest.</param>
/// <param name="Carried">The fields whose values are handed on, by their place in the event followed.</param>
internal sealed record FollowUp(
    Activity Activity,
    double Share,
    long Least,
    long Most,
    int[] Carried
);
